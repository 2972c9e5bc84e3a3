/**
 * Runs a text once without compiling it: what most texts come to that have arguments put into them. Its long loops
 * are compiled on the way.
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

/** Turns of loops that are interpreted before the loop at hand is compiled: about as long as compiling takes. */
const TURNS = 100;

/** A main function for one run. */
export interface FirstRun {
  readonly main: LuaFunction;
  /** It will not run again. */
  release(): void;
}

/**
 * The main function of a text in a state, interpreted. Call it as any Lua function.
 *
 * @param turns of loops to interpret before the loop at hand is compiled
 * @returns undefined for texts that have to be compiled: long ones, and those with functions or coroutines
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
