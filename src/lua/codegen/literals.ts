/**
 * The JavaScript text of Lua constants. Invariant: no byte of a script reaches the generated text unescaped. Everything
 * in the text that comes from a script passes through here, or is a number that the generator has counted itself. This
 * is what keeps a script from injecting JavaScript.
 */

const UNSAFE = /["\\]|[^\x20-\x7e]/g;

/** A string literal, which consists of printable ASCII characters only. */
export function stringLiteral(bytes: string): string {
  const escaped = bytes.replace(UNSAFE, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

/** A number literal. It is in parentheses if it has a sign, which could otherwise be taken for an operator. */
export function numberLiteral(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '(1/0)';
  if (value === Number.NEGATIVE_INFINITY) return '(-1/0)';
  if (value < 0 || Object.is(value, -0)) return `(-${-value})`;
  return `${value}`;
}
