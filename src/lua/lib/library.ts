/** How a library is put together: a table of builtins that know their own names. */
import { LuaTable } from '../runtime/table.ts';
import type { LuaFunction } from '../runtime/value.ts';

/** The functions of a library by name. They are shared by all states: none may hold data of one. */
export type Library = Readonly<Record<string, LuaFunction>>;

/** Names each function; done once, when the library's module loads. */
export function nameFunctions<T extends Library>(functions: T): T {
  for (const [name, builtin] of Object.entries(functions)) builtin.luaName = name;
  return functions;
}

/** Puts all functions into a table of one state. */
export function fillLibrary(table: LuaTable, functions: Library): LuaTable {
  for (const [name, builtin] of Object.entries(functions)) table.setString(name, builtin);
  return table;
}

/**
 * A new table with all functions, just large enough for them. Functions that are given in the order of Lua's C source
 * are met by `next` in the same order as in C.
 */
export function createLibrary(functions: Library): LuaTable {
  return fillLibrary(LuaTable.sized(0, Object.keys(functions).length), functions);
}
