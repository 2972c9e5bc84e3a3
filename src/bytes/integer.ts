/**
 * 64-bit signed integers as Redis reads and writes them.
 *
 * Every function here takes and answers integers in one canonical form: a JavaScript number while |n| <= 2^53, and a
 * bigint beyond. Each integer has just one such form, so `===` compares two of them.
 */
import { characterSet, DIGITS, endOfRun } from './character-set.ts';

/** A 64-bit signed integer in its canonical form (see the top of this file). */
export type Integer64 = number | bigint;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

const SAFE_LIMIT = 2 ** 53;
const SAFE_LIMIT_BIG = 2n ** 53n;
/** A double holds every integer of so many digits exactly, so that no bigint is needed. */
const EXACT_DIGITS = 15;
/** The characters of the longest integer: a minus and 19 digits. */
const LONGEST = 20;

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;

/**
 * Parses a whole byte string by Redis's strict rules for integers: an optional `-`, then digits of which the first is not
 * zero; or the single digit `0`. Undefined for all other texts, and outside the range of int64.
 */
export function parseInteger64(text: string): Integer64 | undefined {
  const length = text.length;
  if (length === 0 || length > LONGEST) return undefined;
  let first = text.charCodeAt(0);
  if (length === 1) return first >= ZERO && first <= NINE ? first - ZERO : undefined;
  const negative = first === MINUS;
  let position = 1;
  if (negative) first = text.charCodeAt(position++);
  if (first <= ZERO || first > NINE) return undefined;
  let value = first - ZERO;
  for (; position < length; position++) {
    const code = text.charCodeAt(position);
    if (code < ZERO || code > NINE) return undefined;
    value = value * 10 + (code - ZERO);
  }
  if (length <= EXACT_DIGITS) return negative ? -value : value;
  const exact = BigInt(text);
  return exact < INT64_MIN || exact > INT64_MAX ? undefined : canonicalInteger(exact);
}

const ZEROS = characterSet('0');
/** What stands for an integer of too many digits: it is beyond every range. */
const TOO_LARGE = 2n ** 128n;

/**
 * Parses a whole byte string as C's `strtoll` would: an optional sign, then digits, with zeros in front allowed. Undefined
 * for all other texts. An integer far beyond 64 bits becomes another one that is.
 */
export function parseLooseInteger(text: string): bigint | undefined {
  const first = text.charCodeAt(0);
  const start = first === MINUS || first === PLUS ? 1 : 0;
  if (start === text.length || endOfRun(text, start, DIGITS) < text.length) return undefined;
  const significant = endOfRun(text, start, ZEROS);
  const magnitude = text.length - significant > LONGEST ? TOO_LARGE : BigInt(text.slice(significant));
  return first === MINUS ? -magnitude : magnitude;
}

/** The decimal digits of an integer. */
export function formatInteger(value: Integer64): string {
  return `${value}`;
}

/** The canonical form of a bigint that lies within int64. */
function canonicalInteger(value: bigint): Integer64 {
  return value >= -SAFE_LIMIT_BIG && value <= SAFE_LIMIT_BIG ? Number(value) : value;
}

/** The canonical form of the lower 64 bits of a bigint in two's complement: C's arithmetic wraps around like this. */
export function wrapInteger64(value: bigint): Integer64 {
  return canonicalInteger(BigInt.asIntN(64, value));
}

function checked(value: bigint): Integer64 | undefined {
  return value < INT64_MIN || value > INT64_MAX ? undefined : canonicalInteger(value);
}

/** a + b, undefined on overflow of int64. */
export function addInteger64(a: Integer64, b: Integer64): Integer64 | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    // Only a sum beyond the limit is rounded, and never to less than the limit: below it the sum is exact.
    if (sum > -SAFE_LIMIT && sum < SAFE_LIMIT) return sum;
  }
  return checked(BigInt(a) + BigInt(b));
}

/** a - b, undefined on overflow of int64. */
export function subtractInteger64(a: Integer64, b: Integer64): Integer64 | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference > -SAFE_LIMIT && difference < SAFE_LIMIT) return difference;
  }
  return checked(BigInt(a) - BigInt(b));
}

/** a * b, undefined on overflow of int64. */
export function multiplyInteger64(a: Integer64, b: Integer64): Integer64 | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // `+ 0` turns the -0 of 0 * -n into 0.
    if (product > -SAFE_LIMIT && product < SAFE_LIMIT) return product + 0;
  }
  return checked(BigInt(a) * BigInt(b));
}

/** -a, undefined for the smallest int64. */
export function negateInteger64(a: Integer64): Integer64 | undefined {
  if (typeof a === 'number') return 0 - a;
  return checked(-a);
}
