/**
 * The coroutine library of Lua 5.1 over the runtime's coroutines.
 */
import { LuaCoroutine, resumeCoroutine, yieldFunction } from '../runtime/coroutine.ts';
import { argumentError, asLuaError, raiseValue } from '../runtime/error.ts';
import { currentState, type LuaState } from '../runtime/state.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, packResult } from '../runtime/value.ts';
import { createLibrary, nameFunctions } from './library.ts';

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
    try {
      return resumeCoroutine(coroutine, packResult(values));
    } catch (exception) {
      const error = asLuaError(exception);
      if (error === undefined) throw exception;
      return raiseValue(error.value);
    }
  };
  wrapped.luaName = 'wrap';
  return wrapped;
}

function resume(...values: LuaValue[]): LuaResult {
  const coroutine = checkCoroutine(values[0], 'resume');
  const count = values.length;
  const given =
    count === 2
      ? values[1]
      : count === 3
        ? new MultiValue([values[1], values[2]])
        : packResult(values.slice(1));
  try {
    const result = resumeCoroutine(coroutine, given);
    return new MultiValue(result instanceof MultiValue ? [true, ...result.values] : [true, result]);
  } catch (exception) {
    const error = asLuaError(exception);
    if (error === undefined) throw exception;
    return new MultiValue([false, error.value]);
  }
}

const functions = nameFunctions({
  create: (body: LuaValue) => newCoroutine(body, 'create'),
  resume,
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
