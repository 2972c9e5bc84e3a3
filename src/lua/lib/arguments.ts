/**
 * Checks of the arguments of library functions, with the coercions of Lua 5.1 and its `bad argument` messages.
 *
 * Every check takes the value, its position, counted from 1, and the number of arguments (`values.length`), by which
 * "got nil" and "got no value" are told apart. It does not take the list of arguments, because V8 avoids making an
 * array of rest parameters only if the function does not pass them on. The name of the function in the message comes
 * from the code that calls it (see `argumentError`).
 *
 * A caller that has to be fast tests `typeof` first, and calls these functions only if that fails.
 */
import { argumentError, typeError } from '../runtime/error.ts';
import { numberToString, parseNumber } from '../runtime/number.ts';
import { LuaTable } from '../runtime/table.ts';
import type { LuaFunction, LuaValue } from '../runtime/value.ts';

const TWO_63 = 2 ** 63;

/** The result of an x86-64 processor for a double that does not fit in a 64-bit integer. */
const INTEGER_INDEFINITE = -TWO_63;

/** A string; a number becomes its text. */
export function checkString(value: LuaValue, position: number, count: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberToString(value);
  typeError(position, 'string', value, position <= count);
}

/** A string, or the default for nil and for no value. */
export function optionalString(value: LuaValue, position: number, otherwise: string): string {
  return value === undefined ? otherwise : checkString(value, position, position);
}

/** A number; a string that denotes one is converted. */
export function checkNumber(value: LuaValue, position: number, count: number): number {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' ? parseNumber(value) : undefined;
  if (number !== undefined) return number;
  typeError(position, 'number', value, position <= count);
}

/** A double as C casts it to a 64-bit integer: truncated, and -2^63 where it does not fit. */
export function truncateToInt64(number: number): number {
  // Never -0, and NaN fails both comparisons.
  return number < TWO_63 && number >= -TWO_63 ? Math.trunc(number) + 0 : INTEGER_INDEFINITE;
}

/** A double as x86-64 casts it to an unsigned 64-bit integer. */
export function truncateToUint64(number: number): number | bigint {
  if (number >= 0 && number <= Number.MAX_SAFE_INTEGER) return Math.floor(number);
  // At and above 2^63 the bias is taken off before the signed conversion and put back after it.
  const integer =
    number >= TWO_63
      ? BigInt(truncateToInt64(number - TWO_63)) ^ (1n << 63n)
      : BigInt(truncateToInt64(number));
  return BigInt.asUintN(64, integer);
}

/** A double as `luaL_checkint` casts it: through 64 bits to the lower 32. */
export function truncateToInt32(number: number): number {
  return number < TWO_63 && number >= -TWO_63 ? number | 0 : 0;
}

/** `luaL_checkinteger`: a 64-bit integer as a JavaScript number. */
export function checkInteger(value: LuaValue, position: number, count: number): number {
  return truncateToInt64(checkNumber(value, position, count));
}

/** `luaL_optinteger`. */
export function optionalInteger(value: LuaValue, position: number, otherwise: number): number {
  return value === undefined ? otherwise : truncateToInt64(checkNumber(value, position, position));
}

/** `luaL_checkint`: wraps to 32 bits. */
export function checkInt(value: LuaValue, position: number, count: number): number {
  return truncateToInt32(checkNumber(value, position, count));
}

/** `luaL_optint`. */
export function optionalInt(value: LuaValue, position: number, otherwise: number): number {
  return value === undefined ? otherwise : truncateToInt32(checkNumber(value, position, position));
}

export function checkTable(value: LuaValue, position: number, count: number): LuaTable {
  if (value instanceof LuaTable) return value;
  typeError(position, 'table', value, position <= count);
}

export function checkFunction(value: LuaValue, position: number, count: number): LuaFunction {
  if (typeof value === 'function') return value;
  typeError(position, 'function', value, position <= count);
}

/** `luaL_checkany`: anything, even nil, but something. */
export function checkAny(position: number, count: number): void {
  if (position > count) argumentError(position, 'value expected');
}

/** `luaL_checkoption`: one of the names; answers its index. */
export function checkOption(
  value: LuaValue,
  position: number,
  count: number,
  options: readonly string[],
): number {
  // C's string ends at a NUL.
  const [text] = checkString(value, position, count).split('\0', 1);
  const index = options.indexOf(text);
  if (index < 0) argumentError(position, `invalid option '${text}'`);
  return index;
}
