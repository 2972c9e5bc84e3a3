/**
 * The lexer: divides a text, which is a byte string, into the tokens of Lua 5.1. It accepts and rejects the same
 * texts as Lua, with the same messages.
 *
 * A token is represented by the text that messages show for it: `<name>`, `<string>`, `<number>`, `<eof>`, a reserved
 * word, or the symbol itself. Any other byte is a token of its own. A NUL byte has no text, so an error at one does
 * not say `near ...`.
 */
import { parseLuaNumber } from '../../bytes/lua-number.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { LuaSyntaxError, syntaxDisplayName } from './error.ts';
import type { Places } from './skim.ts';

export const NAME = '<name>';
export const STRING = '<string>';
export const NUMBER = '<number>';
export const END_OF_TEXT = '<eof>';

/**
 * The reserved words. The map gives the same string object for a word each time, so that V8 can compare tokens by their
 * address instead of their bytes.
 */
const RESERVED: ReadonlyMap<string, string> = new Map(
  (
    'and break do else elseif end false for function if in local nil not or repeat return then true ' +
    'until while'
  )
    .split(' ')
    .map((word) => [word, word]),
);
const LONGEST_RESERVED = 8;

const END = -1;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const MINUS = 45;
const DOT = 46;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const UNDERSCORE = 95;

const DIGIT_CLASS = 1;
const LETTER_CLASS = 2;
const BLANK_CLASS = 4;

/** The classes of each byte, as C's isdigit, isalpha (with `_`) and isspace define them in the C locale. */
const CLASSES = new Uint8Array(256);
for (let byte = 48; byte <= 57; byte++) CLASSES[byte] = DIGIT_CLASS;
for (let byte = 65; byte <= 90; byte++) CLASSES[byte] = CLASSES[byte + 32] = LETTER_CLASS;
CLASSES[UNDERSCORE] = LETTER_CLASS;
for (let byte = 9; byte <= 13; byte++) CLASSES[byte] = BLANK_CLASS;
CLASSES[32] = BLANK_CLASS;

/** The byte for each letter after a backslash. Any other byte there that is not a digit stands for itself. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** The symbols of two bytes that end in `=`, by their first byte. */
const WITH_EQUALS: ReadonlyMap<number, string> = new Map([
  [EQUALS, '=='],
  [60, '<='],
  [62, '>='],
  [126, '~='],
]);

export type TextReader = () => string | undefined;

function hasClass(byte: number, classes: number): boolean {
  return byte >= 0 && ((CLASSES[byte] ?? 0) & classes) !== 0;
}

function isNewline(byte: number): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

export class Lexer {
  /** The current token. */
  token: string = END_OF_TEXT;
  /** The text of the current token, if it is a name or a string. */
  text = '';
  /** The value of the current token, if it is a number. */
  number = 0;
  /** The number of the place that a number or string fills in a skimmed text (skim.ts); -1 if it fills none. */
  place = -1;
  /** The line of the end of the newest token that has been read. */
  line = 1;
  /** The line of the end of the token before the current one. */
  lastLine = 1;

  #source: string;
  /** Reads the next piece of the text, which is not empty; undefined at the end of the text. */
  #readMore: TextReader | undefined;
  readonly #chunkName: string;
  #position = 0;
  /** The newest name, string or number as it is written, but with its escapes decoded. Errors show it after `near`. */
  #raw = '';
  #scannedText = '';
  #scannedNumber = 0;
  #scannedPlace = -1;
  #aheadToken: string = END_OF_TEXT;
  #aheadText = '';
  #aheadNumber = 0;
  #aheadPlace = -1;
  readonly #places: Places | undefined;

  constructor(source: string, chunkName: string, places?: Places, readMore?: TextReader) {
    this.#places = places;
    this.#source = source;
    this.#readMore = readMore;
    this.#chunkName = chunkName;
  }

  /** Moves to the next token. */
  next(): void {
    this.lastLine = this.line;
    if (this.#aheadToken !== END_OF_TEXT) {
      this.token = this.#aheadToken;
      this.text = this.#aheadText;
      this.number = this.#aheadNumber;
      this.place = this.#aheadPlace;
      this.#aheadToken = END_OF_TEXT;
      return;
    }
    this.token = this.#scan();
    this.text = this.#scannedText;
    this.number = this.#scannedNumber;
    this.place = this.#scannedPlace;
  }

  /** The token after the current one, without moving to it. It may be called once between two calls of `next`. */
  peek(): string {
    this.#aheadToken = this.#scan();
    this.#aheadText = this.#scannedText;
    this.#aheadNumber = this.#scannedNumber;
    this.#aheadPlace = this.#scannedPlace;
    return this.#aheadToken;
  }

  /** Throws `name:line: message near 'token'`, or without the last part if there is no token or it is a NUL. */
  fail(message: string, token?: string): never {
    const located = `${syntaxDisplayName(this.#chunkName)}:${this.line}: ${message}`;
    if (token === undefined || token === '\0') throw new LuaSyntaxError(located);
    throw new LuaSyntaxError(`${located} near '${this.#shown(token)}'`);
  }

  /** Throws an error at the current token. */
  failHere(message: string): never {
    this.fail(message, this.token);
  }

  #shown(token: string): string {
    if (token === NAME || token === STRING || token === NUMBER) return untilNul(this.#raw);
    return tokenText(token);
  }

  #at(position: number): number {
    return position < this.#source.length ? this.#source.charCodeAt(position) : this.#beyond(position);
  }

  /** The byte at a position, which may be in a piece that has yet to be read. */
  #beyond(position: number): number {
    while (position >= this.#source.length) {
      const piece = this.#readMore?.();
      if (piece === undefined) {
        this.#readMore = undefined;
        return END;
      }
      this.#source += piece;
    }
    return this.#source.charCodeAt(position);
  }

  /** The text, as far as it has been read. */
  get source(): string {
    return this.#source;
  }

  /** Steps over a line break of one or two bytes. */
  #skipNewline(): void {
    const first = this.#at(this.#position++);
    const second = this.#at(this.#position);
    if (isNewline(second) && second !== first) this.#position++;
    this.line++;
  }

  #scan(): string {
    for (;;) {
      const byte = this.#at(this.#position);
      if (hasClass(byte, LETTER_CLASS)) return this.#scanName();
      if (isNewline(byte)) this.#skipNewline();
      else if (hasClass(byte, BLANK_CLASS)) this.#position++;
      else if (hasClass(byte, DIGIT_CLASS)) return this.#scanNumber(this.#position);
      else if (byte === END) return END_OF_TEXT;
      else if (byte !== MINUS) return this.#scanSymbol(byte);
      else if (this.#at(this.#position + 1) !== MINUS) {
        this.#position++;
        return '-';
      } else this.#skipComment();
    }
  }

  #scanName(): string {
    const start = this.#position;
    let end = start + 1;
    while (hasClass(this.#at(end), LETTER_CLASS | DIGIT_CLASS)) end++;
    this.#position = end;
    const name = this.#source.slice(start, end);
    this.#raw = name;
    this.#scannedText = name;
    return (end - start <= LONGEST_RESERVED ? RESERVED.get(name) : undefined) ?? NAME;
  }

  #scanSymbol(byte: number): string {
    const position = this.#position;
    const equals = WITH_EQUALS.get(byte);
    if (equals !== undefined && this.#at(position + 1) === EQUALS) {
      this.#position += 2;
      return equals;
    }
    if (byte === OPEN_BRACKET) {
      const level = this.#bracketLevel(position);
      if (level >= 0) {
        this.#scannedPlace = -1;
        this.#scannedText = this.#scanLong(level, 'string');
        return STRING;
      }
      if (level < -1) {
        this.#raw = this.#source.slice(position, position - level);
        this.fail('invalid long string delimiter', STRING);
      }
    } else if (byte === QUOTE || byte === 39) {
      this.#scannedText = this.#scanQuoted(byte);
      return STRING;
    } else if (byte === DOT) return this.#scanDots();
    this.#position++;
    return String.fromCharCode(byte);
  }

  /**
   * Whether the byte at a position is one of a set. Lua tests that with C's `strchr`, which also finds the terminator
   * of the set; so a NUL byte counts as a member of any set.
   */
  #isOneOf(set: string, position: number): boolean {
    const byte = this.#at(position);
    return byte === 0 || (byte > 0 && set.includes(String.fromCharCode(byte)));
  }

  #scanDots(): string {
    const start = this.#position;
    if (this.#isOneOf('.', start + 1)) {
      const isVararg = this.#isOneOf('.', start + 2);
      this.#position += isVararg ? 3 : 2;
      return isVararg ? '...' : '..';
    }
    if (hasClass(this.#at(start + 1), DIGIT_CLASS)) return this.#scanNumber(start);
    this.#position++;
    return '.';
  }

  #scanNumber(start: number): string {
    let end = start + 1;
    while (hasClass(this.#at(end), DIGIT_CLASS) || this.#at(end) === DOT) end++;
    if (this.#isOneOf('Ee', end)) {
      end++;
      if (this.#isOneOf('+-', end)) end++;
    }
    while (hasClass(this.#at(end), LETTER_CLASS | DIGIT_CLASS)) end++;
    this.#position = end;
    this.#scannedPlace = this.#places?.take(start, end) ?? -1;
    this.#raw = this.#source.slice(start, end);
    const value = parseLuaNumber(this.#raw);
    if (value === undefined) this.fail('malformed number', NUMBER);
    this.#scannedNumber = value;
    return NUMBER;
  }

  #skipComment(): void {
    const start = this.#position;
    this.#position += 2;
    if (this.#at(this.#position) === OPEN_BRACKET) {
      const level = this.#bracketLevel(this.#position);
      if (level >= 0) {
        this.#scanLong(level, 'comment');
        return;
      }
    }
    while (this.#at(this.#position) !== END && !isNewline(this.#at(this.#position))) this.#position++;
    this.#places?.take(start, this.#position);
  }

  /**
   * The number of `=` between the bracket at `position` and a second one. If there is no second one, the result is
   * negative: -1 minus the number of `=`.
   */
  #bracketLevel(position: number): number {
    let end = position + 1;
    while (this.#at(end) === EQUALS) end++;
    const level = end - position - 1;
    return this.#at(end) === this.#at(position) ? level : -level - 1;
  }

  #scanLong(level: number, what: 'string' | 'comment'): string {
    const delimiter = `[${'='.repeat(level)}[`;
    this.#position += delimiter.length;
    if (isNewline(this.#at(this.#position))) this.#skipNewline();
    let content = '';
    let runStart = this.#position;
    for (;;) {
      const byte = this.#at(this.#position);
      if (byte === END) this.fail(`unfinished long ${what}`, END_OF_TEXT);
      else if (isNewline(byte)) {
        content += `${this.#source.slice(runStart, this.#position)}\n`;
        this.#skipNewline();
        runStart = this.#position;
      } else if (byte === OPEN_BRACKET || byte === CLOSE_BRACKET) {
        const found = this.#bracketLevel(this.#position);
        if (found === level && byte === CLOSE_BRACKET) break;
        if (found === 0 && level === 0) this.fail('nesting of [[...]] is deprecated', '[');
        this.#position += found < 0 ? -found : found + 1;
      } else this.#position++;
    }
    content += this.#source.slice(runStart, this.#position);
    this.#position += delimiter.length;
    this.#raw = `${delimiter}${content}]${'='.repeat(level)}]`;
    return content;
  }

  #scanQuoted(delimiter: number): string {
    const start = this.#position;
    const quote = String.fromCharCode(delimiter);
    let content = '';
    let runStart = ++this.#position;
    for (;;) {
      const byte = this.#at(this.#position);
      if (byte === delimiter) break;
      if (byte === END) this.fail('unfinished string', END_OF_TEXT);
      if (isNewline(byte)) {
        this.#raw = quote + content + this.#source.slice(runStart, this.#position);
        this.fail('unfinished string', STRING);
      }
      if (byte === BACKSLASH) {
        content += this.#source.slice(runStart, this.#position);
        content += this.#scanEscape(quote + content);
        runStart = this.#position;
      } else this.#position++;
    }
    content += this.#source.slice(runStart, this.#position++);
    this.#scannedPlace = this.#places?.take(start, this.#position) ?? -1;
    this.#raw = quote + content + quote;
    return content;
  }

  /** The text for the escape sequence at the position. `before` is the string so far, which an error shows. */
  #scanEscape(before: string): string {
    const byte = this.#at(++this.#position);
    if (byte === END) return '';
    if (isNewline(byte)) {
      this.#skipNewline();
      return '\n';
    }
    if (hasClass(byte, DIGIT_CLASS)) {
      const start = this.#position;
      while (this.#position < start + 3 && hasClass(this.#at(this.#position), DIGIT_CLASS)) this.#position++;
      const code = Number(this.#source.slice(start, this.#position));
      if (code > 255) {
        this.#raw = before;
        this.fail('escape sequence too large', STRING);
      }
      return String.fromCharCode(code);
    }
    this.#position++;
    const character = String.fromCharCode(byte);
    return ESCAPES.get(character) ?? character;
  }
}

/** How messages show a token that is not a name, string or number. */
export function tokenText(token: string): string {
  const isControl = token.length === 1 && (token < ' ' || token === '\x7f');
  return isControl ? `char(${token.charCodeAt(0)})` : token;
}
