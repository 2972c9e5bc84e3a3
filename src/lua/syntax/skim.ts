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

/**
 * Longer texts are not skimmed. They are hardly ever made for one use, and the regular expression takes too long for
 * the worst of them: its time may grow with the square of the length.
 */
const MAXIMUM_LENGTH = 8000;

/**
 * Matches, in this order, long comments and strings, comments of one line, strings, and numbers. It captures strings
 * and numbers that are plain.
 */
const PARTS =
  /(?:--)?\[(=*)\[.*?\]\1\]|--(?!\[=*\[)[^\r\n]*|("[^"\\\r\n]*"|'[^'\\\r\n]*')|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.]|[\d.][Ee][-+])([1-9]\d{0,14})(?![\w.])/gs;
const NUMBER_PLACE = '\x01';
const STRING_PLACE = '\x02';
const COMMENT_PLACE = '\x03';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the placeholders
const PLACEHOLDERS = /[\x01-\x03]/;
const MINUS = 45;

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

/** Finds the shape of a text; undefined for texts that are too long or that contain the placeholders themselves. */
export function skim(source: string): Skimmed | undefined {
  if (source.length > MAXIMUM_LENGTH || PLACEHOLDERS.test(source)) return undefined;
  const places: number[] = [];
  const ends: number[] = [];
  const literals: (string | undefined)[] = [];
  let shape = '';
  let at = 0;
  PARTS.lastIndex = 0;
  for (let match = PARTS.exec(source); match !== null; match = PARTS.exec(source)) {
    const [whole, , text, number] = match;
    const literal = text ?? number;
    if (literal === undefined && (match[1] !== undefined || whole.charCodeAt(0) !== MINUS)) continue;
    const place = text !== undefined ? STRING_PLACE : number !== undefined ? NUMBER_PLACE : COMMENT_PLACE;
    shape += source.slice(at, match.index) + place;
    places.push(match.index);
    literals.push(literal);
    at = match.index + whole.length;
    ends.push(at);
  }
  return { shape: shape + source.slice(at), places, ends, literals };
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
