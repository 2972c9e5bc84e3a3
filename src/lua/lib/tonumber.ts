/**
 * The builtin `tonumber`, which reads a text as C's strtod does in base 10, and as C's strtoul does in any other
 * base.
 */
import { spend } from '../runtime/budget.ts';
import { argumentError } from '../runtime/error.ts';
import { toNumber } from '../runtime/number.ts';
import type { LuaValue } from '../runtime/value.ts';
import { checkAny, checkString, optionalInt } from './arguments.ts';

const PARTS = /^[ \t-\r]*([+-]?)([0-9A-Za-z]*)[ \t-\r]*(?:\0|$)/;
const BYTES_PER_STEP = 64;
const UNSIGNED_LIMIT = 2n ** 64n;

/**
 * Reads an integer in a base of 2..36 as C's strtoul does with 64 bits: a sign is allowed, a negative number wraps
 * round, and one that is too large becomes the largest. The result is `undefined` if there is anything else in the
 * text.
 */
function parseInBase(text: string, base: number): number | undefined {
  const parts = PARTS.exec(text);
  if (parts === null) return undefined;
  const [, sign, all] = parts;
  const digits = base === 16 && /^0[xX][0-9a-fA-F]/.test(all) ? all.slice(2) : all;
  if (digits === '') return undefined;
  let magnitude = 0n;
  for (const digit of digits) {
    const weight = Number.parseInt(digit, base);
    if (Number.isNaN(weight)) return undefined;
    if (magnitude < UNSIGNED_LIMIT) magnitude = magnitude * BigInt(base) + BigInt(weight);
  }
  if (magnitude >= UNSIGNED_LIMIT) return Number(UNSIGNED_LIMIT - 1n);
  return Number(sign === '-' ? BigInt.asUintN(64, -magnitude) : magnitude);
}

export function tonumber(...values: LuaValue[]): LuaValue {
  const value = values[0];
  if (values.length === 1) {
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && value.length <= BYTES_PER_STEP) return toNumber(value);
  }
  const base = optionalInt(values[1], 2, 10);
  if (typeof value === 'string' && value.length > BYTES_PER_STEP)
    spend(Math.ceil(value.length / BYTES_PER_STEP));
  if (base === 10) {
    checkAny(1, values.length);
    return toNumber(value);
  }
  const text = checkString(value, 1, values.length);
  if (base < 2 || base > 36) argumentError(2, 'base out of range');
  return parseInBase(text, base);
}
