/**
 * Numbers and their texts, as Lua 5.1 converts them without being asked: `%.14g` out, `strtod` in.
 */
import { parseLuaNumber } from '../../bytes/lua-number.ts';
import { formatExponent, formatFixed, formatGeneral } from '../../bytes/number.ts';
import type { LuaValue } from './value.ts';

/** `tostring` of a number. A NaN prints as x86 prints the one that it makes. */
export function numberToString(value: number): string {
  if (Number.isInteger(value) && value < 1e14 && value > -1e14) {
    return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
  }
  if (value >= 1e-4 || value <= -1e-4) {
    // Up to 14 digits JavaScript's text is the same, and quicker to make.
    const text = `${value}`;
    if (text.length <= 15 && Math.abs(value) < 1e14) return text;
  }
  if (Number.isNaN(value)) return '-nan';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  return formatGeneral(value, 14);
}

export { formatExponent, formatFixed, formatGeneral, parseLuaNumber as parseNumber };

/** A number itself, or the one that a string denotes; undefined for anything else. */
export function toNumber(value: LuaValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseLuaNumber(value) : undefined;
}
