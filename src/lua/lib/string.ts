/**
 * The string library on byte strings, with Lua 5.1's coercions, limits and error texts.
 *
 * Positions are 64-bit integers in Lua 5.1; here they are doubles that hold whole numbers.
 */

import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import { index } from '../runtime/access.ts';
import { accountMemory, spend } from '../runtime/budget.ts';
import { callForOne } from '../runtime/call.ts';
import { argumentError, LuaError, raise, typeName } from '../runtime/error.ts';
import { numberToString } from '../runtime/number.ts';
import type { LuaState } from '../runtime/state.ts';
import { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, NO_VALUES } from '../runtime/value.ts';
import {
  checkFunction,
  checkInt,
  checkInteger,
  checkString,
  optionalInt,
  optionalInteger,
} from './arguments.ts';
import { createLibrary } from './library.ts';
import { formatValues } from './string-format.ts';
import { compilePattern, isPlain, type Pattern } from './string-pattern.ts';

/** Results shorter than this are not counted as memory, because counting would cost more than it tells. */
const ACCOUNTED_LENGTH = 256;
/** A result that is built piece by piece is counted as memory each time that it has grown by this much. */
const ACCOUNTED_STEP = 2 ** 20;
/** How many bytes a function copies for one step of the budget. */
const BYTES_PER_STEP = 64;
/** How many bytes `reverse` reverses at a time. */
const REVERSED_BLOCK = 4096;
/** `string.byte` takes a faster way for up to this many bytes, which are too few to be counted as memory. */
const SHORT_SLICE = 8;
/** `string.byte` returns at most this many values, because Lua's stack would not hold more. */
const MAXIMUM_RESULTS = 7990;

/** Converts a position, which counts from the end if it is negative. */
function fromEnd(position: number, length: number): number {
  return Math.max(position < 0 ? position + length + 1 : position, 0);
}

function account(text: string): string {
  if (text.length >= ACCOUNTED_LENGTH) {
    accountMemory(text.length);
    spend(Math.ceil(text.length / BYTES_PER_STEP));
  }
  return text;
}

// The functions that scripts call most often begin with the case that needs no coercion. They read `values` at constant
// indices below its length, because V8 then does not make an array of it.

const len: LuaFunction = (...values) => checkString(values[0], 1, values.length).length;

function slice(text: string, first: number, last: number): string {
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
        return text.charAt(first - 1);
      }
      if ((first | 0) === first && (last | 0) === last) return slice(text, first, last);
    }
  }
  const text = checkString(values[0], 1, values.length);
  const first = checkInteger(values[1], 2, values.length);
  return slice(text, first, optionalInteger(values[2], 3, -1));
};

/**
 * Reverses the bytes of the piece that ends before `end`. A long text is reversed piece by piece, because V8 would keep
 * a text that is put together byte by byte as a tree with a node for each byte.
 */
function reversed(text: string, end: number): string {
  const codes: number[] = [];
  const start = Math.max(end - REVERSED_BLOCK, 0);
  for (let position = end - 1; position >= start; position--) codes.push(text.charCodeAt(position));
  return String.fromCharCode(...codes);
}

const reverse: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  spend(text.length);
  let result = '';
  for (let end = text.length; end > 0; end -= REVERSED_BLOCK) result += reversed(text, end);
  return account(result);
};

// JavaScript's own conversions know Latin-1; the C locale knows ASCII only.
const BEYOND_ASCII = /[\x80-\xff]/;

const lower: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  return account(
    BEYOND_ASCII.test(text) ? text.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : text.toLowerCase(),
  );
};

const upper: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  return account(
    BEYOND_ASCII.test(text) ? text.replace(/[a-z]+/g, (run) => run.toUpperCase()) : text.toUpperCase(),
  );
};

const rep: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const times = checkInt(values[1], 2, values.length);
  if (times <= 0 || text === '') return '';
  const length = text.length * times;
  if (length > MAXIMUM_STRING) throw new LuaError('not enough memory');
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
      return bytes(text, first, last);
    }
  }
  const text = checkString(values[0], 1, values.length);
  const from = fromEnd(optionalInteger(values[1], 2, 1), text.length);
  const to = fromEnd(optionalInteger(values[2], 3, from), text.length);
  const start = from <= 0 ? 1 : from;
  const end = Math.min(to, text.length);
  if (start > end) return NO_VALUES;
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
  const plain = values.length > 3 ? values[3] : undefined;
  if ((plain !== undefined && plain !== false) || isPlain(wanted)) {
    const found = text.indexOf(wanted, from);
    if (text.length >= ACCOUNTED_LENGTH) spend(Math.ceil(text.length / BYTES_PER_STEP));
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
  const pattern = compilePattern(wanted);
  return pattern.find(text, from) ? captures(pattern) : undefined;
};

const gmatch: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const pattern = compilePattern(checkString(values[1], 2, values.length), false);
  let position = 0;
  return () => {
    if (position > text.length || !pattern.find(text, position)) return NO_VALUES;
    // An empty match moves on by one, or it would be found again.
    position = pattern.end === pattern.start ? pattern.end + 1 : pattern.end;
    return captures(pattern);
  };
};

/**
 * Computes what replaces the latest match; undefined or false keeps it. The Lua code that it calls may match the same
 * pattern, so it reads the captures first.
 */
type Replacer = (pattern: Pattern) => LuaValue;

/** A replacement text's literal parts and the numbers of captures (0: the whole match) in turn. */
function replacementParts(replacement: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (let position = 0; position < replacement.length; position++) {
    const percent = replacement.indexOf('%', position);
    if (percent < 0) {
      parts.push(replacement.slice(position));
      break;
    }
    if (percent > position) parts.push(replacement.slice(position, percent));
    // C reads the NUL behind the text when it ends with a percent sign.
    const next = replacement[percent + 1] ?? '\0';
    parts.push(next >= '0' && next <= '9' ? Number(next) : next);
    position = percent + 1;
  }
  return parts;
}

function textReplacer(replacement: string): Replacer {
  const parts = replacementParts(replacement);
  return (pattern) => {
    let result = '';
    for (const part of parts) {
      if (typeof part === 'string') result += part;
      else result += part === 0 ? pattern.whole() : pattern.capture(part - 1);
    }
    return result;
  };
}

function functionReplacer(replacement: LuaFunction): Replacer {
  return (pattern) => {
    if (pattern.resultCount === 1) {
      const capture = pattern.capture(0);
      pattern.forget();
      return callForOne(replacement, capture);
    }
    const values = pattern.appendCaptures([], true);
    pattern.forget();
    return callForOne(replacement, ...values);
  };
}

function tableReplacer(replacement: LuaTable): Replacer {
  return (pattern) => {
    const capture = pattern.capture(0);
    pattern.forget();
    return index(replacement, capture);
  };
}

/** What replaces each match alike, if anything does. */
function constantReplacement(replacement: LuaValue): string | undefined {
  if (typeof replacement === 'number') return numberToString(replacement);
  return typeof replacement === 'string' && !replacement.includes('%') ? replacement : undefined;
}

function replacerFor(replacement: LuaValue): Replacer {
  if (typeof replacement === 'string') return textReplacer(replacement);
  if (typeof replacement === 'function') return functionReplacer(replacement);
  if (replacement instanceof LuaTable) return tableReplacer(replacement);
  argumentError(3, 'string/function/table expected');
}

const gsub: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const wanted = checkString(values[1], 2, values.length);
  const limit = values.length > 3 ? optionalInt(values[3], 4, text.length + 1) : text.length + 1;
  const constant = constantReplacement(values[2]);
  const replace = constant === undefined ? replacerFor(values[2]) : undefined;
  const pattern = compilePattern(wanted);
  let result = '';
  let copied = 0;
  let count = 0;
  let position = 0;
  let accounted = 0;
  while (count < limit && position <= text.length && pattern.find(text, position)) {
    count++;
    // The replacement may run Lua code that matches the same pattern.
    const { start, end } = pattern;
    const value = replace === undefined ? constant : replace(pattern);
    if (value === undefined || value === false) result += text.slice(copied, end);
    else {
      if (start > copied) result += text.slice(copied, start);
      if (typeof value === 'string') result += value;
      else if (typeof value === 'number') result += numberToString(value);
      else raise(`invalid replacement value (a ${typeName(value)})`);
    }
    copied = end;
    position = end > start ? end : end + 1;
    if (result.length - accounted > ACCOUNTED_STEP) {
      pattern.forget();
      accountMemory(result.length - accounted);
      accounted = result.length;
    }
    if (pattern.anchored) break;
  }
  pattern.forget();
  if (count === 0) return new MultiValue([account(text), 0]);
  return new MultiValue([account(copied < text.length ? result + text.slice(copied) : result), count]);
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
