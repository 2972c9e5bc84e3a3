/**
 * The order of byte strings is that of their bytes, unsigned, as C's memcmp has it; a prefix stands before the longer
 * string. Each character is one byte, so this is the order that JavaScript's strings have anyway.
 */

/** Negative, zero or positive as `a` stands before `b`, is equal to it, or stands after it. */
export function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
