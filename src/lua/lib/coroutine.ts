/**
 * The coroutine library of Lua 5.1. The coroutines themselves are in runtime/coroutine.ts.
 */
import { prefixed } from '../runtime/call.ts';
import { resumeCoroutine, statusOf, yieldFunction } from '../runtime/coroutine.ts';
import { argumentError, asLuaError, raiseValue } from '../runtime/error.ts';
import { currentState, type LuaState } from '../runtime/state.ts';
import { LuaCoroutine } from '../runtime/suspended.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, packResult } from '../runtime/value.ts';
import { createLibrary, nameFunctions } from './library.ts';

function checkCoroutine(value: LuaValue): LuaCoroutine {
  if (value instanceof LuaCoroutine) return value;
  argumentError(1, 'coroutine expected');
}

/** A new coroutine of a function written in Lua. */
function newCoroutine(body: LuaValue): LuaCoroutine {
  if (typeof body !== 'function' || body.luaName !== undefined) argumentError(1, 'Lua function expected');
  const state = currentState();
  return new LuaCoroutine(body, (state.coroutine ?? state).threadTable);
}

/**
 * The values from a position on, in the form in which a coroutine is resumed with them. They are always copied,
 * because V8 would make an array of the rest parameters in each call if the function passed them on.
 */
function valuesFrom(values: readonly LuaValue[], start: number): LuaResult {
  const count = values.length - start;
  if (count === 1) return values[start];
  if (count === 2) return new MultiValue([values[start], values[start + 1]]);
  const copy: LuaValue[] = [];
  for (let position = start; position < values.length; position++) copy.push(values[position]);
  return packResult(copy);
}

/** Makes the function that `wrap` returns. An error that is a string gets the place of the caller put before it. */
function wrap(body: LuaValue): LuaFunction {
  const coroutine = newCoroutine(body);
  const wrapped: LuaFunction = (...values) => {
    try {
      return resumeCoroutine(coroutine, valuesFrom(values, 0));
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
  const coroutine = checkCoroutine(values[0]);
  try {
    const result = resumeCoroutine(coroutine, valuesFrom(values, 1));
    return result instanceof MultiValue ? prefixed(true, result.values) : new MultiValue([true, result]);
  } catch (exception) {
    const error = asLuaError(exception);
    if (error === undefined) throw exception;
    return new MultiValue([false, error.value]);
  }
}

const functions = nameFunctions({
  create: (body: LuaValue) => newCoroutine(body),
  resume,
  running: () => currentState().coroutine,
  status: (coroutine: LuaValue) => statusOf(checkCoroutine(coroutine)),
  wrap: (body: LuaValue) => wrap(body),
});

/** Makes `coroutine`. */
export function openCoroutine(_state: LuaState): LuaTable {
  const library = createLibrary(functions);
  library.setString('yield', yieldFunction);
  return library;
}
