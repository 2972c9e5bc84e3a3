/**
 * A coroutine as a Lua value, with the calls that are under way in it while it is suspended. How it is run is the
 * business of coroutine.ts.
 */
import { FIRST_CALLS } from './budget.ts';
import type { CallOwner } from './call-depth.ts';
import type { Position } from './position.ts';
import type { Code } from './site.ts';
import type { LuaTable } from './table.ts';
import type { LuaFunction, LuaObject, LuaResult } from './value.ts';

/** A Lua function that can pause in a call. It yields its line, and is resumed with the result of that call. */
export type LuaGenerator = Generator<number, LuaResult, LuaResult>;

/** A generator that has paused in a call, and the line of that call. */
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

export class LuaCoroutine implements LuaObject, CallOwner {
  readonly body: LuaFunction;
  isStarted = false;
  /** Whether it has been resumed and has neither yielded nor ended since. */
  isActive = false;
  isDead = false;
  /** The innermost paused generator. While the coroutine runs, it is the one that was resumed last. */
  innermost: PausedCall | undefined = undefined;
  /** The number of generators from `innermost` outwards. */
  depth = 0;
  callLimit = FIRST_CALLS;
  /** What `setfenv(0, table)` has set in it, or where it was made; undefined: the globals of the state. */
  threadTable: LuaTable | undefined;

  constructor(body: LuaFunction, threadTable?: LuaTable) {
    this.body = body;
    this.threadTable = threadTable;
  }

  get typeName(): 'thread' {
    return 'thread';
  }
}
