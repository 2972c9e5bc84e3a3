/** `string.gsub`: the matches of a pattern, each replaced by a text, or by what a table or a function says. */
import { MAXIMUM_ELEMENTS } from '../../bytes/ceilings.ts';
import { index } from '../runtime/access.ts';
import { accountMemory, spend } from '../runtime/budget.ts';
import { callForOne } from '../runtime/call.ts';
import { argumentError, raise, typeName } from '../runtime/error.ts';
import {
  CHUNK,
  finished,
  LONG_TEXT,
  lookInto,
  search,
  TextBuilder,
  withChunk,
} from '../runtime/long-text.ts';
import { errorHere } from '../runtime/lua-error.ts';
import { numberToString } from '../runtime/number.ts';
import { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaValue, MultiValue } from '../runtime/value.ts';
import { checkString, optionalInt } from './arguments.ts';
import { compilePattern, type Pattern } from './string-pattern.ts';

/** How many bytes a part of a replacement counts for, which may be a text of its own. */
const PART_BYTES = 24;
/** The parts of a replacement are counted as memory when there are so many more of them. */
const COUNTED_PARTS = 4096;
/** So many parts are put together without a charge. */
const FEW_PARTS = 64;

/**
 * Computes what replaces the latest match; undefined or false keeps it. The Lua code that it calls may match the same
 * pattern, so it reads the captures first.
 */
type Replacer = (pattern: Pattern) => LuaValue;

/** A replacement text's literal parts and the numbers of captures (0: the whole match) in turn. */
function replacementParts(replacement: string): (string | number)[] {
  const parts: (string | number)[] = [];
  let counted = 0;
  for (let position = 0; position < replacement.length; position++) {
    const percent = search(replacement, '%', position);
    if (percent < 0) {
      parts.push(replacement.slice(position));
      break;
    }
    if (percent > position) parts.push(replacement.slice(position, percent));
    // C reads the NUL behind the text when it ends with a percent sign.
    const next = replacement[percent + 1] ?? '\0';
    parts.push(next >= '0' && next <= '9' ? Number(next) : next);
    position = percent + 1;
    if (parts.length - counted < COUNTED_PARTS) continue;
    if (parts.length >= MAXIMUM_ELEMENTS) throw errorHere('not enough memory');
    spend(parts.length - counted);
    accountMemory((parts.length - counted) * PART_BYTES);
    counted = parts.length;
  }
  return parts;
}

function textReplacer(replacement: string): Replacer {
  const parts = replacementParts(replacement);
  if (parts.length > FEW_PARTS) return (pattern) => joinedParts(parts, pattern);
  return (pattern) => {
    let result = '';
    for (const part of parts) {
      if (typeof part === 'string') result += part;
      else result += part === 0 ? pattern.whole() : pattern.capture(part - 1);
    }
    return result;
  };
}

function joinedParts(parts: readonly (string | number)[], pattern: Pattern): string {
  const result = new TextBuilder();
  for (let place = 0; place < parts.length; place++) {
    const part = parts[place];
    if (typeof part === 'string') result.append(part);
    else result.append(part === 0 ? pattern.whole() : `${pattern.capture(part - 1)}`);
    if ((place + 1) % FEW_PARTS === 0) spend(FEW_PARTS);
  }
  return result.finish();
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
  if (typeof replacement !== 'string') return undefined;
  const hasParts =
    replacement.length < LONG_TEXT ? replacement.includes('%') : search(replacement, '%', 0) >= 0;
  return hasParts ? undefined : replacement;
}

function replacerFor(replacement: LuaValue): Replacer {
  if (typeof replacement === 'string') return textReplacer(replacement);
  if (typeof replacement === 'function') return functionReplacer(replacement);
  if (replacement instanceof LuaTable) return tableReplacer(replacement);
  argumentError(3, 'string/function/table expected');
}

export const gsub: LuaFunction = (...values) => {
  const text = checkString(values[0], 1, values.length);
  const wanted = checkString(values[1], 2, values.length);
  const limit = values.length > 3 ? optionalInt(values[3], 4, text.length + 1) : text.length + 1;
  const constant = constantReplacement(values[2]);
  const replace = constant === undefined ? replacerFor(values[2]) : undefined;
  if (text.length >= LONG_TEXT) lookInto(text);
  const pattern = compilePattern(wanted);
  let chunks = '';
  let result = '';
  let copied = 0;
  let count = 0;
  let position = 0;
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
    if (result.length >= CHUNK) {
      pattern.forget();
      chunks = withChunk(chunks, result);
      result = '';
    }
    if (pattern.anchored) break;
  }
  pattern.forget();
  if (count === 0) return new MultiValue([text, 0]);
  if (copied < text.length) result += text.slice(copied);
  return new MultiValue([finished(chunks, result), count]);
};
