/**
 * Work on many bits at once. Bit 0 is the most significant bit of the first byte. As much as possible is done by words of 32
 * bits, whose order of bytes does not matter here.
 */

const WORD_BYTES = 4;
/** Below this many bytes a view of words costs more than it saves. */
const WORTH_WORDS = 32;

/** The words of `count` times four bytes from `from`, where the buffer must have a whole number of words before it. */
const wordsOf = (bytes: Uint8Array, from: number, count: number): Int32Array =>
  new Int32Array(bytes.buffer, bytes.byteOffset + from, count);

/** How many bytes stand between `from` and the next place that a word may begin at. */
const bytesUntilWord = (bytes: Uint8Array, from: number): number =>
  -(bytes.byteOffset + from) & (WORD_BYTES - 1);

/** The number of bits of a word that are set. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** What carries when three bits are added, in each of 32 columns. */
const carry = (a: number, b: number, c: number): number => (a & b) | ((a ^ b) & c);

/**
 * The number of bits set in words. The words are added column by column, with carries, so that only one word in
 * eight has to be counted.
 */
function onesInWords(words: Int32Array): number {
  const { length } = words;
  let ones = 0;
  let twos = 0;
  let fours = 0;
  let total = 0;
  let at = 0;
  for (; at + 8 <= length; at += 8) {
    const [a, b, c, d] = [words[at], words[at + 1], words[at + 2], words[at + 3]];
    const [e, f, g, h] = [words[at + 4], words[at + 5], words[at + 6], words[at + 7]];
    const twosA = carry(ones, a, b);
    ones ^= a ^ b;
    const twosB = carry(ones, c, d);
    ones ^= c ^ d;
    const foursA = carry(twos, twosA, twosB);
    twos ^= twosA ^ twosB;
    const twosC = carry(ones, e, f);
    ones ^= e ^ f;
    const twosD = carry(ones, g, h);
    ones ^= g ^ h;
    const foursB = carry(twos, twosC, twosD);
    twos ^= twosC ^ twosD;
    total += onesIn(carry(fours, foursA, foursB));
    fours ^= foursA ^ foursB;
  }
  total = 8 * total + 4 * onesIn(fours) + 2 * onesIn(twos) + onesIn(ones);
  for (; at < length; at++) total += onesIn(words[at]);
  return total;
}

/** The number of bits that are set in `bytes[start..end)`. */
export function countOnes(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let total = 0;
  let at = start;
  if (end - start >= WORTH_WORDS) {
    const first = start + bytesUntilWord(bytes, start);
    for (; at < first; at++) total += onesIn(bytes[at]);
    const count = (end - first) >> 2;
    total += onesInWords(wordsOf(bytes, first, count));
    at = first + count * WORD_BYTES;
  }
  for (; at < end; at++) total += onesIn(bytes[at]);
  return total;
}

/** The index of the first byte in `bytes[start..end)` that is not `byte`, which is 0 or 0xff; `end` when there is none. */
export function findOtherByte(bytes: Uint8Array, byte: number, start = 0, end = bytes.length): number {
  let at = start;
  if (end - start >= WORTH_WORDS) {
    const first = start + bytesUntilWord(bytes, start);
    for (; at < first; at++) if (bytes[at] !== byte) return at;
    const words = wordsOf(bytes, first, (end - first) >> 2);
    const same = byte === 0 ? 0 : -1;
    let index = 0;
    while (index < words.length && words[index] === same) index++;
    at = first + index * WORD_BYTES;
  }
  for (; at < end; at++) if (bytes[at] !== byte) return at;
  return end;
}

/**
 * How many words the loops below take at a time, which makes them more than twice as fast. Each has its words or bytes only,
 * and one operation: a loop that has seen several kinds of arrays or functions is several times slower.
 */
const UNROLLED = 4;

function andWords(target: Int32Array, source: Int32Array): void {
  for (let at = 0; at < source.length; at += UNROLLED) {
    target[at] &= source[at];
    target[at + 1] &= source[at + 1];
    target[at + 2] &= source[at + 2];
    target[at + 3] &= source[at + 3];
  }
}

function andBytes(target: Uint8Array, source: Uint8Array, from: number): void {
  for (let at = from; at < source.length; at++) target[at] &= source[at];
}

function orWords(target: Int32Array, source: Int32Array): void {
  for (let at = 0; at < source.length; at += UNROLLED) {
    target[at] |= source[at];
    target[at + 1] |= source[at + 1];
    target[at + 2] |= source[at + 2];
    target[at + 3] |= source[at + 3];
  }
}

function orBytes(target: Uint8Array, source: Uint8Array, from: number): void {
  for (let at = from; at < source.length; at++) target[at] |= source[at];
}

function xorWords(target: Int32Array, source: Int32Array): void {
  for (let at = 0; at < source.length; at += UNROLLED) {
    target[at] ^= source[at];
    target[at + 1] ^= source[at + 1];
    target[at + 2] ^= source[at + 2];
    target[at + 3] ^= source[at + 3];
  }
}

function xorBytes(target: Uint8Array, source: Uint8Array, from: number): void {
  for (let at = from; at < source.length; at++) target[at] ^= source[at];
}

/** Changes the bytes of `target` by those of a `source` that is not longer. Both must begin where a word may begin. */
export type CombineBytes = (target: Uint8Array, source: Uint8Array) => void;

const byWords =
  (
    combineWords: (target: Int32Array, source: Int32Array) => void,
    combineBytes: (target: Uint8Array, source: Uint8Array, from: number) => void,
  ): CombineBytes =>
  (target, source) => {
    const bytes = source.length - (source.length % (UNROLLED * WORD_BYTES));
    const count = bytes / WORD_BYTES;
    if (count > 0) combineWords(wordsOf(target, 0, count), wordsOf(source, 0, count));
    combineBytes(target, source, bytes);
  };

export const andInto = byWords(andWords, andBytes);
export const orInto = byWords(orWords, orBytes);
export const xorInto = byWords(xorWords, xorBytes);

/** Makes each bit its opposite. The bytes must begin where a word may begin. */
export function invertBits(bytes: Uint8Array): void {
  const words = wordsOf(bytes, 0, bytes.length >> 2);
  for (let at = 0; at < words.length; at++) words[at] = ~words[at];
  for (let at = words.length * WORD_BYTES; at < bytes.length; at++) bytes[at] = ~bytes[at];
}
