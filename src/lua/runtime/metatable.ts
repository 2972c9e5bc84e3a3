/**
 * The metatable of any value. In Lua 5.1 each table and each userdata has a metatable of its own, all strings share
 * one, and values of other types have none here (only C code could give them one).
 */
import { currentState } from './state.ts';
import { LuaTable } from './table.ts';
import { LuaUserdata } from './userdata.ts';
import type { LuaValue } from './value.ts';

/** The metatable of a value, as operators use it. */
export function metatableOf(value: LuaValue): LuaTable | undefined {
  if (value instanceof LuaTable || value instanceof LuaUserdata) return value.metatable;
  return typeof value === 'string' ? currentState().stringMetatable : undefined;
}

/** The metamethod of a value for an event such as `__add`; nil if there is none. */
export function metamethod(value: LuaValue, event: string): LuaValue {
  return metatableOf(value)?.getString(event);
}
