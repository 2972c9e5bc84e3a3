/**
 * Integers of any width within a string of bits: reading, writing, and what becomes of values that are too large. Their bits
 * stand from the most significant one on.
 */
import { type Integer64, wrapInteger64 } from '../../bytes/number.ts';
import type { GrowableBytes } from '../../data/growable-bytes.ts';
import { type ByteSource, byteAt } from './blocks.ts';

/** An integer of so many bits: at most 64 with a sign, and 63 without. */
export interface FieldType {
  readonly signed: boolean;
  readonly bits: number;
}

export type Overflow = 'WRAP' | 'SAT' | 'FAIL';

/** Fields up to this width are read and written as JavaScript numbers, and what is added to them within it is exact. */
const NUMBER_BITS = 52;
const LOW_BITS = 32;
const INT64_SPAN = 1n << 63n;

/** Reads up to NUMBER_BITS bits as an unsigned integer. */
function readBits(source: ByteSource, offset: number, bits: number): number {
  let value = 0;
  let position = Math.floor(offset / 8);
  let skipped = offset % 8;
  for (let left = bits; left > 0; position++) {
    const taken = Math.min(8 - skipped, left);
    const part = (byteAt(source, position) >> (8 - skipped - taken)) & ((1 << taken) - 1);
    value = value * 2 ** taken + part;
    left -= taken;
    skipped = 0;
  }
  return value;
}

/** Writes the lowest bits, up to NUMBER_BITS of them, of an unsigned integer. */
function writeBits(bytes: GrowableBytes, offset: number, bits: number, value: number): void {
  let position = Math.floor(offset / 8);
  let skipped = offset % 8;
  for (let left = bits; left > 0; position++) {
    const taken = Math.min(8 - skipped, left);
    left -= taken;
    const part = Math.floor(value / 2 ** left) % 2 ** taken;
    const shift = 8 - skipped - taken;
    const mask = ((1 << taken) - 1) << shift;
    bytes.setByte(position, (bytes.byteAt(position) & ~mask) | (part << shift));
    skipped = 0;
  }
}

/** The field at an offset; what lies beyond the end of the source is zero. */
export function readField(source: ByteSource, offset: number, { signed, bits }: FieldType): Integer64 {
  if (bits <= NUMBER_BITS) {
    const value = readBits(source, offset, bits);
    return signed && value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  }
  const high = BigInt(readBits(source, offset, bits - LOW_BITS));
  const low = BigInt(readBits(source, offset + bits - LOW_BITS, LOW_BITS));
  const value = (high << BigInt(LOW_BITS)) | low;
  return wrapInteger64(signed ? BigInt.asIntN(bits, value) : value);
}

/** Writes a value that fits the field, for which the bytes are long enough. */
export function writeField(
  bytes: GrowableBytes,
  offset: number,
  { bits }: FieldType,
  value: Integer64,
): void {
  if (bits <= NUMBER_BITS) {
    const number = Number(value);
    writeBits(bytes, offset, bits, number < 0 ? number + 2 ** bits : number);
    return;
  }
  const unsigned = BigInt.asUintN(bits, BigInt(value));
  writeBits(bytes, offset, bits - LOW_BITS, Number(unsigned >> BigInt(LOW_BITS)));
  writeBits(bytes, offset + bits - LOW_BITS, LOW_BITS, Number(BigInt.asUintN(LOW_BITS, unsigned)));
}

/** The sum if it can be told without a bigint that the field holds it. */
function smallSum({ signed, bits }: FieldType, value: Integer64, increment: Integer64): number | undefined {
  if (bits > NUMBER_BITS || typeof value === 'bigint' || typeof increment === 'bigint') return undefined;
  const sum = value + increment;
  const limit = signed ? 2 ** (bits - 1) : 2 ** bits;
  return sum < limit && sum >= (signed ? -limit : 0) ? sum : undefined;
}

/** The smallest and the largest value of a field. */
function limitsOf({ signed, bits }: FieldType): [smallest: bigint, largest: bigint] {
  return signed
    ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n]
    : [0n, (1n << BigInt(bits)) - 1n];
}

/** What a field holds for a value that it cannot hold; undefined if nothing is to be written. */
function overflown(
  type: FieldType,
  value: bigint,
  saturated: bigint,
  overflow: Overflow,
): Integer64 | undefined {
  if (overflow === 'FAIL') return undefined;
  if (overflow === 'SAT') return wrapInteger64(saturated);
  return wrapInteger64(type.signed ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value));
}

/** What a field that held `value` holds after an increment; undefined if it overflows and nothing is to be written. */
export function incremented(
  type: FieldType,
  value: Integer64,
  increment: Integer64,
  overflow: Overflow,
): Integer64 | undefined {
  const small = smallSum(type, value, increment);
  if (small !== undefined) return small;
  const sum = BigInt(value) + BigInt(increment);
  const [smallest, largest] = limitsOf(type);
  if (sum >= smallest && sum <= largest) return wrapInteger64(sum);
  return overflown(type, sum, sum > largest ? largest : smallest, overflow);
}

/** What a field holds after it was set to any integer of 64 bits; undefined if nothing is to be written. */
export function assigned(type: FieldType, given: Integer64, overflow: Overflow): Integer64 | undefined {
  const small = smallSum(type, given, 0);
  if (small !== undefined) return small;
  const value = BigInt(given);
  const [smallest, largest] = limitsOf(type);
  if (value >= smallest && value <= largest) return given;
  // Redis takes a negative value for an unsigned field, and one that is farther from the largest than an integer of 64 bits
  // can tell, for too large.
  const isTooSmall = type.signed && value < smallest && largest - value < INT64_SPAN;
  return overflown(type, value, isTooSmall ? smallest : largest, overflow);
}
