/**
 * The builtin `tonumber`, which reads a text as C's strtod does in base 10, and as C's strtoul does in any other
 * base.
 */
import { spend } from '../runtime/budget.ts';
import { argumentError } from '../runtime/error.ts';
import { LONG_TEXT, lookInto } from '../runtime/long-text.ts';
import { toNumber } from '../runtime/number.ts';
import type { LuaValue } from '../runtime/value.ts';
import { checkAny, checkString, optionalInt } from './arguments.ts';

const UNSIGNED_LIMIT = 2n ** 64n;
/** Numbers below this stay exact when a digit of any base is added to them. */
const EXACT_LIMIT = 2 ** 53 / 36 - 1;
const SPACE = 32;
const PLUS = 43;
const MINUS = 45;
/** How many characters are read between two charges. */
const CHARGED = 1024;
const NO_DIGIT = 36;
/** What each character counts as a digit; `NO_DIGIT` if it is none. */
const WEIGHTS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const weight = Number.parseInt(String.fromCharCode(byte), NO_DIGIT);
  return Number.isNaN(weight) ? NO_DIGIT : weight;
});

function isBlank(character: number): boolean {
  return character === SPACE || (character >= 9 && character <= 13);
}

/** The first position from `from` on that has no blank. */
function skipBlanks(text: string, from: number): number {
  let position = from;
  while (position < text.length && isBlank(text.charCodeAt(position))) {
    if (++position % CHARGED === 0) spend(CHARGED);
  }
  return position;
}

/** Whether `0x` and a digit stand at a position. */
function hasPrefix(text: string, position: number): boolean {
  const isZero = text.charAt(position) === '0' && text.charAt(position + 1).toLowerCase() === 'x';
  return isZero && position + 2 < text.length && WEIGHTS[text.charCodeAt(position + 2)] < 16;
}

/**
 * Reads an integer in a base of 2..36 as C's strtoul does with 64 bits: a sign is allowed, a negative number wraps
 * round, and one that is too large becomes the largest. The result is `undefined` if there is anything else in the
 * text. A NUL ends the text.
 */
function parseInBase(text: string, base: number): number | undefined {
  let position = skipBlanks(text, 0);
  const sign = position < text.length ? text.charCodeAt(position) : 0;
  if (sign === MINUS || sign === PLUS) position++;
  if (base === 16 && hasPrefix(text, position)) position += 2;
  const start = position;
  // The first digits are charged at once, because those beyond 53 bits are dear.
  spend(Math.min(text.length - start, CHARGED));
  let small = 0;
  let magnitude = 0n;
  for (; position < text.length; position++) {
    if (position % CHARGED === CHARGED - 1) spend(CHARGED);
    const weight = WEIGHTS[text.charCodeAt(position)];
    if (weight >= base) break;
    if (magnitude === 0n && small < EXACT_LIMIT) small = small * base + weight;
    else if (magnitude < UNSIGNED_LIMIT) {
      magnitude = (magnitude === 0n ? BigInt(small) : magnitude) * BigInt(base) + BigInt(weight);
    }
  }
  if (position === start) return undefined;
  const end = skipBlanks(text, position);
  if (end < text.length && text.charCodeAt(end) !== 0) return undefined;
  if (magnitude === 0n) magnitude = BigInt(small);
  if (magnitude >= UNSIGNED_LIMIT) return Number(UNSIGNED_LIMIT - 1n);
  return Number(sign === MINUS ? BigInt.asUintN(64, -magnitude) : magnitude);
}

export function tonumber(...values: LuaValue[]): LuaValue {
  const value = values[0];
  if (values.length === 1 && typeof value === 'number') return value;
  if (typeof value === 'string' && value.length >= LONG_TEXT) lookInto(value);
  if (values.length === 1 && typeof value === 'string') return toNumber(value);
  const base = optionalInt(values[1], 2, 10);
  if (base === 10) {
    checkAny(1, values.length);
    return toNumber(value);
  }
  const text = checkString(value, 1, values.length);
  if (base < 2 || base > 36) argumentError(2, 'base out of range');
  return parseInBase(text, base);
}
