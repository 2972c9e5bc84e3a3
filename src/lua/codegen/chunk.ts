/**
 * The entry to the generator: turns the syntax tree of a whole chunk into JavaScript text.
 *
 * The text is the body of a function, the factory, which returns the main function of the chunk. The parameters of the
 * factory are the names of the runtime (runtime-names.ts) and `C, G, b, E, K`: what explains the errors of the chunk,
 * the globals, the bound calls, the environment, and the literals that are not part of the text.
 *
 * Invariant: the text refers to no state except through these parameters, so one text serves any number of states.
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

/** The globals through which a chunk may reach coroutines, or code that it does not contain. */
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

/** Choices for one chunk. Those that are left out are made by looking at the chunk. */
export interface GenerateOptions {
  /**
   * Whether functions can pause, so that coroutines can yield in them: all functions with the main function, none, or
   * (by default) the inner functions of a chunk that can reach `coroutine`.
   */
  pausable?: boolean | 'auto';
  /** Whether each function has an environment of its own. By default it has if the chunk mentions `setfenv`. */
  environments?: boolean | 'auto';
  /** Whether to prefer short text to fast text. */
  compact?: boolean;
  /** Whether the chunk will be called over and over, so that its main function has to be fast, too. */
  repeated?: boolean;
  /** Whether calls such as `redis.call('incr', ...)` can be bound when the chunk is instantiated. */
  boundCalls?: boolean;
}

/** The generated text, and what is needed to run it. */
export interface GeneratedChunk {
  readonly text: string;
  readonly code: ExplainedCode;
  readonly modes: Modes;
  readonly boundCalls: readonly BoundCall[];
  /** The numbers of the literals of a skimmed text (syntax/skim.ts) that the code takes as parameters. */
  readonly parameters: ReadonlySet<number>;
}

/** How many lines `new Function` puts before the body. */
const FUNCTION_HEAD_LINES = 2;

/**
 * Explains the errors of a generated text to the runtime, as its `Code` and its `CodeMap`. Most texts never raise an
 * error, so the explanation is made only when the first error asks for it.
 */
export class ExplainedCode {
  readonly displayName: string;
  /** Generates the same text once more, with marks and names. */
  private generateAgain: (() => Emitted) | undefined;
  private explained: { readonly sites: readonly Site[]; readonly marks: Marks } | undefined = undefined;

  constructor(displayName: string, generateAgain: () => Emitted) {
    this.displayName = displayName;
    this.generateAgain = generateAgain;
  }

  get sites(): readonly Site[] {
    return this.explain().sites;
  }

  /** Finds the Lua code at a place. `line` counts from the first line of the whole function, including its head. */
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
 * Generates the text of a chunk.
 *
 * @param parse makes the chunk's syntax tree. It is called now, and once more when an error asks for its place.
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
 * Generates the text for the rest of a loop whose first turns have been interpreted. It makes a function that takes the
 * locals by their numbers, the state of the loop, and the varargs. That function returns the locals when the loop has
 * ended, or else what the Lua function returns.
 *
 * @param chunk a chunk without inner functions and without globals that reach coroutines or environments
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

/** The text of the factory, which returns the function `main`. */
function factoryText(context: ChunkContext, main: string): string {
  const bound = context.boundCalls.map((_, position) => `b${position}=b[${position}]`);
  const constants = [...context.declarations, ...bound];
  const declarations = constants.length === 0 ? '' : `const ${constants.join()};`;
  return `"use strict";${declarations}\nreturn ${main};`;
}

function choose(option: boolean | 'auto' | undefined, decide: () => boolean): boolean {
  return option === undefined || option === 'auto' ? decide() : option;
}
