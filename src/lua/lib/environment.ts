/**
 * The builtins `setfenv` and `getfenv`. Their argument is a function, or a level of the stack
 * (runtime/environment.ts).
 */
import { environmentAt, environmentOf } from '../runtime/environment.ts';
import { argumentError, raise } from '../runtime/error.ts';
import type { Environment, LuaState } from '../runtime/state.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaValue, NO_VALUES } from '../runtime/value.ts';
import { checkInt, checkTable } from './arguments.ts';
import { fillLibrary, nameFunctions } from './library.ts';

/** The environment of a function or of a level; undefined if the function uses the globals of the state. */
function find(target: LuaFunction | number): Environment | undefined {
  if (typeof target === 'function') return environmentOf(target);
  const found = environmentAt(target);
  if (found === undefined) argumentError(1, 'invalid level');
  if (found === 'tail call') raise(`no function environment for tail call at level ${target}`);
  return found === 'globals' ? undefined : found;
}

function findTable(state: LuaState, target: LuaFunction | number): LuaTable {
  return target === 0 ? state.threadGlobals : (find(target)?.table ?? state.globals);
}

/** Checks that an argument is a function, or a level that is not negative. */
function checkTarget(value: LuaValue, count: number): LuaFunction | number {
  if (typeof value === 'function') return value;
  const level = checkInt(value, 1, count);
  if (level < 0) argumentError(1, 'level must be non-negative');
  return level;
}

/** Puts both functions into the globals. */
export function openEnvironments(state: LuaState): void {
  const functions = nameFunctions({
    getfenv: (...values: LuaValue[]) =>
      findTable(state, checkTarget(values[0] === undefined ? 1 : values[0], values.length)),
    setfenv: (...values: LuaValue[]) => {
      const table = checkTable(values[1], 2, values.length);
      const target = checkTarget(values[0], values.length);
      if (target === 0) {
        (state.coroutine ?? state).threadTable = table;
        return NO_VALUES;
      }
      const environment = find(target);
      if (environment === undefined) raise("'setfenv' cannot change environment of given object");
      environment.table = table;
      return environment.owner;
    },
  });
  fillLibrary(state.globals, functions);
}
