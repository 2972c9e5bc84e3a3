/**
 * The language, put together: text to chunk, chunk to function, function to results. `language.ts` is what programs outside
 * of this package see of it.
 *
 * `compile` turns text into a chunk that serves any number of states; `instantiate` gives a chunk's main function in
 * one state. Call Lua functions with `callFunction`: it enters the state. Strings are byte strings: every char is one
 * byte.
 */
import { makeFactory } from './binding.ts';
import type { BoundCall } from './codegen/bound-call.ts';
import { type ExplainedCode, type GenerateOptions, generate } from './codegen/chunk.ts';
import type { Modes } from './codegen/context.ts';
import { openBase } from './lib/base.ts';
import { openBit } from './lib/bit.ts';
import { openCoroutine } from './lib/coroutine.ts';
import { openEnvironments } from './lib/environment.ts';
import type { ChunkLoader } from './lib/load.ts';
import { openMath } from './lib/math.ts';
import { openString } from './lib/string.ts';
import { openTable } from './lib/table.ts';
import { call } from './runtime/call.ts';
import { asLuaError, LuaError } from './runtime/error.ts';
import { index } from './runtime/operators.ts';
import { type CodeLifetime, forgetCode, registerCode } from './runtime/position.ts';
import { type Environment, LuaState, type StateOptions } from './runtime/state.ts';
import { allValues, type LuaFunction, type LuaValue } from './runtime/value.ts';
import type { Chunk } from './syntax/ast.ts';
import { LuaSyntaxError } from './syntax/error.ts';
import type { TextReader } from './syntax/lexer.ts';
import { parse } from './syntax/parser.ts';
import { literalValue, Places, type Skimmed } from './syntax/skim.ts';

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

/** Finds what stands for `redis.call('name', ...)`; it is called with the arguments after the name only. */
export type BindCall = (
  path: 'redis.call' | 'redis.pcall',
  constantName: string,
  /** How many arguments follow the name; -1 when the last one may be any number of values. */
  argumentCount: number,
) => LuaFunction | undefined;

export interface CompileOptions {
  /**
   * Let coroutines yield in this chunk: `true` also in its main function; by default in the functions of a chunk that can
   * reach `coroutine`.
   */
  pausable?: boolean | 'auto';
  /** An environment for each function; by default if the chunk mentions `setfenv` or `getfenv`. */
  environments?: boolean | 'auto';
  /**
   * Binds calls of the global `redis` with a constant name. Only for embedders whose `redis` cannot be replaced
   * by a script. Asked for each state that the chunk is instantiated in; undefined leaves a call as it is.
   */
  bindCall?: BindCall;
  /** Generate short text rather than fast text; by default for texts of more than 200 kB. */
  compact?: boolean;
  /** The chunk will be called over and over: generate its main function for speed, too. */
  repeated?: boolean;
  /** Nested C calls of Lua 5.1 when the text is compiled: 0 from the host, 1 from `loadstring`. */
  levels?: number;
  /**
   * How long places in its errors are known. By default as long as the chunk lives; in a thread that never returns to
   * an event loop (where nothing held weakly is ever let go) `kept`, until `release`, or `recent`.
   */
  lifetime?: CodeLifetime;
  /** What `skim` found in the text: the chunk can then be instantiated with other literals. */
  skimmed?: Skimmed | undefined;
  /** The text, already parsed. */
  parsed?: ParsedText | undefined;
}

/** A text that is correct Lua. */
export interface ParsedText {
  readonly chunk: Chunk;
  readonly places: Places | undefined;
}

/** Texts longer than this are compiled for compile time: 1 MB takes a second less. */
const COMPACT_LENGTH = 200_000;

type Factory = (
  code: ExplainedCode,
  globals: LuaState['globals'],
  bound: LuaFunction[],
  environment: Environment,
  literals: readonly LuaValue[],
) => LuaFunction;

/** Compiled text. It belongs to no state. */
export interface CompiledChunk {
  readonly name: string;
  readonly id: number;
  readonly code: ExplainedCode;
  readonly modes: Modes;
  readonly factory: Factory;
  readonly boundCalls: readonly BoundCall[];
  readonly bindCall: BindCall | undefined;
  /** The literals of a skimmed text, by their places. */
  readonly literals: readonly LuaValue[];
  /** Which of them must be the same in a text of the same shape; undefined when the shape may not be shared. */
  readonly fixedLiterals: readonly boolean[] | undefined;
}

/**
 * Parses a text, or one that comes piece by piece: no more of it is read than is looked at.
 *
 * @param levels nested C calls of Lua 5.1: 0 from the host, 1 from `loadstring`
 * @throws LuaError whose value is Lua's message, such as `user_script:1: unexpected symbol near '='`
 */
export function parseText(
  source: string | TextReader,
  chunkName: string,
  skimmed?: Skimmed,
  levels = 0,
): ParsedText {
  try {
    const places = skimmed && new Places(skimmed);
    const chunk =
      typeof source === 'string'
        ? parse(source, chunkName, levels, places)
        : parse('', chunkName, levels, undefined, source);
    return { chunk, places };
  } catch (exception) {
    if (exception instanceof LuaSyntaxError) throw new LuaError(exception.message);
    throw asLuaError(exception) ?? exception;
  }
}

/**
 * Compiles a text.
 *
 * @param source Lua text, a byte string
 * @param chunkName as for `loadstring`: `@file`, `=name`, or the text itself
 * @throws LuaError whose value is Lua's message, such as `user_script:1: unexpected symbol near '='`
 */
export function compile(source: string, chunkName: string, options: CompileOptions = {}): CompiledChunk {
  const generateOptions: GenerateOptions = {
    pausable: options.pausable,
    environments: options.environments,
    boundCalls: options.bindCall !== undefined,
    compact: options.compact ?? source.length > COMPACT_LENGTH,
    repeated: options.repeated,
  };
  let id: number | undefined;
  try {
    const { skimmed } = options;
    let { parsed } = options;
    let places: Places | undefined;
    const { text, code, modes, boundCalls, parameters } = generate(() => {
      const { chunk, places: found } = parsed ?? parseText(source, chunkName, skimmed, options.levels);
      // What explains errors, later on, parses the text again.
      parsed = undefined;
      places = found;
      return chunk;
    }, generateOptions);
    const isFixed = (literal: string | undefined, place: number): boolean =>
      literal !== undefined && !parameters.has(place);
    id = registerCode(code, options.lifetime ?? 'weak');
    const factory = makeFactory(text, id) as Factory;
    return {
      name: code.displayName,
      id,
      code,
      modes,
      factory,
      boundCalls,
      bindCall: options.bindCall,
      literals: skimmed?.literals.map(literalValue) ?? [],
      fixedLiterals: places?.areSound ? skimmed?.literals.map(isFixed) : undefined,
    };
  } catch (exception) {
    if (id !== undefined) forgetCode(id);
    throw asLuaError(exception) ?? exception;
  }
}

/** A chunk that was `kept` will not run again. */
export function release(chunk: CompiledChunk): void {
  forgetCode(chunk.id);
}

/** A chunk's main function in a state. `bindCall` and `literals` override what it was compiled with. */
export function instantiate(
  state: LuaState,
  chunk: CompiledChunk,
  bindCall = chunk.bindCall,
  literals = chunk.literals,
): LuaFunction {
  const environment = { table: state.globals, owner: undefined };
  const bound = bindCalls(state, chunk.boundCalls, bindCall);
  return chunk.factory(chunk.code, state.globals, bound, environment, literals);
}

/** What the bound calls of a text stand for in a state. */
export function bindCalls(
  state: LuaState,
  calls: readonly BoundCall[],
  bindCall: BindCall | undefined,
): LuaFunction[] {
  return calls.map(
    (site) =>
      bindCall?.(site.path as 'redis.call', site.constantName, site.argumentCount) ?? unbound(state, site),
  );
}

/** The ordinary call where nothing was bound. */
function unbound(state: LuaState, site: BoundCall): LuaFunction {
  const [library, name] = site.path.split('.');
  return (...values) => call(index(index(state.globals, library), name), site.constantName, ...values);
}

/** A state without libraries. */
export function createState(options: StateOptions = {}): LuaState {
  return new LuaState(options);
}

/**
 * What `loadstring` and `load` of a state compile with: a main function, or Lua's message. Loaded code may be given
 * any environment and called from any coroutine, so it is compiled for both.
 */
function loader(state: LuaState): ChunkLoader {
  return (source, chunkName) => {
    try {
      const parsed = parseText(source, chunkName, undefined, 1);
      const chunk = compile(parsed.chunk.source, chunkName, {
        parsed,
        environments: true,
        pausable: true,
        levels: 1,
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
 * Calls a Lua function from outside, with its state as the running one.
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

/** Runs a text in a state of its own with all libraries, and returns the values that it returns. */
export function run(source: string, chunkName = source): LuaValue[] {
  const state = createState();
  openLibraries(state);
  return callFunction(state, instantiate(state, compile(source, chunkName)));
}
