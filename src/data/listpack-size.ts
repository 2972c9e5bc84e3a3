/**
 * The bytes that an element takes in one of Redis's listpacks. Streams cut their nodes by that size
 * (stream-node-max-bytes), and XINFO and approximate trimming show where the cuts are.
 */
import { parseInteger64 } from '../bytes/number.ts';

/** Bytes of a listpack without elements: its header and its end. */
export const LISTPACK_OVERHEAD = 7;

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

/** Bytes of a byte string as an element: one that is a canonical integer is held as such. */
export function listpackStringSize(text: string): number {
  const integer = parseInteger64(text);
  if (integer !== undefined) return listpackIntegerSize(integer);
  const length = text.length;
  const bytes = length + (length < 64 ? 1 : length < 4096 ? 2 : 5);
  return bytes + backLength(bytes);
}
