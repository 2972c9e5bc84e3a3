/** `setfenv` and `getfenv`, for functions (those that have an environment of their own) and levels 0 and 1. */
import { getEnvironment, setEnvironment } from '../runtime/environment.ts';
import { argumentError, raise } from '../runtime/error.ts';
import type { LuaState } from '../runtime/state.ts';
import type { LuaFunction, LuaValue } from '../runtime/value.ts';
import { checkInt, checkTable, optionalInt } from './arguments.ts';
import { fillLibrary, nameFunctions } from './library.ts';

/** Whose environment is meant: a function's, that of the calling one, or the globals. */
function target(
  value: LuaValue,
  name: 'getfenv' | 'setfenv',
  count: number,
): LuaFunction | 'caller' | 'globals' {
  if (typeof value === 'function') return value;
  const level = name === 'getfenv' ? optionalInt(value, 1, name, 1) : checkInt(value, 1, name, count);
  if (level < 0) argumentError(1, name, 'level must be non-negative');
  if (level > 1) argumentError(1, name, 'invalid level');
  return level === 0 ? 'globals' : 'caller';
}

/** Puts both functions into the globals. */
export function openEnvironments(state: LuaState): void {
  const functions = nameFunctions({
    getfenv: (...values: LuaValue[]) => {
      const whose = target(values[0], 'getfenv', values.length);
      return whose === 'globals' ? state.globals : getEnvironment(whose);
    },
    setfenv: (...values: LuaValue[]) => {
      const table = checkTable(values[1], 2, 'setfenv', values.length);
      const whose = target(values[0], 'setfenv', values.length);
      const done = whose !== 'globals' && setEnvironment(whose, table);
      if (!done) raise("'setfenv' cannot change environment of given object");
      return whose === 'caller' ? undefined : (whose as LuaFunction);
    },
  });
  fillLibrary(state.globals, functions);
}
