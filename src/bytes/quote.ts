/**
 * Writes byte strings in quotes, and cuts lines into arguments: the syntax of inline commands, configuration files,
 * MONITOR and the client at a terminal.
 *
 * One undoes the other: `splitArguments(quote(bytes))` is `[bytes]` for all bytes.
 */
import { ByteText } from './byte-text.ts';
import { BLANKS, characterSet, consistsOf, endOfRun, HEX_DIGITS } from './character-set.ts';

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
]);

const UNESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['a', '\x07'],
]);

/** How each byte stands between double quotes. */
const QUOTED = Array.from({ length: 256 }, (_, code) => {
  const byte = String.fromCharCode(code);
  const isPlain = code >= 0x20 && code < 0x7f;
  return ESCAPES.get(byte) ?? (isPlain ? byte : `\\x${code.toString(16).padStart(2, '0')}`);
});

/** By code: 1 for a byte that stands for itself between double quotes. */
const PLAIN = characterSet(QUOTED.filter((shown) => shown.length === 1).join(''));

/** How many bytes are turned into text at once. */
const WINDOW = 16_384;

/** `bytes[start, end)` with escapes. */
function escaped(bytes: string, start: number, end: number): string {
  const text = new ByteText();
  for (let position = start; position < end; position++) text.append(QUOTED[bytes.charCodeAt(position)]);
  return text.finish();
}

/**
 * The bytes in double quotes; what is not printable ASCII becomes an escape. What would become longer than `longest`
 * is cut off there, without a closing quote.
 */
export function quote(bytes: string, longest = Number.POSITIVE_INFINITY): string {
  if (bytes.length + 2 <= longest && consistsOf(bytes, PLAIN)) return `"${bytes}"`;
  let quoted = '"';
  for (let start = 0; start < bytes.length && quoted.length <= longest; start += WINDOW) {
    quoted += escaped(bytes, start, Math.min(start + WINDOW, bytes.length));
  }
  quoted += '"';
  return quoted.length > longest ? quoted.slice(0, longest) : quoted;
}

const NUL = 0;
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;

/** So many words no line has that means well. */
const MOST_WORDS = 2 ** 20;

/** What ends a word, or begins the quoted part of it. */
const WORD_END = characterSet('\0 \n\r\t"\'');

/** Whether a line ends at a position, or has a space there. */
function isEndOfWord(line: string, position: number): boolean {
  return position >= line.length || BLANKS[line.charCodeAt(position)] === 1;
}

/**
 * Cuts a line at spaces, except within quotes: `"..."`, in which there are escapes, and `'...'`. Undefined when a quote is
 * not closed, or when anything but a space follows the closing one. A NUL byte outside of quotes ends the line.
 * So is a line of more than a million words.
 */
export function splitArguments(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at = endOfRun(line, at, BLANKS);
    if (at >= line.length || line.charCodeAt(at) === NUL) return words;
    const start = at;
    while (at < line.length && WORD_END[line.charCodeAt(at)] !== 1) at++;
    const plain = line.slice(start, at);
    const mark = line.charCodeAt(at);
    if (mark !== QUOTE && mark !== APOSTROPHE) {
      words.push(plain);
      if (words.length > MOST_WORDS) return undefined;
      continue;
    }
    const quoted = mark === QUOTE ? readDoubleQuoted(line, at + 1) : readSingleQuoted(line, at + 1);
    if (quoted === undefined || !isEndOfWord(line, quoted.end)) return undefined;
    words.push(plain + quoted.text);
    if (words.length > MOST_WORDS) return undefined;
    at = quoted.end;
  }
}

interface Quoted {
  readonly text: string;
  /** Behind the closing quote. */
  readonly end: number;
}

/** Reads what stands in double quotes; undefined when there is no closing one. */
function readDoubleQuoted(line: string, start: number): Quoted | undefined {
  const text = new ByteText();
  for (let at = start; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === QUOTE) return { text: text.finish(), end: at + 1 };
    if (code !== BACKSLASH || at + 1 >= line.length) {
      text.put(code);
    } else if (
      line[at + 1] === 'x' &&
      at + 3 < line.length &&
      endOfRun(line, at + 2, HEX_DIGITS, at + 4) === at + 4
    ) {
      text.put(Number.parseInt(line.slice(at + 2, at + 4), 16));
      at += 3;
    } else {
      at++;
      text.append(UNESCAPES.get(line[at]) ?? line[at]);
    }
  }
  return undefined;
}

function readSingleQuoted(line: string, start: number): Quoted | undefined {
  const text = new ByteText();
  for (let at = start; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === APOSTROPHE) return { text: text.finish(), end: at + 1 };
    if (code === BACKSLASH && line[at + 1] === "'") at++;
    text.put(line.charCodeAt(at));
  }
  return undefined;
}
