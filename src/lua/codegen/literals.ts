/**
 * The JavaScript text of Lua constants. Invariant: no byte of a script reaches the generated text unescaped. Everything
 * in the text that comes from a script passes through here, or is a number that the generator has counted itself. This
 * is what keeps a script from injecting JavaScript.
 */

const UNSAFE = /["\\]|[^\x20-\x7e]/g;
/** V8 makes a list of all places at which it replaces something: in a window it stays short. */
const WINDOW = 4096;

/** A string literal, which consists of printable ASCII characters only. */
export function stringLiteral(bytes: string): string {
  let escaped = '';
  for (let start = 0; start < bytes.length; start += WINDOW) {
    escaped += bytes.slice(start, start + WINDOW).replace(UNSAFE, escapeOf);
  }
  return `"${escaped}"`;
}

function escapeOf(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** A number literal. It is in parentheses if it has a sign, which could otherwise be taken for an operator. */
export function numberLiteral(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '(1/0)';
  if (value === Number.NEGATIVE_INFINITY) return '(-1/0)';
  if (value < 0 || Object.is(value, -0)) return `(-${-value})`;
  return `${value}`;
}
