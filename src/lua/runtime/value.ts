/**
 * How Lua values are represented in JavaScript, and how Lua functions are called.
 *
 * Representation: nil is `undefined`, and `null` is not a Lua value. Booleans and numbers are JavaScript's own. A Lua
 * string is a byte string, a JavaScript string in which every char code is one byte, 0 to 255. A Lua function is a
 * JavaScript function. Tables, userdata and coroutines are objects of classes, which are declared in files of their
 * own, so that this file, which all others import, need not import any.
 *
 * Calling convention: arguments are passed by position, and a missing one is nil. A function with exactly one result
 * returns the bare value; with no result, or with several, it returns a `MultiValue`. Host code calls Lua functions
 * through `call` (call.ts), because a function may return a tail call that has yet to be made.
 */

/** What the classes of Lua objects have in common: `LuaTable`, `LuaUserdata` and `LuaCoroutine`. */
export interface LuaObject {
  /** The type, as the builtin `type` names it. */
  readonly typeName: 'table' | 'userdata' | 'thread';
}

/** Any value that a Lua variable can hold. */
export type LuaValue = undefined | boolean | number | string | LuaFunction | LuaObject;

/** What a Lua function returns: one value as it is, and none or several as a `MultiValue`. */
export type LuaResult = LuaValue | MultiValue;

/**
 * A Lua function: `(a, b) => result`. The number of arguments distinguishes nil from "no value". If `this` is
 * `PAUSABLE` (coroutine.ts), the caller is prepared for the function to pause, and it may then return `YIELD`.
 */
export type LuaFunction = ((...args: LuaValue[]) => LuaResult) & {
  /** The name of a builtin; functions that are written in Lua have none. */
  luaName?: string;
};

/** No result, or several. Whoever receives it owns the array, except for that of `NO_VALUES`. */
export class MultiValue {
  readonly values: LuaValue[];
  constructor(values: LuaValue[]) {
    this.values = values;
  }
}

/** The result of a function that returns nothing. Its array must never be written to. */
export const NO_VALUES = new MultiValue([]);

/** The first value of a result, or nil if there is none. */
export function firstValue(result: LuaResult): LuaValue {
  return result instanceof MultiValue ? result.values[0] : result;
}

/** All the values of a result, as an array that the caller must not write to. */
export function allValues(result: LuaResult): LuaValue[] {
  return result instanceof MultiValue ? result.values : [result];
}

/** Makes a result of values, by the calling convention. */
export function packResult(values: LuaValue[]): LuaResult {
  return values.length === 1 ? values[0] : values.length === 0 ? NO_VALUES : new MultiValue(values);
}
