/** What is known at compile time, exactly where Lua 5.1 knows it. */
import type { ArithmeticOperator, Expression } from './ast.ts';

/** A power that is exact: the others' last digits are the runtime's to find. */
function wholePower(left: number, right: number): number {
  if (!Number.isInteger(left) || !(right >= 0 && right <= 64 && right % 1 === 0)) return Number.NaN;
  let result = 1;
  for (let count = right; count > 0 && Math.abs(result) <= Number.MAX_SAFE_INTEGER; count--) result *= left;
  return Math.abs(result) <= Number.MAX_SAFE_INTEGER ? result : Number.NaN;
}

const OPERATIONS: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left - Math.floor(left / right) * right,
  '^': wholePower,
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
