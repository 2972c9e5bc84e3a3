/**
 * A whole chunk: chooses the mode, emits the factory's text, and knows which Lua line each of its places is.
 *
 * The text is the body of a function of `(R, C, G, b)`: runtime functions, the chunk's sites, the globals (or the
 * environment) and the bound calls; it returns the chunk's main function. It refers to no state, so one text
 * serves any number of states.
 */
import type { Chunk } from '../syntax/ast.ts';
import { type BoundCall, ChunkContext, type Modes, type Site } from './context.ts';
import { emitFunction } from './function.ts';
import { type CodePlace, findMark, type Marks, readMarks, withoutMarks } from './marks.ts';
import { RUNTIME_NAMES } from './runtime-names.ts';
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
  /** Emit generator functions: always, never, or if the chunk can reach `coroutine` (default). */
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

/** Generated text and what is needed to run it and to explain its errors; the runtime's `Code` and `CodeMap`. */
export class GeneratedChunk {
  readonly displayName: string;
  readonly text: string;
  readonly sites: readonly Site[];
  readonly boundCalls: readonly BoundCall[];
  readonly modes: Modes;
  /** The text with its marks, until somebody asks for a place. */
  private marked: string;
  private marks: Marks | undefined = undefined;
  private readonly lineStarts: number[] = [0];

  constructor(displayName: string, marked: string, context: ChunkContext) {
    this.displayName = displayName;
    this.sites = context.sites;
    this.boundCalls = context.boundCalls;
    this.modes = context.modes;
    this.marked = marked;
    this.text = withoutMarks(marked);
  }

  /** `line` counts from the first line of a function made by `new Function`, whose head takes two. */
  locate(line: number, column: number): CodePlace {
    const marks = this.marks ?? this.readMarks();
    const start = this.lineStarts[line - 1 - FUNCTION_HEAD_LINES] ?? 0;
    return findMark(marks, start + column - 1);
  }

  private readMarks(): Marks {
    const { text, lineStarts } = this;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
    this.marks = readMarks(this.marked);
    this.marked = '';
    return this.marks;
  }
}

/** Lines that `new Function` puts before the body. */
const FUNCTION_HEAD_LINES = 2;

/** Emits a parsed chunk. */
export function generate(chunk: Chunk, options: GenerateOptions = {}): GeneratedChunk {
  const mentions = (names: readonly string[]): boolean => names.some((name) => chunk.globals.has(name));
  const environments = choose(options.environments, () => mentions(REACHES_ENVIRONMENTS));
  const context = new ChunkContext(chunk, new StaticTypes(chunk), {
    pausable: choose(options.pausable, () => mentions(REACHES_COROUTINES)),
    environments,
    compact: options.compact === true,
    repeated: options.repeated === true,
    boundCalls: options.boundCalls === true && !environments,
  });
  const main = emitFunction(context, chunk.main);
  // Declaring all names costs V8 4 µs; finding out which ones a small text uses took 57 µs.
  const head = `"use strict";const {${RUNTIME_NAMES.join()}}=R;`;
  const bound = context.boundCalls.map((_, position) => `b${position}=b[${position}]`);
  const constants = [...context.declarations, ...bound];
  const declarations = constants.length === 0 ? '' : `const ${constants.join()};`;
  return new GeneratedChunk(chunk.displayName, `${head}${declarations}\nreturn ${main};`, context);
}

function choose(option: boolean | 'auto' | undefined, decide: () => boolean): boolean {
  return option === undefined || option === 'auto' ? decide() : option;
}
