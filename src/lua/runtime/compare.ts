/**
 * Comparisons in full, with the metamethods `__eq`, `__lt` and `__le`. Generated code compares two numbers itself. Two
 * strings are compared byte by byte; since every char of a Lua string is one byte, that is JavaScript's own order.
 */
import { spend } from './budget.ts';
import { callHandler } from './call.ts';
import { typeName } from './error.ts';
import { BYTES_PER_STEP, LONG_TEXT, lookInto, PIECE } from './long-text.ts';
import { metamethod } from './metatable.ts';
import { type Code, raiseAt } from './site.ts';
import { LuaTable } from './table.ts';
import { LuaUserdata } from './userdata.ts';
import type { LuaValue } from './value.ts';

/** `a == b`. The metamethod `__eq` is called if both are tables, or both are userdata, and both have the same one. */
export function equals(left: LuaValue, right: LuaValue): boolean {
  if (typeof left === 'string') return isSameText(left, right);
  if (left === right) return true;
  const comparable =
    left instanceof LuaTable
      ? right instanceof LuaTable
      : left instanceof LuaUserdata && right instanceof LuaUserdata;
  if (!comparable) return false;
  const handler = sharedHandler(left, right, '__eq');
  return handler !== undefined && isTrue(callHandler(handler, left, right));
}

/** Whether a value is the same text as another: `rawequal`, and `==` of a long text. */
export function isSameText(left: string, right: LuaValue): boolean {
  if (typeof right !== 'string' || left.length !== right.length) return false;
  if (left.length >= LONG_TEXT) {
    lookInto(left);
    lookInto(right);
    spend((left.length / BYTES_PER_STEP) | 0);
  }
  return left === right;
}

/** `left < right` of two strings: of two long ones piece by piece. */
function isTextLess(left: string, right: string): boolean {
  return left.length < LONG_TEXT || right.length < LONG_TEXT ? left < right : isLongTextLess(left, right);
}

function isLongTextLess(left: string, right: string): boolean {
  lookInto(left);
  lookInto(right);
  const length = Math.min(left.length, right.length);
  for (let start = 0; start < length; start += PIECE) {
    const one = left.slice(start, start + PIECE);
    const other = right.slice(start, start + PIECE);
    spend((Math.min(length - start, PIECE) / BYTES_PER_STEP) | 0);
    if (one !== other) return one < other;
  }
  return left.length < right.length;
}

/** `a < b`. */
export function lessThan(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  if (typeof left === 'string' && typeof right === 'string') {
    return isTextLess(left, right);
  }
  const handler = sharedHandler(left, right, '__lt');
  if (handler === undefined) raiseOrder(left, right, code, site);
  return isTrue(callHandler(handler, left, right));
}

/** `a <= b`. If there is no metamethod `__le`, it is `not (b < a)` by the metamethod `__lt`. */
export function lessEqual(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left <= right;
  if (typeof left === 'string' && typeof right === 'string') {
    return !isTextLess(right, left);
  }
  const handler = sharedHandler(left, right, '__le');
  if (handler !== undefined) return isTrue(callHandler(handler, left, right));
  const reversed = sharedHandler(right, left, '__lt');
  if (reversed === undefined) raiseOrder(left, right, code, site);
  return !isTrue(callHandler(reversed, right, left));
}

/** `a > b`, which Lua defines as `b < a`. It is a function of its own so that `a` is evaluated first. */
export function greaterThan(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  return lessThan(right, left, code, site);
}

/** `a >= b`, which Lua defines as `b <= a`. */
export function greaterEqual(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  return lessEqual(right, left, code, site);
}

/** Whether a value counts as true: everything does but nil and false. */
export function isTrue(value: LuaValue): boolean {
  return value !== undefined && value !== false;
}

/** The metamethod that two values of the same type have in common; undefined if they have no common one. */
function sharedHandler(left: LuaValue, right: LuaValue, event: string): LuaValue {
  if (typeName(left) !== typeName(right)) return undefined;
  const handler = metamethod(left, event);
  return handler !== undefined && handler === metamethod(right, event) ? handler : undefined;
}

function raiseOrder(left: LuaValue, right: LuaValue, code: Code | undefined, site: number): never {
  const [first, second] = [typeName(left), typeName(right)];
  // Lua's C code compares only the third letters of the type names, so that it says "two string values" of a string and
  // a thread.
  const what = first[2] === second[2] ? `two ${first} values` : `${first} with ${second}`;
  raiseAt(`attempt to compare ${what}`, code, site);
}
