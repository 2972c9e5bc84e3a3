/**
 * The HyperLogLog: an estimate of how many different elements were added to a set, of which it keeps 16,384 registers of
 * six bits. It is stored in a string, byte for byte as Redis does:
 *
 * | bytes   | what                                                                                                   |
 * | ------- | ------------------------------------------------------------------------------------------------------ |
 * | 0-3     | `HYLL`                                                                                                 |
 * | 4       | the encoding of the registers: 0 dense, 1 sparse                                                       |
 * | 5-7     | unused                                                                                                 |
 * | 8-15    | the estimate that was worked out last, the lowest byte first; its highest bit: the registers have      |
 * |         | changed since                                                                                          |
 * | from 16 | the registers: see hyperloglog-dense.ts and hyperloglog-sparse.ts                                      |
 *
 * Anybody can write such a string by other commands, so nothing but its beginning is ever taken for granted. This file
 * has what both encodings share.
 */
import { stringToBytes } from '../bytes/convert.ts';
import { murmurHash64 } from '../bytes/murmur-hash.ts';

export const MAGIC = 'HYLL';
export const ENCODING_AT = 4;
export const DENSE = 0;
export const SPARSE = 1;
export const HEADER_LENGTH = 16;

/** How many bits of a hash choose the register. */
const INDEX_BITS = 14;
export const REGISTERS = 1 << INDEX_BITS;
/** How many bits of a hash are left for the count of zeros. */
const COUNTED_BITS = 64 - INDEX_BITS;
/** How many values a register can have. */
export const REGISTER_VALUES = 64;
/** Of a dense value: six bits a register. */
export const DENSE_LENGTH = HEADER_LENGTH + (REGISTERS * 6) / 8;

const SEED = 0xadc83b19;
const ESTIMATE_AT = 8;
const STALE_AT = 15;
const STALE = 0x80;
/** The part of the algorithm's constant that does not depend on the number of registers: 1 / (2 ln 2). */
const ALPHA = 0.7213475204444817;

const hash = new Int32Array(2);

/**
 * Where an element belongs: the index of its register in the lower 14 bits, and above them one more than the number of
 * zeros that the rest of its hash begins with.
 */
export function placeOf(element: string): number {
  murmurHash64(element, SEED, hash);
  const low = hash[0];
  const index = low & (REGISTERS - 1);
  let rest = low >>> INDEX_BITS;
  let zeros = 0;
  if (rest === 0) {
    rest = hash[1];
    zeros = 32 - INDEX_BITS;
    if (rest === 0) return index | ((COUNTED_BITS + 1) << INDEX_BITS);
  }
  zeros += 31 - Math.clz32(rest & -rest);
  return index | ((zeros + 1) << INDEX_BITS);
}

export const indexIn = (place: number): number => place & (REGISTERS - 1);
export const countIn = (place: number): number => place >>> INDEX_BITS;

/** A HyperLogLog without elements: sparse, one run of zeros. Its estimate of 0 is up to date. */
export const EMPTY: Uint8Array = stringToBytes(`${MAGIC}\x01${'\0'.repeat(11)}\x7f\xff`);

/** Says in a value that its registers have changed since the estimate was worked out. */
export function markStale(bytes: Uint8Array): void {
  bytes[STALE_AT] |= STALE;
}

export const isStale = (bytes: Uint8Array): boolean => (bytes[STALE_AT] & STALE) !== 0;

const word = (bytes: Uint8Array, at: number): number =>
  (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;

function setWord(bytes: Uint8Array, at: number, word: number): void {
  for (let byte = 0; byte < 4; byte++) bytes[at + byte] = word >>> (8 * byte);
}

/** The estimate that a value remembers: a number where one can hold it. */
export function rememberedEstimate(bytes: Uint8Array): number | bigint {
  const low = word(bytes, ESTIMATE_AT);
  const high = word(bytes, ESTIMATE_AT + 4);
  const estimate = high * 2 ** 32 + low;
  return Number.isSafeInteger(estimate) ? estimate : (BigInt(high) << 32n) | BigInt(low);
}

/** Makes a value remember an estimate. */
export function rememberEstimate(bytes: Uint8Array, estimate: number | bigint): void {
  // A longer estimate than a number can hold came from one, so that none of its digits is lost.
  const number = Number(estimate);
  setWord(bytes, ESTIMATE_AT, number % 2 ** 32);
  setWord(bytes, ESTIMATE_AT + 4, Math.floor(number / 2 ** 32));
}

/**
 * The estimate for registers of which `histogram[value]` have a value. The method is Otmar Ertl's, "New cardinality
 * estimation algorithms for HyperLogLog sketches" (arXiv:1702.01284), and the order of the operations Redis's, which the
 * last digits depend on.
 */
export function estimateOf(histogram: Int32Array): number | bigint {
  let sum = REGISTERS * tau((REGISTERS - histogram[COUNTED_BITS + 1]) / REGISTERS);
  for (let value = COUNTED_BITS; value >= 1; value--) sum = (sum + histogram[value]) * 0.5;
  sum += REGISTERS * sigma(histogram[0] / REGISTERS);
  const estimate = Math.round((ALPHA * REGISTERS * REGISTERS) / sum);
  if (Number.isSafeInteger(estimate)) return estimate;
  // Registers that no element can have made: what is beyond 64 bits becomes the smallest number, as on x86.
  return estimate < 2 ** 63 ? BigInt(estimate) : -(2n ** 63n);
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let power = share;
  let factor = 1;
  let sum = share;
  for (let before = Number.NaN; before !== sum; ) {
    power *= power;
    before = sum;
    sum += power * factor;
    factor += factor;
  }
  return sum;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let root = share;
  let factor = 1;
  let sum = 1 - share;
  for (let before = Number.NaN; before !== sum; ) {
    root = Math.sqrt(root);
    before = sum;
    factor *= 0.5;
    sum -= (1 - root) * (1 - root) * factor;
  }
  return sum / 3;
}
