/**
 * Numbers and their texts, as Lua 5.1 converts them without being asked: `%.14g` out, `strtod` in.
 */
import { thousandthsText } from '../../bytes/decimal.ts';
import { parseLuaNumber } from '../../bytes/lua-number.ts';
import { formatExponent, formatFixed, formatGeneral } from '../../bytes/number.ts';
import { spend } from './budget.ts';
import type { LuaValue } from './value.ts';

/** Significant digits of a text. */
const DIGITS = 14;
const ZERO = 48;
const POINT = 46;

/** `tostring` of a number. A NaN prints as x86 prints the one that it makes. */
export function numberToString(value: number): string {
  if ((value | 0) === value) return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
  const quick = thousandthsText(value);
  if (quick !== undefined) return quick;
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e14) {
    // Up to 14 digits JavaScript's text is the same, and quicker to make.
    const text = `${value}`;
    if (text.length <= DIGITS + 1) return text;
    // With one digit more it may stand halfway between two others, where JavaScript and C round differently.
    if (!text.endsWith('5')) return withoutZeros(value.toPrecision(DIGITS));
  }
  if (Number.isNaN(value)) return '-nan';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  return formatGeneral(value, DIGITS);
}

/** Without the zeros at the end of its fraction. */
function withoutZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === ZERO) end--;
  if (text.charCodeAt(end - 1) === POINT) end--;
  return text.slice(0, end);
}

export { formatExponent, formatFixed, formatGeneral };

/** Texts up to this length are read within a step. */
const BYTES_PER_STEP = 64;

/** The number that a string denotes; undefined if it denotes none. */
export function parseNumber(text: string): number | undefined {
  if (text.length > BYTES_PER_STEP) spend(Math.ceil(text.length / BYTES_PER_STEP));
  return parseLuaNumber(text);
}

/** A number itself, or the one that a string denotes; undefined for anything else. */
export function toNumber(value: LuaValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}
