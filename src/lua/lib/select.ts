/** The builtin `select`. It is in a file of its own because generated code recognises it. */
import { spend } from '../runtime/budget.ts';
import { argumentError } from '../runtime/error.ts';
import { type LuaFunction, type LuaValue, packResult } from '../runtime/value.ts';
import { checkInt } from './arguments.ts';

/** Returns the number of values for `select('#', ...)`, or else the values from a position on. */
export const select: LuaFunction = (...values) => {
  const [which] = values;
  if (typeof which === 'string' && which.startsWith('#')) return values.length - 1;
  const position = checkInt(which, 1, values.length);
  const from = position < 0 ? values.length + position : Math.min(position, values.length);
  if (from < 1) argumentError(1, 'index out of range');
  spend(values.length - from);
  return packResult(values.slice(from));
};

/** The values from a position on, which counts from 1, in an array that the receiver owns. */
export function selectFrom(values: readonly LuaValue[], position: number): LuaValue[] {
  if (position > values.length) return [];
  spend(values.length - position);
  return values.slice(position - 1);
}
