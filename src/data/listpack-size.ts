/**
 * The bytes that an element takes in one of Redis's listpacks. Streams cut their nodes by that size
 * (stream-node-max-bytes), and XINFO and approximate trimming show where the cuts are.
 */

/** Bytes of a listpack without elements: its header and its end. */
export const LISTPACK_OVERHEAD = 7;

const MAX_INT64 = 9223372036854775807n;
const MIN_INT64 = -9223372036854775808n;
/** Canonical decimal integers: the only strings that a listpack may hold as integers. */
const INTEGER = /^(?:0|-?[1-9][0-9]{0,18})$/;

/** Bytes of the length, written backwards, that ends each element. */
function backLength(bytes: number): number {
  if (bytes <= 127) return 1;
  if (bytes < 16383) return 2;
  if (bytes < 2097151) return 3;
  return bytes < 268435455 ? 4 : 5;
}

/** Bytes of an integer element. */
export function listpackIntegerSize(value: number | bigint): number {
  if (value >= 0 && value <= 127) return 2;
  if (value >= -4096 && value <= 4095) return 3;
  if (value >= -32768 && value <= 32767) return 4;
  if (value >= -8388608 && value <= 8388607) return 5;
  return value >= -2147483648 && value <= 2147483647 ? 6 : 10;
}

/** Bytes of a byte string as an element. */
export function listpackStringSize(text: string): number {
  const length = text.length;
  // The first char rules out most texts before the pattern is tried.
  if (length <= 20 && length > 0 && text.charCodeAt(0) <= 57 && INTEGER.test(text)) {
    const value = length < 16 ? Number(text) : BigInt(text);
    if (value <= MAX_INT64 && value >= MIN_INT64) return listpackIntegerSize(value);
  }
  const bytes = length + (length < 64 ? 1 : length < 4096 ? 2 : 5);
  return bytes + backLength(bytes);
}
