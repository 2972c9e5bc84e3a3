/**
 * Doubles: how C's `strtod` reads them, and how Redis prints them in replies and scores.
 *
 * Reading is strict where Redis is: the whole byte string must be the number, and `nan` is refused, as are numbers that
 * are too large or too small for a double. Integers are printed with plain digits, and all other numbers by `shortest.ts`.
 */
import { plainNumber } from './decimal.ts';
import { formatShortest } from './shortest.ts';

/** A number read from the start of a text. */
export interface ScannedDouble {
  readonly value: number;
  /** Position after the last character that belongs to the number. */
  readonly end: number;
  /** The number was too large or too small for a double: C's ERANGE, together with infinity or zero. */
  readonly outOfRange: boolean;
}

const NUMBER_START =
  /[ \t\n\v\f\r]*([+-]?)(?:(inf(?:inity)?)|(nan(?:\([0-9a-z_]*\))?)|0x((?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?\d+)?)|((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))/iy;
const PLAIN_DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HAS_NONZERO_DIGIT = /^[^e]*[1-9]/i;
const LEADING_BLANK = /^[ \t\n\v\f\r]/;

/** The parts of C's hexadecimal floating-point text after its `0x`. */
export interface HexadecimalParts {
  readonly mantissa: bigint;
  /** The value is mantissa * 2^exponent. */
  readonly exponent: number;
}

/** Splits `1.8p3` (the text after `0x`) into an exact mantissa and a power of two. */
export function splitHexadecimal(text: string): HexadecimalParts {
  const [digits, power = '0'] = text.toLowerCase().split('p');
  const [whole, fraction = ''] = digits.split('.');
  return { mantissa: BigInt(`0x0${whole}${fraction}`), exponent: Number(power) - 4 * fraction.length };
}

function hexadecimalToDouble(text: string): number {
  const { mantissa, exponent } = splitHexadecimal(text);
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  const top = bits + exponent;
  if (top > 1024) return Infinity;
  if (top < -1075) return 0;
  // Keep as many bits as the result has, which are fewer for a subnormal result, and round once, half to even.
  const kept = Math.min(53, top + 1074);
  const drop = bits - kept;
  let scaled = mantissa;
  if (drop > 0) {
    const shift = BigInt(drop);
    const half = 1n << (shift - 1n);
    const rest = mantissa & ((1n << shift) - 1n);
    scaled = mantissa >> shift;
    if (rest > half || (rest === half && (scaled & 1n) === 1n)) scaled += 1n;
  }
  const scale = exponent + Math.max(drop, 0);
  // In two steps, because 2^scale alone may be too large or too small for a double while the product is not.
  const step = Math.trunc(scale / 2);
  return Number(scaled) * 2 ** step * 2 ** (scale - step);
}

/** Reads the longest number at `start` as C's strtod does, with blanks before it allowed; undefined if there is none. */
export function scanDouble(text: string, start = 0): ScannedDouble | undefined {
  NUMBER_START.lastIndex = start;
  const match = NUMBER_START.exec(text);
  if (match === null) return undefined;
  const [, sign, infinity, notANumber, hexadecimal, decimal] = match;
  let value: number;
  let outOfRange = false;
  if (infinity !== undefined) value = Infinity;
  else if (notANumber !== undefined) value = Number.NaN;
  else {
    const digits = hexadecimal ?? decimal;
    value = hexadecimal === undefined ? Number(decimal) : hexadecimalToDouble(hexadecimal);
    outOfRange =
      value === Infinity ||
      (value === 0 && (hexadecimal === undefined ? HAS_NONZERO_DIGIT : /^[^p]*[1-9a-f]/i).test(digits));
  }
  return { value: sign === '-' ? -value : value, end: NUMBER_START.lastIndex, outOfRange };
}

/**
 * Parses a whole byte string as a double under Redis's rules: decimal, hexadecimal, or `inf` and `infinity` in any case,
 * each with an optional sign. Undefined for all other texts, among them `nan` and those with blanks, and for numbers that
 * are too large or too small for a double.
 */
export function parseDouble(text: string): number | undefined {
  const plain = plainNumber(text);
  if (!Number.isNaN(plain)) return plain;
  if (PLAIN_DECIMAL.test(text)) {
    const value = Number(text);
    if (value !== 0 && value !== Infinity && value !== -Infinity) return value;
  }
  if (LEADING_BLANK.test(text)) return undefined;
  const scanned = scanDouble(text);
  if (scanned === undefined || scanned.end !== text.length) return undefined;
  if (scanned.outOfRange || Number.isNaN(scanned.value)) return undefined;
  return scanned.value;
}

/** Beyond this size Redis prints even integers as `formatShortest` does. */
const INTEGER_LIMIT = 2 ** 62;

/** Prints a double as Redis does in RESP3 doubles and in scores: `3`, `0.1`, `1e+25`, `inf`, `-inf`, `nan`. */
export function formatDouble(value: number): string {
  if (Number.isSafeInteger(value)) return value === 0 && 1 / value < 0 ? '-0' : `${value}`;
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (value >= -INTEGER_LIMIT && value <= INTEGER_LIMIT && Number.isInteger(value)) return `${BigInt(value)}`;
  return formatShortest(value);
}
