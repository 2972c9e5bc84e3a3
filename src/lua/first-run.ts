/**
 * Runs a script without compiling it. Many scripts run only once, because a client has put arguments into their text,
 * and compiling such a script takes longer than interpreting it. But a loop that goes on for long is compiled on the
 * way.
 */
import type { BindCall } from './bind-calls.ts';
import { REACHES_COROUTINES } from './codegen/chunk.ts';
import type { ParsedText } from './compile.ts';
import { InterpretedText } from './interpreted-text.ts';
import type { LuaState } from './runtime/state.ts';
import type { LuaFunction } from './runtime/value.ts';
import { mentions } from './syntax/classify.ts';

/** Longer texts are not interpreted: they have more to gain from being compiled. */
const MAXIMUM_LENGTH = 4000;

/**
 * How many turns of loops are interpreted before the current loop is compiled. They take about as long as compiling.
 */
const TURNS = 100;

/** A main function that is meant to be called once. */
export interface FirstRun {
  readonly main: LuaFunction;
  /** Frees what its compiled loops have registered. It must not be called after that. */
  release(): void;
}

/**
 * Makes the main function of a script in a state, to be interpreted. It is called like any Lua function.
 *
 * @param turns how many turns of loops to interpret before the current loop is compiled
 * @returns undefined for scripts that have to be compiled: long ones, and those with functions or coroutines
 */
export function firstRun(
  state: LuaState,
  { chunk }: ParsedText,
  bindCall: BindCall | undefined,
  turns = TURNS,
): FirstRun | undefined {
  const isInterpreted =
    chunk.length <= MAXIMUM_LENGTH &&
    chunk.main.functions.length === 0 &&
    !mentions(chunk, REACHES_COROUTINES);
  if (!isInterpreted) return undefined;
  const text = new InterpretedText(state, chunk, {
    modes: {
      pausable: 'nothing',
      environments: false,
      compact: false,
      repeated: false,
      boundCalls: bindCall !== undefined,
    },
    bindCall,
    lifetime: 'kept',
    turns,
    runsOnce: true,
  });
  return { main: text.makeMain(), release: () => text.release() };
}
