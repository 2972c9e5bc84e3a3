/**
 * JavaScript text of Lua constants. Everything that comes from a script passes through here or is a number:
 * no byte of a script reaches the generated text unescaped.
 */

const UNSAFE = /["\\]|[^\x20-\x7e]/g;

/** A string literal; the text is printable ASCII. */
export function stringLiteral(bytes: string): string {
  const escaped = bytes.replace(UNSAFE, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

/** A number literal, in parentheses where a sign would be an operator. */
export function numberLiteral(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '(1/0)';
  if (value === Number.NEGATIVE_INFINITY) return '(-1/0)';
  if (value < 0 || Object.is(value, -0)) return `(-${-value})`;
  return `${value}`;
}
