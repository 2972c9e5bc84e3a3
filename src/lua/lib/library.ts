/** Puts libraries together. A library is a table of builtins, each of which knows its own name. */
import { LuaTable } from '../runtime/table.ts';
import type { LuaFunction } from '../runtime/value.ts';

/** The functions of a library by their names. All states share them, so none may hold data of one state. */
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
 * Makes a table with all functions of a library, which is just large enough for them. If the functions are in the order
 * of Lua's C source, `next` meets them in the same order as in C.
 */
export function createLibrary(functions: Library): LuaTable {
  return fillLibrary(LuaTable.sized(0, Object.keys(functions).length), functions);
}
