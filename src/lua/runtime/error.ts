/**
 * The one door for errors raised by library functions, with Lua 5.1's texts.
 */
import { budget } from './budget.ts';
import { LuaError } from './lua-error.ts';
import { numberToString } from './number.ts';
import { type Level, locate, placeOfException } from './position.ts';
import type { LuaValue } from './value.ts';

export { LuaError, ScriptAbort } from './lua-error.ts';

/** What `type` answers. */
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

/** `luaL_error`: raises a message after the place of the Lua code at `level` (1: the caller of the builtin). */
export function raise(message: string, level = 1): never {
  throw libraryError(message, level);
}

/** What `raise` throws. */
export function libraryError(message: string, level: number): LuaError {
  return placedError(locate(level, !isCaught()), message);
}

function placedError(level: Level, message: string): LuaError {
  const { place, innermost } = level;
  const text = place === undefined ? message : `${place.source}:${place.line}: ${message}`;
  // A builtin that a library function called: that one is where it happened.
  if (innermost !== undefined && level.isCalledFromC) return new LuaError(text, '[C]', -1);
  return new LuaError(text, innermost?.source, innermost?.line);
}

/** Whether nobody will ask where the innermost Lua code stood: only uncaught errors tell that. */
function isCaught(): boolean {
  return budget.protectedCalls > 0;
}

/** `error(value, level)`: adds a place to strings, and raises. Level 0 adds none. */
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
 * `luaL_argerror`: raises `bad argument #n to 'name' (extra)`. The name is what the calling code calls the
 * function, and `?` where that is no Lua code.
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

/** `luaL_typerror`: `given` is the value, `present` whether there was one at all. */
export function typeError(position: number, expected: string, given: LuaValue, present = true): never {
  argumentError(position, `${expected} expected, got ${present ? typeName(given) : 'no value'}`);
}

/**
 * What a caught JavaScript exception is to Lua: stack overflow and allocation failures become errors that
 * `pcall` catches; `undefined` for anything else (aborts, defects of the host), which must be thrown on.
 */
export function asLuaError(exception: unknown): LuaError | undefined {
  if (exception instanceof LuaError) return exception;
  if (!(exception instanceof Error)) return undefined;
  if (!isStackOverflow(exception)) {
    return exception instanceof RangeError ? new LuaError('not enough memory') : undefined;
  }
  const place = placeOfException(exception);
  const text = place === undefined ? 'stack overflow' : `${place.source}:${place.line}: stack overflow`;
  return new LuaError(text, place?.source, place?.line);
}

/** Whether the host's stack was at its end. Firefox throws an error of a class of its own. */
function isStackOverflow(exception: Error): boolean {
  const { name, message } = exception;
  return exception instanceof RangeError
    ? message.includes('call stack')
    : name === 'InternalError' && message === 'too much recursion';
}
