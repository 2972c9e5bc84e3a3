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
import {
  BACKSLASH,
  BLANK_CLASS,
  CLOSE_BRACKET,
  DIGIT_CLASS,
  DOT,
  END,
  EQUALS,
  hasClass,
  isNewline,
  LETTER_CLASS,
  MINUS,
  OPEN_BRACKET,
  QUOTE,
} from './bytes-of-text.ts';
import { LuaSyntaxError, syntaxDisplayName } from './error.ts';
import {
  BYTES_PER_CHARGE,
  BYTES_PER_TOKEN,
  FREE,
  MAXIMUM_TOKENS,
  type Meter,
  STEPS_PER_TOKEN,
  TOKENS_PER_CHARGE,
} from './meter.ts';
import type { Places } from './skim.ts';
import { TextBuilder } from './text-builder.ts';

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

/** Reads the next piece of a text, which is not empty; undefined at its end. It is told the levels of syntax that are open. */
export type TextReader = (levels: number) => string | undefined;

/** What a text is read with. */
export interface Reading {
  /** The places that `skim` found in the text, if it was skimmed. */
  readonly places?: Places | undefined;
  /** Gives the pieces that follow the text. */
  readonly readMore?: TextReader | undefined;
  readonly meter?: Meter | undefined;
}

/** Pieces that have been read are dropped when the token before them has been, once they have this many bytes. */
const KEPT_BEHIND = 4096;

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

  /** The text from the beginning of the newest token on, or from before it. Positions count from its start. */
  #source: string;
  /** The piece after `#source`. It is apart because looking into a text that was just joined copies all of it. */
  #piece = '';
  #readMore: TextReader | undefined;
  readonly #chunkName: string;
  readonly #meter: Meter;
  #position = 0;
  /** How many bytes of the text are before the start of `#source`. */
  #dropped = 0;
  /** The position up to which bytes have been charged for, and how many tokens have been read. */
  #charged = 0;
  #tokens = 0;
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

  constructor(source: string, chunkName: string, { places, readMore, meter = FREE }: Reading = {}) {
    this.#places = places;
    this.#source = source;
    this.#readMore = readMore;
    this.#meter = meter;
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
    for (;;) {
      const offset = position - this.#source.length;
      if (offset < this.#piece.length) return this.#piece.charCodeAt(offset);
      // The parser, which made this reader, adds the levels.
      const piece = this.#readMore?.(0);
      if (piece === undefined) {
        this.#readMore = undefined;
        return END;
      }
      this.#source += this.#piece;
      this.#piece = piece;
    }
  }

  /** The text between two positions. */
  #slice(start: number, end: number): string {
    if (end > this.#source.length) {
      this.#source += this.#piece;
      this.#piece = '';
    }
    return this.#source.slice(start, end);
  }

  /** Drops the text before the position, if it came in pieces; nothing may refer to an older position any more. */
  #dropBehind(): void {
    if (this.#readMore === undefined || this.#position < KEPT_BEHIND) return;
    this.#source = this.#slice(this.#position, this.#source.length + this.#piece.length);
    this.#dropped += this.#position;
    this.#charged -= this.#position;
    this.#position = 0;
  }

  /** How many bytes of the text have become tokens. */
  get offset(): number {
    return this.#dropped + this.#position;
  }

  /** How many bytes have been read that were not charged for. Tokens of many bytes look at it as they go. */
  get #uncharged(): number {
    return this.#position - this.#charged;
  }

  #chargeBytes(): void {
    const bytes = this.#uncharged;
    this.#charged = this.#position;
    this.#meter.spend(bytes);
  }

  /** Charges for some tokens at once, before the last of them becomes part of the tree. */
  #chargeTokens(): void {
    if (this.#tokens > MAXIMUM_TOKENS) throw new LuaSyntaxError('not enough memory');
    this.#meter.accountMemory(TOKENS_PER_CHARGE * BYTES_PER_TOKEN);
    this.#meter.spend(TOKENS_PER_CHARGE * STEPS_PER_TOKEN);
  }

  /** Charges for work on the current token that depends on more than the text. */
  spend(steps: number): void {
    this.#meter.spend(steps);
  }

  /** Steps over a line break of one or two bytes. */
  #skipNewline(): void {
    const first = this.#at(this.#position++);
    const second = this.#at(this.#position);
    if (isNewline(second) && second !== first) this.#position++;
    this.line++;
  }

  #scan(): string {
    if (++this.#tokens % TOKENS_PER_CHARGE === 0) this.#chargeTokens();
    this.#dropBehind();
    for (;;) {
      if (this.#uncharged >= BYTES_PER_CHARGE) this.#passRead();
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
    const end = this.#skipClasses(start + 1, LETTER_CLASS | DIGIT_CLASS);
    this.#position = end;
    const name = this.#slice(start, end);
    this.#raw = name;
    this.#scannedText = name;
    return (end - start <= LONGEST_RESERVED ? RESERVED.get(name) : undefined) ?? NAME;
  }

  /** The first position from `start` on whose byte has none of the classes. */
  #skipClasses(start: number, classes: number): number {
    let end = start;
    while (hasClass(this.#at(end), classes)) this.#count(++end - start);
    return end;
  }

  /** Charges for a token that has got long, of which `bytes` have been read; it has to be called for each byte. */
  #count(bytes: number): void {
    if ((bytes & (BYTES_PER_CHARGE - 1)) === 0) this.#meter.spend(BYTES_PER_CHARGE);
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
        this.#raw = this.#slice(position, position - level);
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
    while (hasClass(this.#at(end), DIGIT_CLASS) || this.#at(end) === DOT) this.#count(++end - start);
    if (this.#isOneOf('Ee', end)) {
      end++;
      if (this.#isOneOf('+-', end)) end++;
    }
    end = this.#skipClasses(end, LETTER_CLASS | DIGIT_CLASS);
    this.#position = end;
    this.#scannedPlace = this.#places?.take(start, end) ?? -1;
    this.#raw = this.#slice(start, end);
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
    for (;;) {
      const byte = this.#at(this.#position);
      if (byte === END || isNewline(byte)) break;
      this.#position++;
      if (this.#uncharged >= BYTES_PER_CHARGE) this.#passRead();
    }
    this.#places?.take(start, this.#position);
  }

  /**
   * The number of `=` between the bracket at `position` and a second one. If there is no second one, the result is
   * negative: -1 minus the number of `=`.
   */
  #bracketLevel(position: number): number {
    let end = position + 1;
    while (this.#at(end) === EQUALS) this.#count(++end - position);
    const level = end - position - 1;
    return this.#at(end) === this.#at(position) ? level : -level - 1;
  }

  /** Charges for the bytes that have been read of a long token, all of which have been taken over or are not needed. */
  #passRead(): void {
    this.#chargeBytes();
    this.#dropBehind();
  }

  /** Takes over the bytes from `start` to the position into the content of a long token, and charges for them. */
  #takeOver(content: TextBuilder, start: number): void {
    this.#meter.accountMemory(this.#position - start);
    content.add(this.#slice(start, this.#position));
    this.#passRead();
  }

  #scanLong(level: number, what: 'string' | 'comment'): string {
    this.#position += level + 2;
    if (isNewline(this.#at(this.#position))) this.#skipNewline();
    const content = new TextBuilder();
    const isString = what === 'string';
    let runStart = this.#position;
    for (;;) {
      if (this.#uncharged >= BYTES_PER_CHARGE) {
        if (isString) this.#takeOver(content, runStart);
        else this.#passRead();
        runStart = this.#position;
      }
      const byte = this.#at(this.#position);
      if (byte === END) this.fail(`unfinished long ${what}`, END_OF_TEXT);
      else if (isNewline(byte)) {
        if (isString) content.add(`${this.#slice(runStart, this.#position)}\n`);
        this.#skipNewline();
        runStart = this.#position;
      } else if (byte === OPEN_BRACKET || byte === CLOSE_BRACKET) {
        const found = this.#bracketLevel(this.#position);
        if (found === level && byte === CLOSE_BRACKET) break;
        if (found === 0 && level === 0) this.fail('nesting of [[...]] is deprecated', '[');
        this.#position += found < 0 ? -found : found + 1;
      } else this.#position++;
    }
    if (isString) content.add(this.#slice(runStart, this.#position));
    this.#position += level + 2;
    if (!isString) return '';
    const { text } = content;
    const equals = '='.repeat(level);
    this.#raw = `[${equals}[${text}]${equals}]`;
    return text;
  }

  #scanQuoted(delimiter: number): string {
    const start = this.#position;
    const quote = String.fromCharCode(delimiter);
    const content = new TextBuilder();
    let runStart = ++this.#position;
    for (;;) {
      if (this.#uncharged >= BYTES_PER_CHARGE) {
        this.#takeOver(content, runStart);
        runStart = this.#position;
      }
      const byte = this.#at(this.#position);
      if (byte === delimiter) break;
      if (byte === END) this.fail('unfinished string', END_OF_TEXT);
      if (isNewline(byte)) {
        content.add(this.#slice(runStart, this.#position));
        this.#raw = quote + content.text;
        this.fail('unfinished string', STRING);
      }
      if (byte === BACKSLASH) {
        content.add(this.#slice(runStart, this.#position));
        content.add(this.#scanEscape(quote, content));
        runStart = this.#position;
      } else this.#position++;
    }
    content.add(this.#slice(runStart, this.#position++));
    const { text } = content;
    this.#scannedPlace = this.#places?.take(start, this.#position) ?? -1;
    this.#raw = quote + text + quote;
    return text;
  }

  /** The text for the escape sequence at the position. An error shows the quote and the content so far. */
  #scanEscape(quote: string, content: TextBuilder): string {
    const byte = this.#at(++this.#position);
    if (byte === END) return '';
    if (isNewline(byte)) {
      this.#skipNewline();
      return '\n';
    }
    if (hasClass(byte, DIGIT_CLASS)) {
      const start = this.#position;
      while (this.#position < start + 3 && hasClass(this.#at(this.#position), DIGIT_CLASS)) this.#position++;
      const code = Number(this.#slice(start, this.#position));
      if (code > 255) {
        this.#raw = quote + content.text;
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
