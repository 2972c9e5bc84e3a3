/**
 * Compiles texts. `compile` turns a text into a chunk, which belongs to no state and serves any number of them;
 * `instantiate` makes the main function of a chunk in one state.
 */
import { type BindCall, bindCalls } from './bind-calls.ts';
import { makeFactory } from './binding.ts';
import { type ExplainedCode, type GenerateOptions, generate, modesFor } from './codegen/chunk.ts';
import { InterpretedText, LONGEST_CODE, LONGEST_COMPILED, STEPS_PER_CHAR } from './interpreted-text.ts';
import { asLuaError, LuaError } from './runtime/error.ts';
import { type CodeLifetime, forgetCode, registerCode } from './runtime/position.ts';
import type { LuaState } from './runtime/state.ts';
import type { LuaFunction, LuaValue } from './runtime/value.ts';
import type { Chunk } from './syntax/ast.ts';
import { LuaSyntaxError } from './syntax/error.ts';
import type { TextReader } from './syntax/lexer.ts';
import { FREE, type Meter } from './syntax/meter.ts';
import { parse } from './syntax/parser.ts';
import { literalValue, Places, type Skimmed } from './syntax/skim.ts';
import { TextBuilder } from './syntax/text-builder.ts';

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
  /** Whether to prefer short text to fast text. */
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
  /** Whom to charge for compiling: `SCRIPT_METER` charges the running script; by default it is nobody. */
  meter?: Meter | undefined;
  /** The longest text that is compiled as a whole, for tests (see interpreted-text.ts). */
  longest?: number | undefined;
}

/** A text that has been parsed, and so is correct Lua. */
export interface ParsedText {
  readonly chunk: Chunk;
  /** The text, if it is not longer than what is compiled as a whole. */
  readonly source: string | undefined;
  readonly places: Places | undefined;
}

/** A compiled text. It belongs to no state. */
export interface CompiledChunk {
  readonly name: string;
  /** Makes the main function in a state. */
  readonly factory: (
    state: LuaState,
    bindCall: BindCall | undefined,
    literals: readonly LuaValue[],
  ) => LuaFunction;
  /** What explains the errors of a text that was compiled as a whole. */
  readonly code: ExplainedCode | undefined;
  readonly bindCall: BindCall | undefined;
  /** Whether the text is so long that its main function is interpreted. */
  readonly isInterpreted: boolean;
  /** The literals of a skimmed text, by their numbers. */
  readonly literals: readonly LuaValue[];
  /**
   * Which of the literals another text of the same shape must have, too, to share this code; undefined if no other text
   * may share it. (The shape is the text without its literals, see syntax/skim.ts.)
   */
  readonly fixedLiterals: readonly boolean[] | undefined;
  /** Frees what is kept for the errors of the chunk. */
  release(): void;
}

/**
 * Parses a text. The text may come piece by piece; then only as many pieces are read as the parser needs.
 *
 * @param levels how many C calls of Lua 5.1 are nested: 0 for the host, 1 for `loadstring`
 * @param meter whom to charge for it, by default nobody
 * @throws LuaError whose value is Lua's message, such as `user_script:1: unexpected symbol near '='`
 */
export function parseText(
  source: string | TextReader,
  chunkName: string,
  skimmed?: Skimmed,
  levels = 0,
  meter = FREE,
): ParsedText {
  if (typeof source === 'string') {
    const places = skimmed && new Places(skimmed);
    const chunk = parseWith(meter, source, chunkName, levels, places);
    return { chunk, source: source.length <= LONGEST_COMPILED ? source : undefined, places };
  }
  const read = new TextBuilder();
  let length = 0;
  const readMore = (open: number): string | undefined => {
    const piece = source(open);
    if (piece !== undefined) {
      length += piece.length;
      if (length <= LONGEST_COMPILED) read.add(piece);
    }
    return piece;
  };
  const chunk = parseWith(meter, '', chunkName, levels, undefined, readMore);
  return { chunk, source: length <= LONGEST_COMPILED ? read.text : undefined, places: undefined };
}

function parseWith(
  meter: Meter,
  source: string,
  chunkName: string,
  levels: number,
  places?: Places,
  readMore?: TextReader,
): Chunk {
  try {
    return parse(source, chunkName, levels, { places, readMore, meter });
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
 * @throws LuaError with Lua's message, as `parseText` does
 */
export function compile(source: string, chunkName: string, options: CompileOptions = {}): CompiledChunk {
  const parsed =
    options.parsed ?? parseText(source, chunkName, options.skimmed, options.levels, options.meter);
  try {
    return (
      (parsed.source === undefined ? undefined : compileWhole(parsed.source, parsed, chunkName, options)) ??
      interpretLong(parsed.chunk, options)
    );
  } catch (exception) {
    throw asLuaError(exception) ?? exception;
  }
}

/** Compiles a text to one function; undefined if the text or its code is too long. */
function compileWhole(
  source: string,
  parsed: ParsedText,
  chunkName: string,
  options: CompileOptions,
): CompiledChunk | undefined {
  const { skimmed, levels = 0, bindCall, longest = LONGEST_COMPILED, meter = FREE } = options;
  if (source.length > longest) return undefined;
  let { chunk }: { chunk: Chunk | undefined } = parsed;
  const parseOnce = (): Chunk => {
    // When an error has to be explained, the text is parsed once more.
    const known = chunk ?? parseWith(FREE, source, chunkName, levels, skimmed && new Places(skimmed));
    chunk = undefined;
    return known;
  };
  const { text, code, boundCalls, parameters } = generate(parseOnce, generateOptions(options));
  if (text.length > LONGEST_CODE) return undefined;
  meter.spend(text.length * STEPS_PER_CHAR);
  const isFixed = (literal: string | undefined, place: number): boolean =>
    literal !== undefined && !parameters.has(place);
  const id = registerCode(code, options.lifetime ?? 'weak');
  try {
    const made = makeFactory(text, id);
    return {
      name: code.displayName,
      factory: (state, bind, literals) => {
        const environment = { table: state.threadGlobals, owner: undefined };
        const bound = bindCalls(state, boundCalls, bind);
        return made(code, state.globals, bound, environment, literals) as LuaFunction;
      },
      code,
      bindCall,
      isInterpreted: false,
      literals: skimmed?.literals.map(literalValue) ?? [],
      fixedLiterals: parsed.places?.areSound ? skimmed?.literals.map(isFixed) : undefined,
      release: () => forgetCode(id),
    };
  } catch (exception) {
    forgetCode(id);
    throw exception;
  }
}

function generateOptions(options: CompileOptions): GenerateOptions {
  const { pausable, environments, compact, repeated, bindCall, meter } = options;
  return { pausable, environments, compact, repeated, boundCalls: bindCall !== undefined, meter };
}

/** How many turns of loops in an interpreted text are interpreted before the current loop is compiled. */
const TURNS = 100;

/** Makes a chunk that is interpreted, but for its loops and inner functions. */
function interpretLong(chunk: Chunk, options: CompileOptions): CompiledChunk {
  const modes = modesFor(chunk, generateOptions(options));
  const { lifetime = 'weak', longest } = options;
  const made: InterpretedText[] = [];
  return {
    name: chunk.displayName,
    factory: (state, bindCall) => {
      const text = new InterpretedText(state, chunk, {
        modes,
        bindCall,
        lifetime,
        turns: TURNS,
        runsOnce: false,
        longest,
      });
      if (lifetime === 'kept') made.push(text);
      return text.makeMain();
    },
    code: undefined,
    bindCall: options.bindCall,
    isInterpreted: true,
    literals: [],
    fixedLiterals: undefined,
    release: () => {
      for (const text of made) text.release();
    },
  };
}

/** Frees what is kept for the errors of a chunk that will not run again. */
export function release(chunk: CompiledChunk): void {
  chunk.release();
}

/** Makes the main function of a chunk in a state. `bindCall` and `literals` replace those it was compiled with. */
export function instantiate(
  state: LuaState,
  chunk: CompiledChunk,
  bindCall = chunk.bindCall,
  literals = chunk.literals,
): LuaFunction {
  return chunk.factory(state, bindCall, literals);
}
