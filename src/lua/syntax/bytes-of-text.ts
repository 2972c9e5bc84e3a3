/** What the bytes of a text are to the lexer. A byte is a number; beyond the end of the text it is `END`. */

export const END = -1;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const QUOTE = 34;
export const MINUS = 45;
export const DOT = 46;
export const EQUALS = 61;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const UNDERSCORE = 95;

export const DIGIT_CLASS = 1;
export const LETTER_CLASS = 2;
export const BLANK_CLASS = 4;

/** The classes of each byte, as C's isdigit, isalpha (with `_`) and isspace define them in the C locale. */
const CLASSES = new Uint8Array(256);
for (let byte = 48; byte <= 57; byte++) CLASSES[byte] = DIGIT_CLASS;
for (let byte = 65; byte <= 90; byte++) CLASSES[byte] = CLASSES[byte + 32] = LETTER_CLASS;
CLASSES[UNDERSCORE] = LETTER_CLASS;
for (let byte = 9; byte <= 13; byte++) CLASSES[byte] = BLANK_CLASS;
CLASSES[32] = BLANK_CLASS;

/** Whether a byte has one of some classes; the end of a text has none. */
export function hasClass(byte: number, classes: number): boolean {
  return byte >= 0 && ((CLASSES[byte] ?? 0) & classes) !== 0;
}

/** Whether a byte ends a line. */
export function isNewline(byte: number): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
