/**
 * `setfenv` and `getfenv`.
 *
 * Chunks that mention them (and code made by `loadstring`) are generated so that each function carries an
 * environment of its own, inherited from the function around it; all other functions live in the globals.
 * Level 1 is known because such chunks say whose call it is; higher levels are not.
 */
import { callable } from './call.ts';
import type { Code } from './site.ts';
import { currentState } from './state.ts';
import type { LuaTable } from './table.ts';
import type { LuaFunction, LuaValue } from './value.ts';

/** Where a function looks its globals up. */
export interface Environment {
  table: LuaTable;
}

const environments = new WeakMap<LuaFunction, Environment>();
let caller: Environment | undefined;

/** Makes a function with an environment of its own, which starts as the table of the one around. */
export function enclose(outer: Environment, make: (environment: Environment) => LuaFunction): LuaFunction {
  const environment = { table: outer.table };
  const made = make(environment);
  environments.set(made, environment);
  return made;
}

/** Makes sure that `getfenv` and `setfenv`, when called by this name, know the calling function's environment. */
export function within(environment: Environment, callee: LuaValue, code: Code, site: number): LuaFunction {
  const called = callable(callee, code, site);
  return (...values) => {
    const outer = caller;
    caller = environment;
    try {
      return called(...values);
    } finally {
      caller = outer;
    }
  };
}

/** The environment of a function, or of the function that calls the running builtin. */
export function getEnvironment(target: LuaFunction | 'caller'): LuaTable {
  const environment = target === 'caller' ? caller : environments.get(target);
  return environment?.table ?? currentState().globals;
}

/** Sets it; false for a function that has none of its own (a builtin, or code that never mentions `setfenv`). */
export function setEnvironment(target: LuaFunction | 'caller', table: LuaTable): boolean {
  const environment = target === 'caller' ? caller : environments.get(target);
  if (environment === undefined) return false;
  environment.table = table;
  return true;
}
