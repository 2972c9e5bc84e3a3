/**
 * Comparison beyond two numbers or two strings, which compare byte by byte (JavaScript's own order on byte strings).
 */
import { spend } from './budget.ts';
import { callHandler } from './call.ts';
import { typeName } from './error.ts';
import { metamethod } from './metatable.ts';
import { type Code, raiseAt } from './site.ts';
import { LuaTable } from './table.ts';
import { LuaUserdata } from './userdata.ts';
import type { LuaValue } from './value.ts';

const LONG_TEXT = 1024;
const BYTES_PER_STEP = 64;

/** `a == b`, with `__eq` where both are tables or both userdata and have the same handler. */
export function equals(left: LuaValue, right: LuaValue): boolean {
  if (left === right) return true;
  const comparable =
    left instanceof LuaTable
      ? right instanceof LuaTable
      : left instanceof LuaUserdata && right instanceof LuaUserdata;
  if (!comparable) return false;
  const handler = sharedHandler(left, right, '__eq');
  return handler !== undefined && isTrue(callHandler(handler, left, right));
}

/** Long texts may have to be compared to their ends. */
function spendOnText(left: string, right: string): void {
  if (left.length > LONG_TEXT && right.length > LONG_TEXT) {
    spend(Math.ceil(Math.min(left.length, right.length) / BYTES_PER_STEP));
  }
}

/** `a < b`. */
export function lessThan(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  if (typeof left === 'string' && typeof right === 'string') {
    spendOnText(left, right);
    return left < right;
  }
  const handler = sharedHandler(left, right, '__lt');
  if (handler === undefined) raiseOrder(left, right, code, site);
  return isTrue(callHandler(handler, left, right));
}

/** `a <= b`: by `__le`, else as `not (b < a)` by `__lt`. */
export function lessEqual(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left <= right;
  if (typeof left === 'string' && typeof right === 'string') {
    spendOnText(left, right);
    return left <= right;
  }
  const handler = sharedHandler(left, right, '__le');
  if (handler !== undefined) return isTrue(callHandler(handler, left, right));
  const reversed = sharedHandler(right, left, '__lt');
  if (reversed === undefined) raiseOrder(left, right, code, site);
  return !isTrue(callHandler(reversed, right, left));
}

/** `a > b`: `b < a`, for call sites that evaluate `a` first. */
export function greaterThan(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  return lessThan(right, left, code, site);
}

/** `a >= b`: `b <= a`. */
export function greaterEqual(left: LuaValue, right: LuaValue, code?: Code, site = 0): boolean {
  return lessEqual(right, left, code, site);
}

/** Everything but nil and false is true. */
export function isTrue(value: LuaValue): boolean {
  return value !== undefined && value !== false;
}

/** The handler that two values of one type have in common; there is no comparison without. */
function sharedHandler(left: LuaValue, right: LuaValue, event: string): LuaValue {
  if (typeName(left) !== typeName(right)) return undefined;
  const handler = metamethod(left, event);
  return handler !== undefined && handler === metamethod(right, event) ? handler : undefined;
}

function raiseOrder(left: LuaValue, right: LuaValue, code: Code | undefined, site: number): never {
  const [first, second] = [typeName(left), typeName(right)];
  // C compares the third letters of the names: a string and a thread count as alike.
  const what = first[2] === second[2] ? `two ${first} values` : `${first} with ${second}`;
  raiseAt(`attempt to compare ${what}`, code, site);
}
