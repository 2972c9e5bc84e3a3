/**
 * Texts that differ only in literals and comments, as texts do that have arguments put into them.
 *
 * `skim` finds those literals and comments without parsing, and gives the rest of the text: its shape, in which a
 * placeholder stands for each of them. Two texts of one shape are the same program with other literals, so they can share
 * compiled code, provided that the code takes the literals in which they differ as parameters (which ones it takes so is
 * said in codegen/parameters.ts).
 *
 * Only plain literals are taken out: whole numbers but zero, because Lua keeps one constant for 0 and -0; and strings
 * without escapes. `skim` may take something for a literal that is none for Lua, for instance in the middle of a
 * token. So the lexer says of each token and comment where it begins and ends (`Places.take`): code is shared only if
 * each place is exactly one number, string or comment for the lexer, too (`Places.areSound`).
 */

/** Longer texts are hardly written for one use; and the worst text of this length still takes a bearable time. */
const MAXIMUM_LENGTH = 8000;

/** In order: long comments and strings; comments of one line; strings, the plain ones captured; numbers, likewise. */
const PARTS =
  /(?:--)?\[(=*)\[.*?\]\1\]|--(?!\[=*\[)[^\r\n]*|("[^"\\\r\n]*"|'[^'\\\r\n]*')|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.]|[\d.][Ee][-+])([1-9]\d{0,14})(?![\w.])/gs;
const NUMBER_PLACE = '\x01';
const STRING_PLACE = '\x02';
const COMMENT_PLACE = '\x03';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the placeholders
const PLACEHOLDERS = /[\x01-\x03]/;
const MINUS = 45;

export interface Skimmed {
  readonly shape: string;
  /** Where the literals and comments that were taken out begin, in ascending order. */
  readonly places: readonly number[];
  /** Where they end. */
  readonly ends: readonly number[];
  /** The literals as written, by their place; `undefined` for a comment. */
  readonly literals: readonly (string | undefined)[];
}

/** The shape of a text; undefined for texts that are better not looked at. */
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

/** Finds out, while a lexer reads a text, whether the places of the text are what `skim` took them for. */
export class Places {
  private readonly skimmed: Skimmed;
  /** Places that were exactly one token or comment so far. */
  private found = 0;

  constructor(skimmed: Skimmed) {
    this.skimmed = skimmed;
  }

  /** Whether each place was exactly one number, string or comment. Ask when the whole text has been read. */
  get areSound(): boolean {
    return this.found === this.skimmed.places.length;
  }

  /**
   * The number of the place that a number, string or comment fills; -1 if it fills none.
   * To be called for each of them, in the order of the text.
   */
  take(start: number, end: number): number {
    const { places, ends } = this.skimmed;
    return places[this.found] === start && ends[this.found] === end ? this.found++ : -1;
  }
}
