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

/** A copy of the values from a position on: what is handed on itself V8 makes an array of even where it is not. */
function from(values: readonly LuaValue[], start: number): LuaValue[] {
  const copy: LuaValue[] = [];
  for (let position = start; position < values.length; position++) copy.push(values[position]);
  return copy;
}

/** The function that `wrap` returns: raises errors with the place of its caller put before strings. */
function wrap(body: LuaValue): LuaFunction {
  const coroutine = newCoroutine(body, 'wrap');
  const wrapped: LuaFunction = (...values) => {
    try {
      const count = values.length;
      if (count === 1) return resumeCoroutine(coroutine, values[0]);
      return resumeCoroutine(
        coroutine,
        count === 2 ? new MultiValue([values[0], values[1]]) : packResult(from(values, 0)),
      );
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
        : packResult(from(values, 1));
  try {
    const result = resumeCoroutine(coroutine, given);
    if (result instanceof MultiValue) return new MultiValue([true, ...result.values]);
    return new MultiValue([true, result]);
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
