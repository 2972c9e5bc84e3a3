/**
 * What a Lua value is on the JavaScript side.
 *
 * nil is `undefined`; booleans and numbers are JavaScript's own; a Lua string is a byte string (every char
 * code is 0-255); a Lua function is a JavaScript function; tables, userdata and coroutines are classes,
 * which are declared in files of their own so that this one, which all others need, needs none.
 *
 * Calling convention: arguments are passed positionally (a missing one is nil). A function with exactly
 * one result returns it bare; with none or several it returns a `MultiValue`. `null` is no Lua value.
 * Host code calls Lua functions through `call` (call.ts), which also makes the tail calls that one may answer with.
 */

/** What the classes of Lua's objects have in common: `LuaTable`, `LuaUserdata` and `LuaCoroutine`. */
export interface LuaObject {
  /** What `type` answers. */
  readonly typeName: 'table' | 'userdata' | 'thread';
}

/** Any value a Lua variable can hold. */
export type LuaValue = undefined | boolean | number | string | LuaFunction | LuaObject;

/** What a Lua function returns: one value bare, anything else as a `MultiValue`. */
export type LuaResult = LuaValue | MultiValue;

/**
 * A Lua function: `(a, b) => result`. `arguments.length` tells `nil` from "no value". Called with the `this` that
 * coroutine.ts calls `PAUSABLE`, it may answer that it has begun a generator.
 */
export type LuaFunction = ((...args: LuaValue[]) => LuaResult) & {
  /** The name shown in error messages (`bad argument #1 to 'rep'`); set on builtins. */
  luaName?: string;
};

/** No result, or several. The array belongs to the receiver once returned, except for `NO_VALUES`. */
export class MultiValue {
  readonly values: LuaValue[];
  constructor(values: LuaValue[]) {
    this.values = values;
  }
}

/** The result of a function that returns nothing. Never written to. */
export const NO_VALUES = new MultiValue([]);

/** The first value of a result, nil when there is none. */
export function firstValue(result: LuaResult): LuaValue {
  return result instanceof MultiValue ? result.values[0] : result;
}

/** All the values of a result, as an array that the caller must not write to. */
export function allValues(result: LuaResult): LuaValue[] {
  return result instanceof MultiValue ? result.values : [result];
}

/** Packs values by the calling convention: one is returned bare. */
export function packResult(values: LuaValue[]): LuaResult {
  return values.length === 1 ? values[0] : values.length === 0 ? NO_VALUES : new MultiValue(values);
}
