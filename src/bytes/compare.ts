/**
 * The order of byte strings: bytewise and unsigned, like memcmp, the shorter first when it is a prefix.
 * Every char is one byte, so JavaScript's own order on strings is that order.
 */

/** Negative, zero or positive as a sorts before, with or after b. */
export function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
