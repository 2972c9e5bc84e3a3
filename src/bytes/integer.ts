/**
 * 64-bit signed integers as Redis reads and writes them.
 *
 * Invariant of every function here: an integer is a JavaScript number while |n| <= 2^53 and a bigint beyond,
 * never the other way round, so `===` compares two of them.
 */

/** A 64-bit signed integer in its canonical form (see the top of this file). */
export type Integer64 = number | bigint;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

const SAFE_LIMIT = 2 ** 53;
const SAFE_LIMIT_BIG = 2n ** 53n;
/** 15 decimal digits always fit a double exactly, so they need no bigint. */
const EXACT_DIGITS = 15;
/** A minus and 19 digits. */
const LONGEST = 20;

const ZERO = 48;
const NINE = 57;
const MINUS = 45;

/**
 * Parses a whole byte string as Redis's strict integers: an optional `-`, then digits without a leading zero
 * (or the single digit `0`). No `+`, blank or empty text; undefined outside the range of int64.
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

/** The decimal digits of an integer. */
export function formatInteger(value: Integer64): string {
  return `${value}`;
}

/** The canonical form of a bigint that lies within int64. */
function canonicalInteger(value: bigint): Integer64 {
  return value >= -SAFE_LIMIT_BIG && value <= SAFE_LIMIT_BIG ? Number(value) : value;
}

/** The canonical form of any bigint cut to 64 bits, two's complement, as C arithmetic wraps. */
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
    // A rounded sum cannot land strictly inside the limit, so this test is exact.
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
