/** `string.lower`, `string.upper`, `string.reverse` and `%q`: every byte of a text changed or moved, piece by piece. */
import { bytesToString } from '../../bytes/convert.ts';
import { spend } from '../runtime/budget.ts';
import { LONG_TEXT, lookInto, TextBuilder } from '../runtime/long-text.ts';

/** How many bytes are changed at a time. */
const PIECE = 4096;
/** So many bytes are a string sooner by their codes than by way of an array of bytes. */
const FEW = 64;

/** JavaScript's own conversions know all of Unicode, and make `U+0178` of `ÿ`; the C locale knows ASCII only. */
const BEYOND_ASCII = /[\x80-\xff]/;

const CASE_BIT = 32;
const LOWER = caseTable('a');
const UPPER = caseTable('A');

/** By each byte, the byte for it: letters in the case of `first`, which is A or a, and all others as they are. */
function caseTable(first: string): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const start = first.charCodeAt(0);
  for (let letter = start; letter < start + 26; letter++) table[letter ^ CASE_BIT] = letter;
  return table;
}

/** By each byte up to the backslash, what stands for it in a string literal, if not the byte itself. */
const BACKSLASH = 92;
const ESCAPED: (string | undefined)[] = new Array(BACKSLASH + 1).fill(undefined);
for (const escaped of ['\\"', '\\\\', '\\\n']) ESCAPED[escaped.charCodeAt(1)] = escaped;
ESCAPED[0] = '\\000';
ESCAPED[13] = '\\r';
const LONGEST_ESCAPE = 4;

/** Scratch space: written and read within one synchronous call. */
const scratch = new Uint8Array(PIECE * LONGEST_ESCAPE);

function translated(text: string, table: Uint8Array): string {
  for (let position = 0; position < text.length; position++) {
    scratch[position] = table[text.charCodeAt(position)];
  }
  return bytesToString(scratch, 0, text.length);
}

const lowerPiece = (text: string) => (BEYOND_ASCII.test(text) ? translated(text, LOWER) : text.toLowerCase());

const upperPiece = (text: string) => (BEYOND_ASCII.test(text) ? translated(text, UPPER) : text.toUpperCase());

function reversedPiece(text: string): string {
  if (text.length <= FEW) {
    const codes: number[] = [];
    for (let position = text.length - 1; position >= 0; position--) codes.push(text.charCodeAt(position));
    return String.fromCharCode(...codes);
  }
  let end = text.length;
  for (let position = 0; position < text.length; position++) scratch[--end] = text.charCodeAt(position);
  return bytesToString(scratch, 0, text.length);
}

/** How many bytes are changed in the time of a step. */
const BYTES_PER_STEP = 16;

/** A text that is changed as a whole. */
function atOnce(text: string, change: (piece: string) => string): string {
  if (text.length > FEW) spend((text.length / BYTES_PER_STEP) | 0);
  return change(text);
}

/** A text whose pieces are changed each by itself. */
function inPieces(text: string, change: (piece: string) => string): string {
  if (text.length < LONG_TEXT) return atOnce(text, change);
  lookInto(text);
  const result = new TextBuilder();
  for (let start = 0; start < text.length; start += PIECE) {
    result.append(atOnce(text.slice(start, start + PIECE), change));
  }
  return result.finish();
}

/** The text with ASCII's capital letters as small ones. */
export function lowerCase(text: string): string {
  return text.length <= FEW ? lowerPiece(text) : inPieces(text, lowerPiece);
}

/** The text with ASCII's small letters as capital ones. */
export function upperCase(text: string): string {
  return text.length <= FEW ? upperPiece(text) : inPieces(text, upperPiece);
}

/** The text's bytes from the last to the first. */
export function reverseBytes(text: string): string {
  if (text.length < LONG_TEXT) return atOnce(text, reversedPiece);
  lookInto(text);
  const result = new TextBuilder();
  for (let end = text.length; end > 0; end -= PIECE) {
    result.append(atOnce(text.slice(Math.max(end - PIECE, 0), end), reversedPiece));
  }
  return result.finish();
}

function quotedPiece(text: string): string {
  let end = 0;
  for (let position = 0; position < text.length; position++) {
    const byte = text.charCodeAt(position);
    const escaped = byte > BACKSLASH ? undefined : ESCAPED[byte];
    if (escaped === undefined) scratch[end++] = byte;
    else for (let place = 0; place < escaped.length; place++) scratch[end++] = escaped.charCodeAt(place);
  }
  return bytesToString(scratch, 0, end);
}

/** `%q`: a string literal that Lua reads back as the same string. */
export function quoted(text: string): string {
  return `"${inPieces(text, quotedPiece)}"`;
}
