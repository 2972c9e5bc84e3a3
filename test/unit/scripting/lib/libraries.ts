/** Calls functions of a library table as Lua would, for the tests beside this file. */
import { LuaError } from '../../../../src/lua/runtime/error.ts';
import { LuaState } from '../../../../src/lua/runtime/state.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';
import { allValues, type LuaFunction, type LuaValue } from '../../../../src/lua/runtime/value.ts';

const state = new LuaState();

/** All results of `library[name](...values)`. */
export function call(library: LuaTable, name: string, ...values: LuaValue[]): LuaValue[] {
  return state.enter(() => [...allValues((library.getString(name) as LuaFunction)(...values))]);
}

/** The text of the error that it raises. */
export function failure(library: LuaTable, name: string, ...values: LuaValue[]): LuaValue {
  try {
    call(library, name, ...values);
  } catch (error) {
    if (error instanceof LuaError) return error.value;
    throw error;
  }
  throw new Error('no error was raised');
}

/** A table of 1..n. */
export const list = (...values: LuaValue[]) => LuaTable.fromList(values);

/** A table with string keys. */
export function record(fields: Record<string, LuaValue>): LuaTable {
  const table = new LuaTable();
  for (const [key, value] of Object.entries(fields)) table.setString(key, value);
  return table;
}
