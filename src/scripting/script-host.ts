/**
 * What scripts, function libraries and the functions of the `redis` table need of the scripting that they belong to
 * (scripting.ts): the engine, and the run under way.
 */
import type { Context, Services } from '../engine/context.ts';
import type { Random48 } from '../lua/lib/random.ts';
import type { LuaState } from '../lua/runtime/state.ts';
import type { LuaFunction, LuaValue } from '../lua/runtime/value.ts';
import type { Reply } from '../protocol/reply.ts';
import type { MemoryGuard } from './memory-guard.ts';
import type { ScriptRun } from './run.ts';
import type { TimeLimit } from './time-limit.ts';

/** A text that a client sends to be compiled. */
export interface ClientText {
  readonly kind: 'script' | 'function';
  readonly source: string;
  /** The name of a library; a script's is its SHA1. */
  readonly name?: string;
  readonly caller: Context;
}

export interface ScriptHost {
  readonly engine: Services;
  /** One sequence of random numbers for all scripts and functions. */
  readonly random: Random48;
  readonly memoryGuard: MemoryGuard;
  readonly timeLimit: TimeLimit;
  /** Where the commands of scripts run. */
  readonly context: Context;
  /** The run under way. */
  readonly run: ScriptRun | undefined;
  /** The run under way, for functions that make no sense outside of one. */
  currentRun(): ScriptRun;
  /**
   * Compiles a text of a client in a state. If that takes long, others are let in, and may end it, as while a script
   * runs.
   * @throws LuaError for a text that is not correct, ErrorReply when it was ended
   */
  compile<Result>(text: ClientText, state: LuaState, compile: () => Result): Result;
  /** Calls a script or function and answers what its client is answered. */
  perform(run: ScriptRun, state: LuaState, callee: LuaFunction, ...values: LuaValue[]): Reply;
}
