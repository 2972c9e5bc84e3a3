/** The escapes in the strings of JSON: what they stand for, as UTF-8. */
import { endOfRun, HEX_DIGITS } from '../../bytes/character-set.ts';

const SMALL_U = 117;
/** `\uXXXX`, and two of them that make a pair of surrogates. */
const UNICODE_LENGTH = 6;
const PAIR_LENGTH = 12;
/** The length in UTF-8 of what only a pair of surrogates can stand for. */
const PAIR_BYTES = 4;

/** What stands for a character after a backslash, by its code. */
const ESCAPES: readonly (string | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  const position = '"\\/btnfr'.indexOf(String.fromCharCode(code));
  return position < 0 ? undefined : '"\\/\b\t\n\f\r'[position];
});

/** The UTF-8 bytes of a code point. */
function utf8(point: number): string {
  if (point < 0x80) return String.fromCharCode(point);
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  const last = 0x80 | (point & 0x3f);
  const middle = 0x80 | ((point >> 6) & 0x3f);
  if (point < 0x1_0000) return String.fromCharCode(0xe0 | (point >> 12), middle, last);
  return String.fromCharCode(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), middle, last);
}

/** The unit whose four hexadecimal digits stand at a position; -1 where they do not. */
function unitAt(text: string, start: number): number {
  const end = start + 4;
  const isUnit = end <= text.length && endOfRun(text, start, HEX_DIGITS, end) === end;
  return isUnit ? Number.parseInt(text.slice(start, end), 16) : -1;
}

/** The code point of `\uXXXX`, or of a pair of surrogates; -1 when it is none. */
function unicodeEscape(text: string, position: number): number {
  const unit = unitAt(text, position + 2);
  if ((unit & 0xf800) !== 0xd800 || unit < 0) return unit;
  if ((unit & 0x400) !== 0 || !text.startsWith('\\u', position + 6)) return -1;
  const low = unitAt(text, position + 8);
  if (low < 0 || (low & 0xfc00) !== 0xdc00) return -1;
  return (((unit & 0x3ff) << 10) | (low & 0x3ff)) + 0x1_0000;
}

/** Whether what stands behind the backslash at a position begins as a Unicode escape. */
export function isUnicodeEscape(text: string, position: number): boolean {
  return text.charCodeAt(position + 1) === SMALL_U;
}

/** What the escape stands for whose backslash is at a position; undefined where it is none. */
export function readEscape(text: string, position: number): string | undefined {
  if (!isUnicodeEscape(text, position)) return ESCAPES[text.charCodeAt(position + 1)];
  const point = unicodeEscape(text, position);
  return point < 0 ? undefined : utf8(point);
}

/** How long the escape is that stands for `escaped`. */
export function escapeLength(text: string, position: number, escaped: string): number {
  if (!isUnicodeEscape(text, position)) return 2;
  return escaped.length === PAIR_BYTES ? PAIR_LENGTH : UNICODE_LENGTH;
}
