/**
 * The exceptions of the language. Neither is a JavaScript Error: an Error captures its
 * stack, which costs many times what throwing a bare object does (`node bench/micro/v8.js throw`).
 */
import { innermostPosition } from './position.ts';
import type { LuaValue } from './value.ts';

/** A Lua error: any value, thrown by `error`, an operator or a library function; `pcall` catches it. */
export class LuaError {
  readonly value: LuaValue;
  /** Chunk name and line of the innermost Lua code when it was raised; undefined where nobody asked. */
  source: string | undefined;
  line: number | undefined;
  traceback: string | undefined = undefined;

  constructor(value: LuaValue, source?: string, line?: number) {
    this.value = value;
    this.source = source;
    this.line = line;
  }

  /** For people who see it uncaught; hosts read `value`. */
  get message(): string {
    return typeof this.value === 'string' ? this.value : '(error object is not a string)';
  }
}

/** An error whose message carries no place, raised by the library code that runs; its place is still noted. */
export function errorHere(value: LuaValue): LuaError {
  const place = innermostPosition();
  return new LuaError(value, place?.source, place?.line);
}

/** Ends a script whatever it does to prevent it: no `pcall` catches it. `reason` belongs to the host. */
export class ScriptAbort {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
}
