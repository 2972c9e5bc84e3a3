/**
 * The operators `..` and `#`. Strings are joined by JavaScript's `+`, which does not copy them at once (V8 keeps a
 * rope, a tree of pieces), so that a loop with `s = s .. x` takes linear time.
 */
import { accountMemory, spend } from './budget.ts';
import { callHandler } from './call.ts';
import { metamethod } from './metatable.ts';
import { numberToString } from './number.ts';
import { type Code, raiseOperand } from './site.ts';
import { LuaTable } from './table.ts';
import { LuaUserdata } from './userdata.ts';
import type { LuaValue } from './value.ts';

/** Strings from this length on count as memory. Counting shorter ones would cost more than they do. */
const ACCOUNTED_LENGTH = 1024;
/** Joining does not copy the bytes, but whatever looks into the string later does; that is counted here. */
const BYTES_PER_STEP = 256;

/** `left .. right`. */
export function concat(left: LuaValue, right: LuaValue, code?: Code, site = 0): LuaValue {
  const head = typeof left === 'string' ? left : typeof left === 'number' ? numberToString(left) : undefined;
  if (head !== undefined) {
    const tail =
      typeof right === 'string' ? right : typeof right === 'number' ? numberToString(right) : undefined;
    if (tail !== undefined) {
      const joined = head + tail;
      if (joined.length >= ACCOUNTED_LENGTH) {
        accountMemory(joined.length);
        spend((joined.length / BYTES_PER_STEP) | 0);
      }
      return joined;
    }
  }
  const handler = metamethod(left, '__concat') ?? metamethod(right, '__concat');
  if (handler !== undefined) return callHandler(handler, left, right);
  if (head === undefined) raiseOperand('concatenate', left, 'left', code, site);
  raiseOperand('concatenate', right, 'right', code, site);
}

/** `a .. b .. c ...` of many operands, joined from right to left. Site `site + i` is that of operands i and i + 1. */
export function concatMany(values: LuaValue[], code?: Code, site = 0): LuaValue {
  let result = values[values.length - 1];
  for (let position = values.length - 2; position >= 0; position--) {
    result = concat(values[position], result, code, site + position);
  }
  return result;
}

/** `#value`. Lua 5.1 calls the metamethod `__len` of userdata only. */
export function lengthOf(value: LuaValue, code?: Code, site = 0): LuaValue {
  if (value instanceof LuaTable) return value.length();
  if (typeof value === 'string') return value.length;
  const handler = value instanceof LuaUserdata ? metamethod(value, '__len') : undefined;
  if (handler !== undefined) return callHandler(handler, value);
  raiseOperand('get length of', value, 'left', code, site);
}
