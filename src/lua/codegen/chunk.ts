/**
 * A whole chunk: chooses the mode, emits the factory's text, and knows which Lua line each of its places is.
 *
 * The text is the body of a function whose parameters are the names of the runtime and `C, G, b, E, K`: what explains
 * the chunk's errors, the globals, the bound calls, the environment and the literals by their places. It returns the
 * chunk's main function, and refers to no state, so one text serves any number of states.
 */
import type { Chunk, LoopStatement } from '../syntax/ast.ts';
import type { BoundCall } from './bound-call.ts';
import { ChunkContext, FunctionContext, localName, type Modes, type Site } from './context.ts';
import { emitFunction } from './function.ts';
import { STATE } from './loop.ts';
import { type CodePlace, findMark, type Marks, readMarks } from './marks.ts';
import { findParameters, NO_PARAMETERS, type Parameters, placesOf } from './parameters.ts';
import { type PausableMode, Pausing } from './pausing.ts';
import { emitResumedLoop } from './statement.ts';
import { StaticTypes } from './static-type.ts';

/** Names through which a chunk may get at coroutines or at code that it does not contain. */
export const REACHES_COROUTINES = [
  'coroutine',
  '_G',
  'getfenv',
  'setfenv',
  'loadstring',
  'load',
  'require',
  'dofile',
  'debug',
];
const REACHES_ENVIRONMENTS = ['setfenv', 'getfenv'];

export interface GenerateOptions {
  /**
   * Emit generators: also for the main function, never, or for the functions of a chunk that can reach `coroutine`
   * (default).
   */
  pausable?: boolean | 'auto';
  /** Give each function its own environment: always, never, or if the chunk mentions `setfenv` (default). */
  environments?: boolean | 'auto';
  /** Prefer short text to fast text. */
  compact?: boolean;
  /** Generate for a chunk that is called over and over. */
  repeated?: boolean;
  /** Let calls such as `redis.call('incr', ...)` be bound when the chunk is instantiated. */
  boundCalls?: boolean;
}

/** Generated text, and what is needed to run it. */
export interface GeneratedChunk {
  readonly text: string;
  readonly code: ExplainedCode;
  readonly modes: Modes;
  readonly boundCalls: readonly BoundCall[];
  /** The places of a skimmed text whose literals the code takes from outside. */
  readonly parameters: ReadonlySet<number>;
}

/** Lines that `new Function` puts before the body. */
const FUNCTION_HEAD_LINES = 2;

/**
 * Explains the errors of a generated text; the runtime's `Code` and `CodeMap`. Most texts never raise one, so what explains
 * them is made when the first error asks.
 */
export class ExplainedCode {
  readonly displayName: string;
  /** Generates the same text with marks and names. */
  private generateAgain: (() => Emitted) | undefined;
  private explained: { readonly sites: readonly Site[]; readonly marks: Marks } | undefined = undefined;

  constructor(displayName: string, generateAgain: () => Emitted) {
    this.displayName = displayName;
    this.generateAgain = generateAgain;
  }

  get sites(): readonly Site[] {
    return this.explain().sites;
  }

  /** `line` counts from the first line of a function made by `new Function`, whose head takes two. */
  locate(line: number, column: number): CodePlace {
    return findMark(this.explain().marks, line - FUNCTION_HEAD_LINES, column);
  }

  private explain(): { readonly sites: readonly Site[]; readonly marks: Marks } {
    if (this.explained === undefined) {
      const { text, context } = (this.generateAgain as () => Emitted)();
      this.explained = { sites: context.sites, marks: readMarks(text) };
      this.generateAgain = undefined;
    }
    return this.explained;
  }
}

interface Emitted {
  readonly text: string;
  readonly context: ChunkContext;
}

/**
 * Emits a parsed chunk.
 *
 * @param parse gives the chunk: now, and once more when an error asks for its place
 */
export function generate(parse: () => Chunk, options: GenerateOptions = {}): GeneratedChunk {
  const chunk = parse();
  const { text, context } = emit(chunk, options, false);
  const code = new ExplainedCode(chunk.displayName, () => emit(parse(), options, true));
  return describeCode(text, code, context);
}

function describeCode(text: string, code: ExplainedCode, context: ChunkContext): GeneratedChunk {
  const { modes, boundCalls, parameters } = context;
  return { text, code, modes, boundCalls, parameters: placesOf(parameters) };
}

/**
 * Emits the rest of a loop of a chunk's main function, which was interpreted so far: as a function of the locals by
 * their numbers, what the loop remembers, and the varargs, which answers the locals where the loop does not return.
 *
 * @param chunk without functions, and without names that reach coroutines or environments
 */
export function generateLoop(chunk: Chunk, loop: LoopStatement, boundCalls: boolean): GeneratedChunk {
  const emitAll = (explains: boolean): Emitted => {
    const choices = { pausable: 'nothing', parameters: NO_PARAMETERS, explains } as const;
    const context = createContext(chunk, choices, { boundCalls });
    const main = new FunctionContext(context, chunk.main, false);
    const { locals } = chunk.main;
    for (const symbol of locals) main.declared(symbol);
    const statement = emitResumedLoop(main, loop);
    const before = locals.map((symbol) => `var ${localName(symbol)}=R[${symbol.id}];`).join('');
    const after = locals.map((symbol) => `R[${symbol.id}]=${localName(symbol)};`).join('');
    const body = `${main.declareTemporaries()}${before}\n${statement}\n${after}return R;`;
    return { text: factoryText(context, `(function F0(R,${STATE},V){${body}})`), context };
  };
  const { text, context } = emitAll(false);
  const code = new ExplainedCode(chunk.displayName, () => emitAll(true));
  return describeCode(text, code, context);
}

function emit(chunk: Chunk, options: GenerateOptions, explains: boolean): Emitted {
  const mentions = (names: readonly string[]): boolean => names.some((name) => chunk.globals.has(name));
  const environments = choose(options.environments, () => mentions(REACHES_ENVIRONMENTS));
  const isPausable = choose(options.pausable, () => mentions(REACHES_COROUTINES));
  const pausable = !isPausable ? 'nothing' : options.pausable === true ? 'all' : 'functions';
  const parameters = options.repeated ? NO_PARAMETERS : findParameters(chunk);
  const context = createContext(chunk, { pausable, parameters, explains }, { ...options, environments });
  return { text: factoryText(context, emitFunction(context, chunk.main)), context };
}

interface Choices {
  readonly pausable: PausableMode;
  readonly parameters: Parameters;
  readonly explains: boolean;
}

function createContext(
  chunk: Chunk,
  { pausable, parameters, explains }: Choices,
  options: GenerateOptions & { environments?: boolean },
): ChunkContext {
  const { environments = false, compact = false, repeated = false, boundCalls = false } = options;
  const modes = { pausable, environments, compact, repeated, boundCalls: boundCalls && !environments };
  const types = new StaticTypes(chunk);
  return new ChunkContext(types, new Pausing(chunk, pausable, compact), modes, parameters, explains);
}

/** The text of a chunk's factory, which returns `main`. */
function factoryText(context: ChunkContext, main: string): string {
  const bound = context.boundCalls.map((_, position) => `b${position}=b[${position}]`);
  const constants = [...context.declarations, ...bound];
  const declarations = constants.length === 0 ? '' : `const ${constants.join()};`;
  return `"use strict";${declarations}\nreturn ${main};`;
}

function choose(option: boolean | 'auto' | undefined, decide: () => boolean): boolean {
  return option === undefined || option === 'auto' ? decide() : option;
}
