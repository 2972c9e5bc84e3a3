/**
 * The conversions between numbers and strings that Lua 5.1 makes by itself: a number becomes a string as by C's
 * `%.14g`, and a string becomes a number as by C's `strtod`.
 */
import { thousandthsText } from '../../bytes/decimal.ts';
import { parseLuaNumber } from '../../bytes/lua-number.ts';
import { formatExponent, formatFixed, formatGeneral } from '../../bytes/number.ts';
import { spend } from './budget.ts';
import type { LuaValue } from './value.ts';

/** How many significant digits the text of a number has at most. */
const DIGITS = 14;
/** What a text costs that is not made in the quickest way, and what one of very many digits does, in steps. */
const STEPS_PER_TEXT = 4;
const STEPS_PER_LONG_TEXT = 128;
const ZERO = 48;
const POINT = 46;

/** The text of a number. NaN is `-nan`, which is how C prints the NaN that an x86 processor computes. */
export function numberToString(value: number): string {
  if ((value | 0) === value) return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
  const quick = thousandthsText(value);
  if (quick !== undefined) return quick;
  spend(STEPS_PER_TEXT);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e14) {
    // JavaScript's text is made faster, and is the same if it has at most 14 digits.
    const text = `${value}`;
    if (text.length <= DIGITS + 1) return text;
    // A text that ends in 5 may be halfway between two texts of 14 digits. JavaScript and C then round differently.
    if (!text.endsWith('5')) return withoutZeros(value.toPrecision(DIGITS));
  }
  if (Number.isNaN(value)) return '-nan';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  spend(STEPS_PER_LONG_TEXT);
  return formatGeneral(value, DIGITS);
}

/** Removes the zeros at the end of a fraction. */
function withoutZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === ZERO) end--;
  if (text.charCodeAt(end - 1) === POINT) end--;
  return text.slice(0, end);
}

export { formatExponent, formatFixed, formatGeneral };

/** Reading this many bytes of a text counts as one step. */
const BYTES_PER_STEP = 16;

/** The number that a string denotes, or undefined if it denotes none. */
export function parseNumber(text: string): number | undefined {
  if (text.length > BYTES_PER_STEP) spend(Math.ceil(text.length / BYTES_PER_STEP));
  return parseLuaNumber(text);
}

/** A number itself, or the one that a string denotes; undefined for anything else. */
export function toNumber(value: LuaValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}
