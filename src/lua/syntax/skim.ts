/**
 * What texts have in common that differ only in numbers, strings and comments, as texts do that have arguments put
 * into them: their shape. Texts of one shape are one program with other literals, and can share its compiled code.
 *
 * The shape is the text itself with a placeholder for each literal and each comment of one line, so that two texts of
 * a shape are the same everywhere else. Only plain literals are taken out: whole numbers but zero (whose sign Lua may
 * mix up), and strings without escapes. Whether they are literals for Lua, too, is for the lexer to say when it comes
 * to them: it counts the `places` that it finds at the beginning of a token.
 */

/** Longer texts are hardly written for one use; and 60 ms is what the worst text of this length takes. */
const MAXIMUM_LENGTH = 8000;

/** In order: long comments and strings; comments of one line; strings, the plain ones captured; numbers, likewise. */
const PARTS =
  /(?:--)?\[(=*)\[.*?\]\1\]|--(?!\[=*\[)[^\r\n]*|("[^"\\\r\n]*"|'[^'\\\r\n]*')|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.])([1-9]\d{0,14})(?![\w.])/gs;
const NUMBER_PLACE = '\x01';
const STRING_PLACE = '\x02';
const COMMENT_PLACE = '\x03';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the placeholders
const PLACEHOLDERS = /[\x01-\x03]/;
const MINUS = 45;

export interface Skimmed {
  readonly shape: string;
  /** Where literals and comments were taken out, in ascending order. */
  readonly places: readonly number[];
  /** The literals as written, by their place; `undefined` for a comment. */
  readonly literals: readonly (string | undefined)[];
}

/** The shape of a text; undefined for texts that are better not looked at. */
export function skim(source: string): Skimmed | undefined {
  if (source.length > MAXIMUM_LENGTH || PLACEHOLDERS.test(source)) return undefined;
  const places: number[] = [];
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
  }
  return { shape: shape + source.slice(at), places, literals };
}

/** The value of a literal that was taken out. */
export function literalValue(literal: string | undefined): string | number | undefined {
  if (literal === undefined) return undefined;
  const first = literal.charCodeAt(0);
  return first === 34 || first === 39 ? literal.slice(1, -1) : Number(literal);
}

/** What a parser finds out about the places of a text while it reads it. */
export class Places {
  /** Places found at the beginning of a token. */
  found = 0;
  private readonly at: readonly number[];
  /** The literals whose value the program's code depends on: texts that differ there are different programs. */
  readonly fixed: boolean[];

  constructor(skimmed: Skimmed) {
    this.at = skimmed.places;
    this.fixed = skimmed.literals.map((literal) => literal !== undefined);
  }

  /** Whether all places were literals or comments. */
  get areSound(): boolean {
    return this.found === this.at.length;
  }

  /** The number of the place where a token begins; -1 if none does. */
  take(position: number): number {
    return this.at[this.found] === position ? this.found++ : -1;
  }
}

/**
 * A literal that other texts of the shape may have another value for. Code that takes the value from `place` when it
 * runs serves them all; whoever reads `value` while compiling fixes it for the shape.
 */
export class PlacedLiteral<Kind extends 'Number' | 'String', Value> {
  readonly kind: Kind;
  place: number | undefined;
  private current: Value;
  private readonly fixed: boolean[];

  constructor(kind: Kind, value: Value, place: number, places: Places) {
    this.kind = kind;
    this.current = value;
    this.place = place;
    this.fixed = places.fixed;
    this.fixed[place] = false;
  }

  get value(): Value {
    if (this.place !== undefined) this.fixed[this.place] = true;
    return this.current;
  }

  set value(value: Value) {
    if (this.place !== undefined) this.fixed[this.place] = true;
    this.place = undefined;
    this.current = value;
  }
}
