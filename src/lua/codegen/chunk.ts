/**
 * A whole chunk: chooses the mode, emits the factory's text, and knows which Lua line each of its places is.
 *
 * The text is the body of a function whose parameters are the names of the runtime and `C, G, b, E, K`: what explains
 * the chunk's errors, the globals, the bound calls, the environment and the literals by their places. It returns the
 * chunk's main function, and refers to no state, so one text serves any number of states.
 */
import type { Chunk } from '../syntax/ast.ts';
import { type BoundCall, ChunkContext, type Modes, type Site } from './context.ts';
import { emitFunction } from './function.ts';
import { type CodePlace, explaining, findMark, type Marks, readMarks } from './marks.ts';
import { Pausing } from './pausing.ts';
import { StaticTypes } from './static-type.ts';

/** Names through which a chunk may get at coroutines or at code that it does not contain. */
const REACHES_COROUTINES = [
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
}

/** Lines that `new Function` puts before the body. */
const FUNCTION_HEAD_LINES = 2;

/** Explains the errors of a generated text; the runtime's `Code` and `CodeMap`. */
export class ExplainedCode {
  readonly displayName: string;
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
      const { text, context } = explaining(this.generateAgain as () => Emitted);
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
  const { text, context } = emit(chunk, options);
  const code = new ExplainedCode(chunk.displayName, () => emit(parse(), options));
  return { text, code, modes: context.modes, boundCalls: context.boundCalls };
}

function emit(chunk: Chunk, options: GenerateOptions): Emitted {
  const mentions = (names: readonly string[]): boolean => names.some((name) => chunk.globals.has(name));
  const environments = choose(options.environments, () => mentions(REACHES_ENVIRONMENTS));
  const compact = options.compact === true;
  const isPausable = choose(options.pausable, () => mentions(REACHES_COROUTINES));
  const pausable = !isPausable ? 'nothing' : options.pausable === true ? 'all' : 'functions';
  const context = new ChunkContext(new StaticTypes(chunk), new Pausing(chunk, pausable, compact), {
    pausable,
    environments,
    compact,
    repeated: options.repeated === true,
    boundCalls: options.boundCalls === true && !environments,
  });
  const main = emitFunction(context, chunk.main);
  const bound = context.boundCalls.map((_, position) => `b${position}=b[${position}]`);
  const constants = [...context.declarations, ...bound];
  const declarations = constants.length === 0 ? '' : `const ${constants.join()};`;
  return { text: `"use strict";${declarations}\nreturn ${main};`, context };
}

function choose(option: boolean | 'auto' | undefined, decide: () => boolean): boolean {
  return option === undefined || option === 'auto' ? decide() : option;
}
