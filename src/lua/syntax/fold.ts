/** What is known at compile time, exactly where Lua 5.1 knows it. */
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

/** The value, or `undefined` where it is left to run time: division by zero, and results that are not a number. */
export function foldArithmetic(
  operator: ArithmeticOperator,
  left: number,
  right: number,
): number | undefined {
  if (right === 0 && (operator === '/' || operator === '%')) return undefined;
  const result = OPERATIONS[operator](left, right);
  return Number.isNaN(result) ? undefined : result;
}

/** Whether a left side is a constant that leaves the value to the right one. */
export function isDecided(operator: 'and' | 'or', { kind }: Expression): boolean {
  if (operator === 'or') return kind === 'Nil' || kind === 'False';
  return kind === 'True' || kind === 'Number' || kind === 'String';
}
