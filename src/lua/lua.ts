/**
 * The Lua language, put together from its parts: the parser (syntax), the generator (codegen), the runtime and the
 * libraries (lib). The rest of the program uses Lua through this file; programs that embed the package see
 * `language.ts`.
 *
 * `compile` turns a text into a chunk, which belongs to no state and serves any number of them. `instantiate` makes
 * the main function of a chunk in one state. `callFunction` calls a Lua function from outside, and makes its state
 * the running one meanwhile. All strings are byte strings, in which every char is one byte.
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

/** Finds the function that replaces `redis.call('name', ...)`. It will be called with the arguments after the name. */
export type BindCall = (
  path: 'redis.call' | 'redis.pcall',
  constantName: string,
  /** How many arguments follow the name; -1 if the last one may give any number of values. */
  argumentCount: number,
) => LuaFunction | undefined;

export interface CompileOptions {
  /**
   * Whether coroutines can yield in this chunk. With `true` they can in its main function, too; by default they can
   * in the inner functions of a chunk that can reach `coroutine`.
   */
  pausable?: boolean | 'auto';
  /** Whether each function has an environment; by default it has if the chunk mentions `setfenv` or `getfenv`. */
  environments?: boolean | 'auto';
  /**
   * Binds calls of the global `redis` with a constant name. Use this only if scripts cannot replace `redis`. It is
   * asked for each state in which the chunk is instantiated; if it returns undefined, the call stays an ordinary one.
   */
  bindCall?: BindCall;
  /** Whether to prefer short text to fast text; by default for scripts longer than `COMPACT_LENGTH`. */
  compact?: boolean;
  /** Whether the chunk will be called over and over, so that its main function has to be fast, too. */
  repeated?: boolean;
  /** How many C calls of Lua 5.1 are nested when the text is compiled: 0 for the host, 1 for `loadstring`. */
  levels?: number;
  /**
   * How long errors of the chunk can show their places (see `CodeLifetime`). By default it is as long as the chunk is
   * in use. A thread that never returns to an event loop must choose `kept`, and call `release`, or `recent`, because
   * weak references are never cleared in such a thread.
   */
  lifetime?: CodeLifetime;
  /** What `skim` found in the text. With it, the chunk can be instantiated with other literals. */
  skimmed?: Skimmed | undefined;
  /** The parsed text, if the caller has it already. */
  parsed?: ParsedText | undefined;
}

/** A text that has been parsed, and so is correct Lua. */
export interface ParsedText {
  readonly chunk: Chunk;
  readonly places: Places | undefined;
}

/** Texts longer than this are compiled to short text, because compiling takes most of the time for them. */
const COMPACT_LENGTH = 200_000;

type Factory = (
  code: ExplainedCode,
  globals: LuaState['globals'],
  bound: LuaFunction[],
  environment: Environment,
  literals: readonly LuaValue[],
) => LuaFunction;

/** A compiled text. It belongs to no state. */
export interface CompiledChunk {
  readonly name: string;
  readonly id: number;
  readonly code: ExplainedCode;
  readonly modes: Modes;
  readonly factory: Factory;
  readonly boundCalls: readonly BoundCall[];
  readonly bindCall: BindCall | undefined;
  /** The literals of a skimmed text, by their numbers. */
  readonly literals: readonly LuaValue[];
  /**
   * Which of the literals another text of the same shape must have, too, to share this code; undefined if no other text
   * may share it. (The shape is the text without its literals, see syntax/skim.ts.)
   */
  readonly fixedLiterals: readonly boolean[] | undefined;
}

/**
 * Parses a text. The text may come piece by piece; then only as many pieces are read as the parser needs.
 *
 * @param levels how many C calls of Lua 5.1 are nested: 0 for the host, 1 for `loadstring`
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
      // When an error has to be explained, the text is parsed once more.
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

/** Frees what is kept for the errors of a chunk that will not run again. */
export function release(chunk: CompiledChunk): void {
  forgetCode(chunk.id);
}

/** Makes the main function of a chunk in a state. `bindCall` and `literals` replace those it was compiled with. */
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

/** Finds the functions that replace the bound calls of a text in a state. */
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

/** The ordinary call, for a bound call to which the embedder has bound nothing. */
function unbound(state: LuaState, site: BoundCall): LuaFunction {
  const [library, name] = site.path.split('.');
  return (...values) => call(index(index(state.globals, library), name), site.constantName, ...values);
}

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
