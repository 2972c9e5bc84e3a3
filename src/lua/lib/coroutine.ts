/**
 * The coroutine library of Lua 5.1 over the runtime's coroutines.
 */
import { LuaCoroutine, resumeCoroutine, yieldFunction } from '../runtime/coroutine.ts';
import { argumentError, raiseValue } from '../runtime/error.ts';
import type { LuaError } from '../runtime/lua-error.ts';
import { currentState, type LuaState } from '../runtime/state.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, packResult } from '../runtime/value.ts';
import { createLibrary, nameFunctions } from './library.ts';

/** What a resume came to; a coroutine that is not suspended gives an error without being touched. */
function resume(
  coroutine: LuaCoroutine,
  values: LuaValue[],
): { ok: true; values: LuaValue[] } | { ok: false; error: LuaValue; cause?: LuaError } {
  if (coroutine.status !== 'suspended') {
    return { ok: false, error: `cannot resume ${coroutine.status} coroutine` };
  }
  const outcome = resumeCoroutine(coroutine, values);
  return outcome.ok ? outcome : { ok: false, error: outcome.error.value, cause: outcome.error };
}

function checkCoroutine(value: LuaValue, name: string): LuaCoroutine {
  if (value instanceof LuaCoroutine) return value;
  argumentError(1, name, 'coroutine expected');
}

/** A new coroutine of a function written in Lua. */
function newCoroutine(body: LuaValue, name: string): LuaCoroutine {
  if (typeof body !== 'function' || body.luaName !== undefined)
    argumentError(1, name, 'Lua function expected');
  return new LuaCoroutine(body);
}

/** The function that `wrap` returns: raises errors with the place of its caller put before strings. */
function wrap(body: LuaValue): LuaFunction {
  const coroutine = newCoroutine(body, 'wrap');
  const wrapped: LuaFunction = (...values) => {
    const outcome = resume(coroutine, values);
    return outcome.ok ? packResult(outcome.values) : raiseValue(outcome.error);
  };
  wrapped.luaName = 'wrap';
  return wrapped;
}

const functions = nameFunctions({
  create: (body: LuaValue) => newCoroutine(body, 'create'),
  resume: (...values: LuaValue[]): LuaResult => {
    const outcome = resume(checkCoroutine(values[0], 'resume'), values.slice(1));
    return new MultiValue(outcome.ok ? [true, ...outcome.values] : [false, outcome.error]);
  },
  running: () => currentState().coroutine,
  status: (coroutine: LuaValue) => checkCoroutine(coroutine, 'status').status,
  wrap: (body: LuaValue) => wrap(body),
});

/** Makes `coroutine`. */
export function openCoroutine(_state: LuaState): LuaTable {
  const library = createLibrary(functions);
  library.setString('yield', yieldFunction);
  return library;
}
