/**
 * The Lua language, put together from its parts: the parser (syntax), the generator (codegen), the runtime and the
 * libraries (lib). The rest of the program uses Lua through this file; programs that embed the package see
 * `language.ts`.
 *
 * `compile` turns a text into a chunk, which belongs to no state and serves any number of them. `instantiate` makes
 * the main function of a chunk in one state. `callFunction` calls a Lua function from outside, and makes its state
 * the running one meanwhile. All strings are byte strings, in which every char is one byte.
 */
import { compile, instantiate, parseText } from './compile.ts';
import { SCRIPT_METER } from './interpreted-text.ts';
import { openBase } from './lib/base.ts';
import { openBit } from './lib/bit.ts';
import { openCoroutine } from './lib/coroutine.ts';
import { openEnvironments } from './lib/environment.ts';
import type { ChunkLoader } from './lib/load.ts';
import { openMath } from './lib/math.ts';
import { openString } from './lib/string.ts';
import { openTable } from './lib/table.ts';
import { budget } from './runtime/budget.ts';
import { call } from './runtime/call.ts';
import { asLuaError, LuaError } from './runtime/error.ts';
import { LuaState, type StateOptions } from './runtime/state.ts';
import { allValues, type LuaValue } from './runtime/value.ts';

export type { BindCall } from './bind-calls.ts';
export {
  type CompiledChunk,
  type CompileOptions,
  compile,
  instantiate,
  type ParsedText,
  parseText,
  release,
} from './compile.ts';
export { SCRIPT_METER } from './interpreted-text.ts';
export { call } from './runtime/call.ts';
export { LuaError, raise, ScriptAbort } from './runtime/error.ts';
export { LuaState, type StateOptions } from './runtime/state.ts';
export { LuaCoroutine } from './runtime/suspended.ts';
export { LuaTable } from './runtime/table.ts';
export {
  type LuaFunction,
  type LuaValue,
  MultiValue,
  NO_VALUES,
  packResult,
} from './runtime/value.ts';

/** Makes a state without libraries. */
export function createState(options: StateOptions = {}): LuaState {
  return new LuaState(options);
}

/**
 * Makes the function by which `loadstring` and `load` of a state compile. It returns a main function, or Lua's message
 * for a text that is wrong. A script may give loaded code any environment, and call it in any coroutine, so it is
 * compiled for both.
 */
function loader(state: LuaState): ChunkLoader {
  return (source, chunkName) => {
    const levels = budget.nestedCalls;
    try {
      const parsed = parseText(source, chunkName, undefined, levels, SCRIPT_METER);
      const chunk = compile(parsed.source ?? '', chunkName, {
        parsed,
        meter: SCRIPT_METER,
        environments: true,
        pausable: true,
        levels,
        lifetime: 'recent',
      });
      return instantiate(state, chunk);
    } catch (exception) {
      if (exception instanceof LuaError && typeof exception.value === 'string') return exception.value;
      throw exception;
    }
  };
}

/** Puts Lua 5.1's libraries, as far as they need no operating system, and `bit` into a state's globals. */
export function openLibraries(state: LuaState): void {
  const { globals } = state;
  openBase(state, loader(state));
  openEnvironments(state);
  openString(state);
  globals.setString('table', openTable(state));
  globals.setString('math', openMath(state));
  globals.setString('coroutine', openCoroutine(state));
  globals.setString('bit', openBit(state));
}

/**
 * Calls a Lua function from outside, and makes its state the running one meanwhile.
 *
 * @throws LuaError for Lua's errors, ScriptAbort when the budget hook stopped the script
 */
export function callFunction(state: LuaState, callee: LuaValue, ...values: LuaValue[]): LuaValue[] {
  return state.enter(() => {
    try {
      return allValues(call(callee, ...values));
    } catch (exception) {
      throw asLuaError(exception) ?? exception;
    }
  });
}

/** Runs a text in a new state with all libraries, and returns the values that it returns. */
export function run(source: string, chunkName = source): LuaValue[] {
  const state = createState();
  openLibraries(state);
  return callFunction(state, instantiate(state, compile(source, chunkName)));
}
