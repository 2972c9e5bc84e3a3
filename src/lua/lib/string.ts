/**
 * The string library on byte strings, with Lua 5.1's coercions, limits and error texts.
 *
 * Positions are 64-bit integers in Lua 5.1; here they are doubles that hold whole numbers.
 */

import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import { accountMemory, spend } from '../runtime/budget.ts';
import { argumentError, raise } from '../runtime/error.ts';
import { BYTES_PER_STEP, LONG_TEXT, lookInto, search } from '../runtime/long-text.ts';
import { errorHere } from '../runtime/lua-error.ts';
import type { LuaState } from '../runtime/state.ts';
import { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, NO_VALUES } from '../runtime/value.ts';
import { checkFunction, checkInt, checkInteger, checkString, optionalInteger } from './arguments.ts';
import { createLibrary } from './library.ts';
import { formatValues } from './string-format.ts';
import { compilePattern, isPlain, type Pattern } from './string-pattern.ts';
import { gsub } from './string-replace.ts';
import { lowerCase, reverseBytes, upperCase } from './string-translate.ts';

/** Results shorter than this are not counted as memory, because counting would cost more than it tells. */
const ACCOUNTED_LENGTH = 256;
/** `string.byte` takes a faster way for up to this many bytes, which are too few to be counted as memory. */
const SHORT_SLICE = 8;
/** `string.byte` returns at most this many values, because Lua's stack would not hold more. */
const MAXIMUM_RESULTS = 7990;

/** Converts a position, which counts from the end if it is negative. */
function fromEnd(position: number, length: number): number {
  return Math.max(position < 0 ? position + length + 1 : position, 0);
}

// The functions that scripts call most often begin with the case that needs no coercion. They read `values` at constant
// indices below its length, because V8 then does not make an array of it.

const len: LuaFunction = (...values) => checkString(values[0], 1, values.length).length;

function slice(text: string, first: number, last: number): string {
  if (text.length >= LONG_TEXT) lookInto(text);
  const start = fromEnd(first, text.length);
  const end = fromEnd(last, text.length);
  // A long slice is charged here, although V8 copies it only when something reads it.
  if (end - start >= ACCOUNTED_LENGTH) spend(Math.ceil((end - start) / BYTES_PER_STEP));
  return text.slice(start < 1 ? 0 : start - 1, end);
}

const sub: LuaFunction = (...values) => {
  if (values.length === 3) {
    const text = values[0];
    const first = values[1];
    const last = values[2];
    if (typeof text === 'string' && typeof first === 'number' && typeof last === 'number') {
      if (first === last && first > 0 && first <= text.length && (first | 0) === first) {
        if (text.length >= LONG_TEXT) lookInto(text);
        return text.charAt(first - 1);
      }
      if ((first | 0) === first && (last | 0) === last) return slice(text, first, last);
    }
  }
  const text = checkString(values[0], 1, values.length);
  const first = checkInteger(values[1], 2, values.length);
  return slice(text, first, optionalInteger(values[2], 3, -1));
};

const reverse: LuaFunction = (...values) => reverseBytes(checkString(values[0], 1, values.length));

const lower: LuaFunction = (...values) => lowerCase(checkString(values[0], 1, values.length));

const upper: LuaFunction = (...values) => upperCase(checkString(values[0], 1, values.length));

const rep: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const times = checkInt(values[1], 2, values.length);
  if (times <= 0 || text === '') return '';
  const length = text.length * times;
  if (length > MAXIMUM_STRING) throw errorHere('not enough memory');
  if (length >= ACCOUNTED_LENGTH) {
    accountMemory(length);
    spend(Math.ceil(length / BYTES_PER_STEP));
  }
  return text.repeat(times);
};

/** The bytes at `start..end` (1-based), two or more. */
function bytes(text: string, start: number, end: number): MultiValue {
  const first = text.charCodeAt(start - 1);
  const second = text.charCodeAt(start);
  // Literals: an array that grows is made four times too large, and takes longer.
  switch (end - start) {
    case 1:
      return new MultiValue([first, second]);
    case 2:
      return new MultiValue([first, second, text.charCodeAt(end - 1)]);
    case 3:
      return new MultiValue([first, second, text.charCodeAt(start + 1), text.charCodeAt(end - 1)]);
  }
  const codes: LuaValue[] = new Array(end - start + 1);
  for (let offset = 0; offset < codes.length; offset++) codes[offset] = text.charCodeAt(start - 1 + offset);
  return new MultiValue(codes);
}

const byte: LuaFunction = (...values) => {
  if (values.length === 2) {
    const text = values[0];
    const position = values[1];
    if (
      typeof text === 'string' &&
      typeof position === 'number' &&
      position > 0 &&
      position <= text.length &&
      (position | 0) === position
    ) {
      if (text.length >= LONG_TEXT) lookInto(text);
      return text.charCodeAt(position - 1);
    }
  }
  if (values.length === 3) {
    const text = values[0];
    const first = values[1];
    const last = values[2];
    if (
      typeof text === 'string' &&
      typeof first === 'number' &&
      typeof last === 'number' &&
      first > 0 &&
      first < last &&
      last <= text.length &&
      last - first < SHORT_SLICE &&
      (first | 0) === first &&
      (last | 0) === last
    ) {
      if (text.length >= LONG_TEXT) lookInto(text);
      return bytes(text, first, last);
    }
  }
  const text = checkString(values[0], 1, values.length);
  const from = fromEnd(optionalInteger(values[1], 2, 1), text.length);
  const to = fromEnd(optionalInteger(values[2], 3, from), text.length);
  const start = from <= 0 ? 1 : from;
  const end = Math.min(to, text.length);
  if (start > end) return NO_VALUES;
  if (text.length >= LONG_TEXT) lookInto(text);
  if (start === end) return text.charCodeAt(start - 1);
  if (end - start >= MAXIMUM_RESULTS) raise('stack overflow (string slice too long)');
  spend(end - start);
  return bytes(text, start, end);
};

const char: LuaFunction = (...values) => {
  if (values.length === 1) {
    const code = values[0];
    if (typeof code === 'number' && (code & 0xff) === code) return String.fromCharCode(code);
  }
  let text = '';
  for (let position = 1; position <= values.length; position++) {
    const code = checkInt(values[position - 1], position, values.length);
    if ((code & 0xff) !== code) argumentError(position, 'invalid value');
    text += String.fromCharCode(code);
  }
  return text;
};

const dump: LuaFunction = (...values) => {
  checkFunction(values[0], 1, values.length);
  // There is no bytecode to give.
  raise('unable to dump given function');
};

const format: LuaFunction = (...values) => formatValues(values);

/** Where a search starts (0-based). */
function searchStart(value: LuaValue, length: number): number {
  const start = value === undefined ? 0 : fromEnd(optionalInteger(value, 3, 1), length) - 1;
  return start < 0 ? 0 : Math.min(start, length);
}

const find: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const wanted = checkString(values[1], 2, values.length);
  const from = values.length > 2 ? searchStart(values[2], text.length) : 0;
  if (text.length >= LONG_TEXT) lookInto(text);
  const plain = values.length > 3 ? values[3] : undefined;
  if ((plain !== undefined && plain !== false) || isPlain(wanted)) {
    const found = search(text, wanted, from);
    return found < 0 ? undefined : new MultiValue([found + 1, found + wanted.length]);
  }
  const pattern = compilePattern(wanted);
  if (!pattern.find(text, from)) return undefined;
  const result = new MultiValue(pattern.appendCaptures([pattern.start + 1, pattern.end], false));
  pattern.forget();
  return result;
};

/** All captures of the latest match as a result. */
function captures(pattern: Pattern): LuaResult {
  const result =
    pattern.resultCount === 1 ? pattern.capture(0) : new MultiValue(pattern.appendCaptures([], true));
  pattern.forget();
  return result;
}

const match: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const wanted = checkString(values[1], 2, values.length);
  const from = values.length > 2 ? searchStart(values[2], text.length) : 0;
  if (text.length >= LONG_TEXT) lookInto(text);
  const pattern = compilePattern(wanted);
  return pattern.find(text, from) ? captures(pattern) : undefined;
};

const gmatch: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const pattern = compilePattern(checkString(values[1], 2, values.length), false);
  let position = 0;
  return () => {
    if (text.length >= LONG_TEXT) lookInto(text);
    if (position > text.length || !pattern.find(text, position)) return NO_VALUES;
    // An empty match moves on by one, or it would be found again.
    position = pattern.end === pattern.start ? pattern.end + 1 : pattern.end;
    return captures(pattern);
  };
};

const functions: Readonly<Record<string, LuaFunction>> = {
  byte,
  char,
  dump,
  find,
  format,
  gfind: gmatch,
  gmatch,
  gsub,
  len,
  lower,
  match,
  rep,
  reverse,
  sub,
  upper,
};
for (const [name, builtin] of Object.entries(functions)) builtin.luaName = name;

/** Puts `string` into the globals and makes it the methods of all strings. */
export function openString(state: LuaState): void {
  const library = createLibrary(functions);
  state.globals.setString('string', library);
  const metatable = new LuaTable();
  metatable.setString('__index', library);
  state.stringMetatable = metatable;
}
