/**
 * Errors of library functions, in the exact words of Lua 5.1. Library functions raise their errors through this file
 * only, so that all of them begin with the right place and know the right name of the function.
 */
import { budget } from './budget.ts';
import { LuaError, StackOverflow } from './lua-error.ts';
import { numberToString } from './number.ts';
import { type Level, locate, placeOfException } from './position.ts';
import type { LuaValue } from './value.ts';

export { LuaError, ScriptAbort } from './lua-error.ts';

/** The type of a value, as the builtin `type` names it. */
export function typeName(value: LuaValue): string {
  switch (typeof value) {
    case 'undefined':
      return 'nil';
    case 'object':
      return value.typeName;
    default:
      return typeof value;
  }
}

/** C's `luaL_error`: raises a message that begins with the place at a level of the stack (1: the builtin's caller). */
export function raise(message: string, level = 1): never {
  throw libraryError(message, level);
}

/** The error that `raise` throws. */
export function libraryError(message: string, level: number): LuaError {
  return placedError(locate(level, !isCaught()), message);
}

function placedError(level: Level, message: string): LuaError {
  const { place, innermost } = level;
  const text = place === undefined ? message : `${place.source}:${place.line}: ${message}`;
  // If a library function called the builtin, then the error happened in C code, not in Lua code.
  if (innermost !== undefined && level.isCalledFromC) return new LuaError(text, '[C]', -1);
  return new LuaError(text, innermost?.source, innermost?.line);
}

/** Whether the error will be caught. Then nobody asks where the innermost Lua code stood, and it need not be found. */
function isCaught(): boolean {
  return budget.protectedCalls > 0;
}

/** Raises a value as `error(value, level)` does: a string gets the place at that level, unless the level is 0. */
export function raiseValue(value: LuaValue, level = 1): never {
  throw valueError(value, level);
}

function valueError(value: LuaValue, level: number): LuaError {
  const isText = typeof value === 'string' || typeof value === 'number';
  if (isCaught() && (level === 0 || !isText)) return new LuaError(value);
  const { place, innermost } = locate(level, !isCaught());
  const shown = typeof value === 'number' && level > 0 ? numberToString(value) : value;
  const text =
    place !== undefined && typeof shown === 'string' ? `${place.source}:${place.line}: ${shown}` : shown;
  return new LuaError(text, innermost?.source, innermost?.line);
}

/**
 * C's `luaL_argerror`: raises `bad argument #n to 'name' (extra)`. The name is the one by which the calling Lua code
 * calls the function, or `?` if the caller is not Lua code.
 */
export function argumentError(position: number, extra: string): never {
  throw errorOfArgument(position, extra);
}

function errorOfArgument(position: number, extra: string): LuaError {
  const caller = locate(1, !isCaught());
  const name = caller.place?.callName ?? '?';
  const isMethod = caller.place?.callKind === 'method';
  const text =
    isMethod && position === 1
      ? `calling '${name}' on bad self (${extra})`
      : `bad argument #${isMethod ? position - 1 : position} to '${name}' (${extra})`;
  return placedError(caller, text);
}

/** C's `luaL_typerror`. `given` is the argument, and `present` says whether there was one at all. */
export function typeError(position: number, expected: string, given: LuaValue, present = true): never {
  argumentError(position, `${expected} expected, got ${present ? typeName(given) : 'no value'}`);
}

/**
 * The Lua error for a JavaScript exception. An overflow of the host's stack and a failed allocation become Lua errors,
 * which `pcall` can catch. For anything else (aborts, and defects of the host) it is undefined; the caller must then
 * throw the exception on.
 */
export function asLuaError(exception: unknown): LuaError | undefined {
  if (exception instanceof LuaError) return exception;
  if (!(exception instanceof Error)) return undefined;
  if (!isStackOverflow(exception)) {
    return exception instanceof RangeError ? new LuaError('not enough memory') : undefined;
  }
  const place = placeOfException(exception);
  const text = place === undefined ? 'stack overflow' : `${place.source}:${place.line}: stack overflow`;
  return new StackOverflow(text, place?.source, place?.line);
}

/** Whether the host's stack overflowed. Firefox throws an error of a special class for that. */
function isStackOverflow(exception: Error): boolean {
  const { name, message } = exception;
  return exception instanceof RangeError
    ? message.includes('call stack')
    : name === 'InternalError' && message === 'too much recursion';
}
