/** Sets of characters in Lua patterns: classes such as `%a`, sets in brackets, and single characters (bytes). */

import { accountMemory, spend } from '../runtime/budget.ts';

/** A set of characters. The element for each byte is 1 if the byte belongs to the set, and otherwise 0. */
export type CharacterSet = Uint8Array;

export const EMPTY_SET: CharacterSet = new Uint8Array(256);
export const ANY_SET: CharacterSet = new Uint8Array(256).fill(1);

export const code = (character: string) => character.charCodeAt(0);
export const PERCENT = code('%');
export const isDigit = (c: number) => c >= 48 && c <= 57;
const isLower = (c: number) => c >= 97 && c <= 122;
const isUpper = (c: number) => c >= 65 && c <= 90;
const isAlpha = (c: number) => isLower(c) || isUpper(c);
const isGraph = (c: number) => c > 32 && c < 127;

/** The classes of the C locale. */
const CLASSES: ReadonlyMap<string, (c: number) => boolean> = new Map([
  ['a', isAlpha],
  ['c', (c) => c < 32 || c === 127],
  ['d', isDigit],
  ['l', isLower],
  ['p', (c) => isGraph(c) && !isAlpha(c) && !isDigit(c)],
  ['s', (c) => c === 32 || (c >= 9 && c <= 13)],
  ['u', isUpper],
  ['w', (c) => isAlpha(c) || isDigit(c)],
  ['x', (c) => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70)],
  ['z', (c) => c === 0],
]);

/** The sets of classes, at most one for each byte: constants that are made when they are first needed. */
const classSets = new Map<number, CharacterSet>();

/** The set for `%x`: a class, or its complement if the letter is in upper case, or else the character itself. */
export function classSet(character: number): CharacterSet {
  let set = classSets.get(character);
  if (set !== undefined) return set;
  set = new Uint8Array(256);
  const letter = String.fromCharCode(character);
  const test = CLASSES.get(letter.toLowerCase());
  if (test === undefined || !isAlpha(character)) set[character] = 1;
  else {
    const member = isLower(character) ? 1 : 0;
    for (let c = 0; c < 256; c++) set[c] = test(c) ? member : 1 - member;
  }
  classSets.set(character, set);
  return set;
}

/** The sets of one byte each, at most 256: constants that are made when they are first needed. */
const literalSets: (CharacterSet | undefined)[] = [];

export function literalSet(character: number): CharacterSet {
  let set = literalSets[character];
  if (set === undefined) {
    set = new Uint8Array(256);
    set[character] = 1;
    literalSets[character] = set;
  }
  return set;
}

/** How many steps a member costs, which may be a class, and how many bytes a set takes. */
const STEPS_PER_MEMBER = 32;
const SET_BYTES = 400;

/** The set for `[...]`, whose brackets are at `start` and at `end`. */
export function bracketSet(pattern: string, start: number, end: number): CharacterSet {
  accountMemory(SET_BYTES);
  const set = new Uint8Array(256);
  let position = start + 1;
  const complement = pattern.charCodeAt(position) === code('^');
  if (complement) position++;
  for (; position < end; position++) {
    spend(STEPS_PER_MEMBER);
    const character = pattern.charCodeAt(position);
    if (character === PERCENT) {
      position++;
      const members = classSet(pattern.charCodeAt(position));
      for (let c = 0; c < 256; c++) set[c] |= members[c];
    } else if (pattern.charCodeAt(position + 1) === code('-') && position + 2 < end) {
      const last = pattern.charCodeAt(position + 2);
      for (let c = character; c <= last; c++) set[c] = 1;
      position += 2;
    } else set[character] = 1;
  }
  if (complement) for (let c = 0; c < 256; c++) set[c] ^= 1;
  return set;
}
