/** The bytes before the first NUL of a byte string, which are all that C's string functions see of it. */
export function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
