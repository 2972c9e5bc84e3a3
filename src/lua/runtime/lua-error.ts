/**
 * The two exceptions of the language: errors, which Lua code can catch, and aborts, which it cannot. Neither is a
 * JavaScript `Error`, because creating an `Error` captures the stack, which takes many times as long as throwing a
 * plain object (`node bench/micro/v8.js throw`).
 */
import { innermostPosition } from './position.ts';
import type { LuaValue } from './value.ts';

/** A Lua error. It carries any Lua value. `error`, operators and library functions throw it, and `pcall` catches it. */
export class LuaError {
  readonly value: LuaValue;
  /** The chunk and line of the innermost Lua code when it was raised; undefined if that was not found out. */
  source: string | undefined;
  line: number | undefined;
  traceback: string | undefined = undefined;

  constructor(value: LuaValue, source?: string, line?: number) {
    this.value = value;
    this.source = source;
    this.line = line;
  }

  /** A text for people who see the error uncaught. Programs read `value`. */
  get message(): string {
    return typeof this.value === 'string' ? this.value : '(error object is not a string)';
  }
}

/** Calls of Lua functions nest too deep, or the host's stack has ended. */
export class StackOverflow extends LuaError {}

/** An error of library code whose message does not begin with a place. The place is noted in the error all the same. */
export function errorHere(value: LuaValue): LuaError {
  const place = innermostPosition();
  return new LuaError(value, place?.source, place?.line);
}

/** Ends a script, whatever the script does to prevent that: no `pcall` catches it. `reason` is for the host. */
export class ScriptAbort {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
}
