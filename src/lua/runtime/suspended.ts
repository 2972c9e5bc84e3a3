/**
 * A coroutine as a value, and the calls that are under way in it while it is suspended. How it runs is told in
 * coroutine.ts.
 */
import type { Position } from './position.ts';
import type { Code } from './site.ts';
import type { LuaFunction, LuaObject, LuaResult } from './value.ts';

/** A Lua function that pauses: yields its line, and goes on with the result of what it called there. */
export type LuaGenerator = Generator<number, LuaResult, LuaResult>;

/** A generator that paused in a call, and where. */
export class PausedCall {
  readonly generator: LuaGenerator;
  readonly code: Code;
  line: number;
  /** The generator that called this one. */
  outer: PausedCall | undefined = undefined;
  constructor(generator: LuaGenerator, code: Code, line: number) {
    this.generator = generator;
    this.code = code;
    this.line = line;
  }

  get place(): Position {
    return { source: this.code.displayName, line: this.line };
  }
}

export class LuaCoroutine implements LuaObject {
  readonly body: LuaFunction;
  isStarted = false;
  /** Resumed, and neither yielded nor ended since. */
  isActive = false;
  isDead = false;
  /** The innermost of the paused generators; while the coroutine runs, of those that it was resumed in. */
  innermost: PausedCall | undefined = undefined;
  /** How many there are. */
  depth = 0;
  constructor(body: LuaFunction) {
    this.body = body;
  }

  get typeName(): 'thread' {
    return 'thread';
  }
}
