/**
 * Constant folding. Invariant: exactly those expressions are computed at compile time that Lua 5.1's compiler computes,
 * because error messages and limits depend on it.
 */
import { power } from '../../bytes/elementary.ts';
import type { ArithmeticOperator, Expression } from './ast.ts';

const OPERATIONS: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left - Math.floor(left / right) * right,
  '^': power,
};

/**
 * The value of an operation on two numerals. It is `undefined` if Lua leaves the operation to run time, as it does with
 * a division by zero, and if the result is not a number.
 */
export function foldArithmetic(
  operator: ArithmeticOperator,
  left: number,
  right: number,
): number | undefined {
  if (right === 0 && (operator === '/' || operator === '%')) return undefined;
  const result = OPERATIONS[operator](left, right);
  return Number.isNaN(result) ? undefined : result;
}

/** Whether the left side of `and` or `or` is a constant with which the value is always that of the right side. */
export function isDecided(operator: 'and' | 'or', { kind }: Expression): boolean {
  if (operator === 'or') return kind === 'Nil' || kind === 'False';
  return kind === 'True' || kind === 'Number' || kind === 'String';
}
