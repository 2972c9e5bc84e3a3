/**
 * MurmurHash2 in its variant for 64-bit machines, 64A, of byte strings. A number of 64 bits is two of 32 here, and its
 * product with the multiplier is put together of products of 16 bits, none of which is longer than `Math.imul` can tell:
 * BigInt takes six times as long.
 */

/** The multiplier, 0xc6a4a7935bd1e995, and the halves of its lower half. */
const HIGH = 0xc6a4a793 | 0;
const LOW = 0x5bd1e995;
const LOW_UPPER = LOW >>> 16;
const LOW_LOWER = LOW & 0xffff;

/** The upper 32 bits of the product of an unsigned number of 32 bits and the multiplier's lower half. */
function carry(low: number): number {
  const lower = low & 0xffff;
  const upper = low >>> 16;
  const first = Math.imul(upper, LOW_LOWER);
  const second = Math.imul(lower, LOW_UPPER);
  const middle = (first & 0xffff) + (second & 0xffff) + (Math.imul(lower, LOW_LOWER) >>> 16);
  return (Math.imul(upper, LOW_UPPER) + (first >>> 16) + (second >>> 16) + (middle >>> 16)) | 0;
}

/** The upper 32 bits of the product of a number of 64 bits and the multiplier. The lower ones are `Math.imul(low, LOW)`. */
const upperProduct = (low: number, high: number): number =>
  (carry(low) + Math.imul(low, HIGH) + Math.imul(high, LOW)) | 0;

/** Four bytes as a number, the first one the lowest. */
const word = (text: string, at: number): number =>
  text.charCodeAt(at) |
  (text.charCodeAt(at + 1) << 8) |
  (text.charCodeAt(at + 2) << 16) |
  (text.charCodeAt(at + 3) << 24);

/** Puts the hash of `text` into `hash`: the lower 32 bits, then the upper ones. */
export function murmurHash64(text: string, seed: number, hash: Int32Array): void {
  const length = text.length;
  let low = seed ^ Math.imul(length, LOW);
  let high = upperProduct(length, 0);
  const blocks = length & ~7;
  let at = 0;
  for (; at < blocks; at += 8) {
    let blockLow = word(text, at);
    let blockHigh = upperProduct(blockLow, word(text, at + 4));
    blockLow = Math.imul(blockLow, LOW) ^ (blockHigh >>> 15);
    blockHigh = upperProduct(blockLow, blockHigh);
    low ^= Math.imul(blockLow, LOW);
    high ^= blockHigh;
    high = upperProduct(low, high);
    low = Math.imul(low, LOW);
  }
  if (at < length) {
    for (let shift = 0; at < length; at++, shift += 8) {
      if (shift < 32) low ^= text.charCodeAt(at) << shift;
      else high ^= text.charCodeAt(at) << (shift - 32);
    }
    high = upperProduct(low, high);
    low = Math.imul(low, LOW);
  }
  low ^= high >>> 15;
  high = upperProduct(low, high);
  low = Math.imul(low, LOW);
  hash[0] = low ^ (high >>> 15);
  hash[1] = high;
}
