/**
 * Runs a script without compiling it. Many scripts run only once, because a client has put arguments into their text,
 * and compiling such a script takes longer than interpreting it. But a loop that goes on for long is compiled on the
 * way.
 */
import { makeFactory } from './binding.ts';
import { generateLoop, REACHES_COROUTINES } from './codegen/chunk.ts';
import { type CompiledLoop, Frame } from './interpreter/frame.ts';
import { interpretMain, isInterpretable, MAXIMUM_LENGTH } from './interpreter/interpret.ts';
import { type BindCall, bindCalls, type ParsedText } from './lua.ts';
import { forgetCode, registerCode } from './runtime/position.ts';
import type { LuaState } from './runtime/state.ts';
import type { LuaFunction } from './runtime/value.ts';
import type { LoopStatement } from './syntax/ast.ts';

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
  parsed: ParsedText,
  bindCall: BindCall | undefined,
  turns = TURNS,
): FirstRun | undefined {
  const { chunk } = parsed;
  if (chunk.source.length > MAXIMUM_LENGTH || !isInterpretable(chunk, REACHES_COROUTINES)) return undefined;
  const loops: number[] = [];
  const compileLoop = (loop: LoopStatement): CompiledLoop => {
    const { text, code, boundCalls } = generateLoop(chunk, loop, bindCall !== undefined);
    const id = registerCode(code, 'kept');
    loops.push(id);
    const factory = makeFactory(text, id);
    return factory(code, state.globals, bindCalls(state, boundCalls, bindCall)) as CompiledLoop;
  };
  return {
    main: (...varargs) =>
      interpretMain(chunk, new Frame(chunk.displayName, state.globals, varargs, { turns, compileLoop })),
    release: () => loops.forEach(forgetCode),
  };
}
