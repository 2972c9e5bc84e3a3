/**
 * Sets of characters, and what is done with runs of them: one step a character, however long the text is. A regular
 * expression that repeats takes the square of the length where it is tried at each place, and remembers each step.
 */

/** By the code of a character: 1 if it is in the set. Characters beyond 255 are in none. */
export type CharacterSet = Readonly<Uint8Array>;

/** The set of the characters of a text. */
export function characterSet(characters: string): CharacterSet {
  const set = new Uint8Array(256);
  for (let position = 0; position < characters.length; position++) set[characters.charCodeAt(position)] = 1;
  return set;
}

/** The characters from one to another, both included. */
export function charactersFrom(first: string, last: string): string {
  let characters = '';
  for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++)
    characters += String.fromCharCode(code);
  return characters;
}

export const DIGITS = characterSet('0123456789');
export const HEX_DIGITS = characterSet('0123456789abcdefABCDEF');
/** What C's isspace takes for a space. */
export const BLANKS = characterSet(' \t\n\v\f\r');
export const LINE_ENDS = characterSet('\r\n');

/** Where the run of characters of a set that begins at `start` ends: the position of the first that is not in the set. */
export function endOfRun(text: string, start: number, set: CharacterSet, end = text.length): number {
  let position = start;
  while (position < end && set[text.charCodeAt(position)] === 1) position++;
  return position;
}

/** Whether a text has nothing but characters of a set; the empty text has. */
export function consistsOf(text: string, set: CharacterSet): boolean {
  return endOfRun(text, 0, set) === text.length;
}

/** Whether a text is one or more decimal digits. */
export function isDigits(text: string): boolean {
  return text.length > 0 && consistsOf(text, DIGITS);
}

/** The text without the characters of a set at its end. */
export function trimEnd(text: string, set: CharacterSet): string {
  let end = text.length;
  while (end > 0 && set[text.charCodeAt(end - 1)] === 1) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** The text without the characters of a set at both ends. */
export function trim(text: string, set: CharacterSet): string {
  const start = endOfRun(text, 0, set);
  return trimEnd(start === 0 ? text : text.slice(start), set);
}
