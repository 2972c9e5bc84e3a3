/** The bytes of a byte string up to its first NUL: what C code sees of it. */
export function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
