/**
 * C's `long double` on x86: the extended precision of the x87, with which Redis computes INCRBYFLOAT and HINCRBYFLOAT.
 *
 * A finite number is `significand * 2^exponent`. The significand is signed and its magnitude is below 2^64; unless the
 * number is zero or subnormal it is also at least 2^63. Every operation rounds its exact result once: to the nearest
 * number, and to the one with an even significand when two are equally near.
 */
import { characterSet, trimEnd } from './character-set.ts';
import { splitHexadecimal } from './double.ts';
import { fixedDigits } from './printf.ts';

/** A number that is not infinite. There is no NaN. */
export interface FiniteLongDouble {
  readonly significand: bigint;
  readonly exponent: number;
}

export type LongDouble = FiniteLongDouble | 'inf' | '-inf';

const PRECISION = 64;
/** The exponent of the smallest number above zero, which is a subnormal one. */
const SMALLEST_EXPONENT = -16445;
/** A number with this many bits before the point, or more, is too large: it becomes infinite. */
const TOO_LARGE = 16385;
/** Redis refuses texts of this length and longer ones. */
const LONGEST = 5 * 1024;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
const HEXADECIMAL = /^([+-]?)0x((?:[0-9a-f]+(?:\.[0-9a-f]*)?|\.[0-9a-f]+)(?:p[+-]?\d+)?)$/i;
const ZEROS = characterSet('0');
const POINT = characterSet('.');
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return 4 * digits.length - (Math.clz32(Number.parseInt(digits[0], 16)) - 28);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/**
 * Rounds `numerator / denominator * 2^exponent` to 64 bits; undefined where that is infinite. Numerator and denominator
 * are positive, or the numerator is zero.
 */
function roundQuotient(
  numerator: bigint,
  denominator: bigint,
  exponent: number,
): FiniteLongDouble | undefined {
  if (numerator === 0n) return { significand: 0n, exponent: 0 };
  // Scale numerator or denominator so that the quotient has as many bits as it may keep, and then round once.
  const excess = bitLength(numerator) - bitLength(denominator);
  let shift = PRECISION - excess;
  if (exponent - shift < SMALLEST_EXPONENT) shift = exponent - SMALLEST_EXPONENT;
  let upper = shift > 0 ? numerator << BigInt(shift) : numerator;
  let lower = shift < 0 ? denominator << BigInt(-shift) : denominator;
  if (upper / lower >= 1n << 64n) {
    shift--;
    if (shift < 0) lower <<= 1n;
    else upper >>= 1n;
  }
  const quotient = upper / lower;
  const twice = 2n * (upper - quotient * lower);
  const up = twice > lower || (twice === lower && (quotient & 1n) === 1n);
  const significand = up ? quotient + 1n : quotient;
  if (bitLength(significand) + exponent - shift >= TOO_LARGE) return undefined;
  return { significand, exponent: exponent - shift };
}

function withSign(negative: boolean, magnitude: FiniteLongDouble): FiniteLongDouble {
  return negative ? { significand: -magnitude.significand, exponent: magnitude.exponent } : magnitude;
}

interface Parsed {
  readonly negative: boolean;
  /** Undefined where it is too large. */
  readonly magnitude: FiniteLongDouble | undefined;
  /** Whether it was other than zero before it was rounded. */
  readonly isNonzero: boolean;
}

function parseMagnitude(text: string): Parsed | undefined {
  const decimal = DECIMAL.exec(text);
  if (decimal !== null) {
    const [, sign, whole, fraction = '', power = '0'] = decimal;
    if (whole === '' && fraction === '') return undefined;
    const significand = BigInt(whole + fraction);
    const scale = Number(power) - fraction.length;
    const negative = sign === '-';
    if (significand === 0n) return { negative, magnitude: { significand, exponent: 0 }, isNonzero: false };
    // Beyond these exponents any digits make infinity or zero, for which C's strtold sets ERANGE, and Redis refuses them.
    const top = scale + significand.toString().length;
    if (top > 4940 || top < -4960) return undefined;
    const ten = 10n ** BigInt(Math.abs(scale));
    const magnitude =
      scale >= 0 ? roundQuotient(significand * ten, 1n, 0) : roundQuotient(significand, ten, 0);
    return { negative, magnitude, isNonzero: true };
  }
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal === null) return undefined;
  const { mantissa, exponent } = splitHexadecimal(hexadecimal[2]);
  const negative = hexadecimal[1] === '-';
  if (mantissa === 0n) return { negative, magnitude: { significand: 0n, exponent: 0 }, isNonzero: false };
  // As above. Far beyond them the number is not even shifted to its place.
  const top = exponent + bitLength(mantissa);
  if (top > TOO_LARGE || top < SMALLEST_EXPONENT - PRECISION) return undefined;
  return { negative, magnitude: roundQuotient(mantissa, 1n, exponent), isNonzero: true };
}

/**
 * Parses a whole byte string as Redis does for INCRBYFLOAT. Undefined for what is no number, among it `nan` and texts
 * with blanks, and for numbers that are too large or too small.
 */
export function parseLongDouble(text: string): LongDouble | undefined {
  if (text.length === 0 || text.length >= LONGEST) return undefined;
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? '-inf' : 'inf';
  const parsed = parseMagnitude(text);
  if (parsed?.magnitude === undefined) return undefined;
  if (parsed.magnitude.significand === 0n && parsed.isNonzero) return undefined;
  return withSign(parsed.negative, parsed.magnitude);
}

/** a + b; undefined where that is not a number: for infinities of opposite signs. */
export function addLongDouble(a: LongDouble, b: LongDouble): LongDouble | undefined {
  if (typeof a === 'string') return typeof b === 'string' && b !== a ? undefined : a;
  if (typeof b === 'string') return b;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum =
    (a.significand << BigInt(a.exponent - exponent)) + (b.significand << BigInt(b.exponent - exponent));
  const magnitude = roundQuotient(absolute(sum), 1n, exponent);
  if (magnitude === undefined) return sum < 0n ? '-inf' : 'inf';
  return withSign(sum < 0n, magnitude);
}

/** Prints up to 17 decimals without zeros at the end, as Redis does in its form for people: `0.3`, `5000`, `-1.5`. */
export function formatLongDouble(value: LongDouble): string {
  if (typeof value === 'string') return value;
  const { significand, exponent } = value;
  const magnitude = absolute(significand);
  const digits =
    exponent >= 0
      ? fixedDigits(magnitude << BigInt(exponent), 0n, 17)
      : fixedDigits(magnitude, BigInt(-exponent), 17);
  const point = digits.indexOf('.');
  const trimmed = point < 0 ? digits : trimEnd(trimEnd(digits, ZEROS), POINT);
  return significand < 0n && trimmed !== '0' ? `-${trimmed}` : trimmed;
}
