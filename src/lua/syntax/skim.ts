/**
 * Finds scripts that differ only in literals and comments, as those of a client do that puts arguments into their
 * text. They can share compiled code.
 *
 * `skim` finds the literals and comments of a text without parsing it. The rest of the text is its shape, in which a
 * placeholder stands for each of them; where one was is called a place, and places are numbered. Two texts of one
 * shape are the same program with other literals. So they can share code, provided that the code takes the literals
 * in which they differ as parameters (codegen/parameters.ts decides which ones it takes).
 *
 * Only plain literals are taken out: strings without escapes, and whole numbers. Zero is left in, because Lua keeps
 * one constant for 0 and -0.
 *
 * Invariant: code is shared only if each place is exactly one number, string or comment for the lexer, too. `skim`
 * alone may take something for a literal that is not one in Lua, for instance in the middle of a token. So the lexer
 * reports where each such token and comment begins and ends (`Places.take`), and `Places.areSound` tells whether all
 * agree.
 */

import {
  BACKSLASH,
  DOT,
  EQUALS,
  isNewline,
  MINUS,
  OPEN_BRACKET,
  QUOTE,
  UNDERSCORE,
} from './bytes-of-text.ts';

/** Longer texts are not skimmed: they are hardly ever made for one use. */
const MAXIMUM_LENGTH = 8000;
/** Numbers of more digits are not plain. */
const MAXIMUM_DIGITS = 15;

const NUMBER_PLACE = '\x01';
const STRING_PLACE = '\x02';
const COMMENT_PLACE = '\x03';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the placeholders
const PLACEHOLDERS = /[\x01-\x03]/;

const APOSTROPHE = 39;
const PLUS = 43;

/** The bytes of words and numbers: letters, digits, `_` and `.`; and digits alone. */
const WORD_BYTES = new Uint8Array(256);
const DIGITS = new Uint8Array(256);
for (let byte = 48; byte <= 57; byte++) WORD_BYTES[byte] = DIGITS[byte] = 1;
for (let byte = 65; byte <= 90; byte++) WORD_BYTES[byte] = WORD_BYTES[byte + 32] = 1;
WORD_BYTES[DOT] = WORD_BYTES[UNDERSCORE] = 1;

/** What `skim` has found in a text. */
export interface Skimmed {
  readonly shape: string;
  /** The offsets at which the literals and comments that were taken out begin, in ascending order. */
  readonly places: readonly number[];
  /** The offsets at which they end. */
  readonly ends: readonly number[];
  /** The literal at each place as it is written in the text; `undefined` for a comment. */
  readonly literals: readonly (string | undefined)[];
}

/**
 * Finds the shape of a text; undefined for texts that are too long, that contain the placeholders themselves, or in which
 * a string or long comment has no end.
 */
export function skim(source: string): Skimmed | undefined {
  if (source.length > MAXIMUM_LENGTH || PLACEHOLDERS.test(source)) return undefined;
  const places: number[] = [];
  const ends: number[] = [];
  const literals: (string | undefined)[] = [];
  let shape = '';
  /** The end of what is in the shape already. */
  let taken = 0;
  const take = (start: number, end: number, placeholder: string): void => {
    shape += source.slice(taken, start) + placeholder;
    places.push(start);
    ends.push(end);
    literals.push(placeholder === COMMENT_PLACE ? undefined : source.slice(start, end));
    taken = end;
  };
  const { length } = source;
  let at = 0;
  while (at < length) {
    const byte = source.charCodeAt(at);
    if (WORD_BYTES[byte] === 1) {
      const end = endOfWord(source, at);
      if (isPlainNumber(source, at, end)) take(at, end, NUMBER_PLACE);
      at = end;
    } else if (byte === QUOTE || byte === APOSTROPHE) {
      const end = endOfString(source, at, byte);
      if (end === 0) return undefined;
      if (end > 0) take(at, end, STRING_PLACE);
      at = Math.abs(end);
    } else if (byte === OPEN_BRACKET || (byte === MINUS && isCommentAt(source, at))) {
      const isComment = byte === MINUS;
      const level = bracketLevel(source, isComment ? at + 2 : at);
      if (level >= 0) {
        const end = endOfLong(source, isComment ? at + 2 : at, level);
        if (end === 0) return undefined;
        at = end;
      } else if (isComment) {
        const end = endOfLine(source, at);
        take(at, end, COMMENT_PLACE);
        at = end;
      } else at++;
    } else at++;
  }
  return { shape: shape + source.slice(taken), places, ends, literals };
}

function endOfWord(source: string, start: number): number {
  let end = start + 1;
  while (end < source.length && WORD_BYTES[source.charCodeAt(end)] === 1) end++;
  return end;
}

/** Whether a word is a plain number. The sign of an exponent divides a number (`1e+5`) into what looks like two words. */
function isPlainNumber(source: string, start: number, end: number): boolean {
  if (end - start > MAXIMUM_DIGITS || source.charCodeAt(start) === 48) return false;
  for (let at = start; at < end; at++) if (DIGITS[source.charCodeAt(at)] === 0) return false;
  if (start < 3) return true;
  const sign = source.charCodeAt(start - 1);
  const exponent = source.charCodeAt(start - 2) | 32;
  const before = source.charCodeAt(start - 3);
  const isSigned = sign === PLUS || sign === MINUS;
  return !(isSigned && exponent === 101 && (DIGITS[before] === 1 || before === DOT));
}

/**
 * The end of a string that starts at `start`, behind its last quote. It is negative for a string that is not plain, and 0 if
 * the string has no end.
 */
function endOfString(source: string, start: number, quote: number): number {
  let isPlain = true;
  for (let at = start + 1; at < source.length; at++) {
    const byte = source.charCodeAt(at);
    if (byte === quote) return isPlain ? at + 1 : -at - 1;
    if (byte === BACKSLASH) at++;
    if (byte === BACKSLASH || isNewline(byte)) isPlain = false;
  }
  return 0;
}

function isCommentAt(source: string, at: number): boolean {
  return at + 1 < source.length && source.charCodeAt(at + 1) === MINUS;
}

/** The number of `=` in the long bracket that opens at a position; -1 if there is none. */
function bracketLevel(source: string, at: number): number {
  if (at >= source.length || source.charCodeAt(at) !== OPEN_BRACKET) return -1;
  let end = at + 1;
  while (end < source.length && source.charCodeAt(end) === EQUALS) end++;
  return end < source.length && source.charCodeAt(end) === OPEN_BRACKET ? end - at - 1 : -1;
}

/** The end of what stands in long brackets; 0 if they are not closed. */
function endOfLong(source: string, at: number, level: number): number {
  const close = source.indexOf(`]${'='.repeat(level)}]`, at + level + 2);
  return close < 0 ? 0 : close + level + 2;
}

function endOfLine(source: string, start: number): number {
  let end = start;
  while (end < source.length && !isNewline(source.charCodeAt(end))) end++;
  return end;
}

/** The value of a literal that was taken out. */
export function literalValue(literal: string | undefined): string | number | undefined {
  if (literal === undefined) return undefined;
  const first = literal.charCodeAt(0);
  return first === 34 || first === 39 ? literal.slice(1, -1) : Number(literal);
}

/** Finds out, while the lexer reads a text, whether the places are what `skim` took them for. */
export class Places {
  private readonly skimmed: Skimmed;
  /** How many places have been exactly one token or comment so far. */
  private found = 0;

  constructor(skimmed: Skimmed) {
    this.skimmed = skimmed;
  }

  /** Whether each place was exactly one number, string or comment. It is known when the whole text has been read. */
  get areSound(): boolean {
    return this.found === this.skimmed.places.length;
  }

  /**
   * The number of the place that a number, string or comment fills; -1 if it fills none. The lexer has to call this for
   * each of them, in the order of the text.
   */
  take(start: number, end: number): number {
    const { places, ends } = this.skimmed;
    return places[this.found] === start && ends[this.found] === end ? this.found++ : -1;
  }
}
