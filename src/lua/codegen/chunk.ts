/**
 * The entry to the generator: turns the syntax tree of a whole chunk into JavaScript text.
 *
 * The text is the body of a function, the factory, which returns the main function of the chunk. The parameters of the
 * factory are the names of the runtime (runtime-names.ts) and `C, G, b, E, K, U`: what explains the errors of the chunk,
 * the globals, the bound calls, the environment, the literals that are not part of the text, and the boxes of the upvalues
 * (unit.ts).
 *
 * Invariant: the text refers to no state except through these parameters, so one text serves any number of states.
 */
import type { Chunk } from '../syntax/ast.ts';
import { mentions } from '../syntax/classify.ts';
import { FREE, type Meter } from '../syntax/meter.ts';
import type { BoundCall } from './bound-call.ts';
import { type Analysis, ChunkContext, type Modes, type Site } from './context.ts';
import { emitFunction } from './function.ts';
import { type CodePlace, findMark, type Marks, readMarks } from './marks.ts';
import { findParameters, NO_PARAMETERS, placesOf } from './parameters.ts';
import { Pausing } from './pausing.ts';
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
  /** Whom to charge for the work. */
  meter?: Meter | undefined;
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

/** A text, and the context that has emitted it. */
export interface Emitted {
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

/** Puts together what is needed of a text that has been emitted. */
export function describeCode(text: string, code: ExplainedCode, context: ChunkContext): GeneratedChunk {
  const { modes, boundCalls, parameters } = context;
  return { text, code, modes, boundCalls, parameters: placesOf(parameters) };
}

function emit(chunk: Chunk, options: GenerateOptions, explains: boolean): Emitted {
  const modes = modesFor(chunk, options);
  const parameters = options.repeated ? NO_PARAMETERS : findParameters(chunk);
  const meter = explains ? FREE : (options.meter ?? FREE);
  const context = new ChunkContext(analyse(chunk, modes, meter), modes, { parameters, explains, meter });
  return { text: factoryText(context, emitFunction(context, chunk.main)), context };
}

/** Makes the choices that are left open. */
export function modesFor(chunk: Chunk, options: GenerateOptions): Modes {
  const { compact = false, repeated = false, boundCalls = false } = options;
  const environments = choose(options.environments, () => mentions(chunk, REACHES_ENVIRONMENTS));
  const isPausable = choose(options.pausable, () => mentions(chunk, REACHES_COROUTINES));
  const pausable = !isPausable ? 'nothing' : options.pausable === true ? 'all' : 'functions';
  return { pausable, environments, compact, repeated, boundCalls: boundCalls && !environments };
}

/**
 * Finds out what has to be known of a whole chunk.
 *
 * @param duals whether functions may be emitted twice, plain and as generators
 */
export function analyse(chunk: Chunk, modes: Modes, meter: Meter, duals = !modes.compact): Analysis {
  return {
    types: new StaticTypes(chunk, meter),
    pausing: new Pausing(chunk, modes.pausable, !duals, meter),
  };
}

/** The text of the factory, which returns the value of an expression. `outside` declares what it needs besides. */
export function factoryText(context: ChunkContext, value: string, outside: readonly string[] = []): string {
  const bound = context.boundCalls.map((_, position) => `b${position}=b[${position}]`);
  const constants = [...outside, ...context.declarations, ...bound];
  const declarations = constants.length === 0 ? '' : `const ${constants.join()};`;
  return `"use strict";${declarations}\nreturn ${value};`;
}

function choose(option: boolean | 'auto' | undefined, decide: () => boolean): boolean {
  return option === undefined || option === 'auto' ? decide() : option;
}
