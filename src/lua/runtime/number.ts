/**
 * Numbers and their texts, as Lua 5.1 converts them without being asked: `%.14g` out, `strtod` in.
 */
import { formatGeneral } from '../../bytes/number.ts';
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

const SPACES = '[ \\t\\n\\v\\f\\r]*';
const DECIMAL = new RegExp(`^${SPACES}([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)${SPACES}$`);
const HEXADECIMAL = new RegExp(
  `^${SPACES}([+-]?)0[xX]([0-9a-fA-F]*)(?:\\.([0-9a-fA-F]*))?(?:[pP]([+-]?\\d+))?${SPACES}$`,
);
const SPECIAL = new RegExp(`^${SPACES}([+-]?)(inf|infinity|nan)${SPACES}$`, 'i');
/** Longest text that surely is a plain integer without a sign or spaces. */
const SHORT_INTEGER = /^\d{1,15}$/;

/** The number that a text denotes for arithmetic and `tonumber`, or undefined. Ends at a NUL as C does. */
export function parseNumber(text: string): number | undefined {
  if (SHORT_INTEGER.test(text)) return Number(text);
  const end = text.indexOf('\0');
  const shown = end < 0 ? text : text.slice(0, end);
  const decimal = DECIMAL.exec(shown);
  if (decimal !== null) return Number(decimal[1]);
  const hexadecimal = HEXADECIMAL.exec(shown);
  if (hexadecimal !== null) {
    const [, sign, whole, fraction = '', exponent] = hexadecimal;
    if (whole === '' && fraction === '') return undefined;
    const digits = whole + fraction;
    const mantissa = digits.length <= 13 ? Number.parseInt(digits, 16) : Number(BigInt(`0x${digits}`));
    const value = mantissa * 2 ** (Number(exponent ?? 0) - 4 * fraction.length);
    return sign === '-' ? -value : value;
  }
  const special = SPECIAL.exec(shown);
  if (special === null) return undefined;
  if (special[2].toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A number itself, or the one that a string denotes; undefined for anything else. */
export function toNumber(value: LuaValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : undefined;
}
