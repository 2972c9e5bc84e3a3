/**
 * Parts of a chunk that are compiled by themselves, while the rest of it is interpreted: loops that go on for long, and the
 * inner functions of a text that is too long to be compiled as a whole.
 *
 * Such a part shares locals with interpreted code. The interpreter keeps a local that inner functions use in a box, and
 * passes the boxes. Once a loop or function runs, the value of a local that is never assigned is final; so the text reads
 * it out of its box at once, and only a local that is assigned stays in its box (`L1.v`).
 */
import type { Chunk, FunctionBody, LocalSymbol, LoopStatement } from '../syntax/ast.ts';
import { FREE, type Meter } from '../syntax/meter.ts';
import { describeCode, type Emitted, ExplainedCode, factoryText, type GeneratedChunk } from './chunk.ts';
import { type Analysis, ChunkContext, FunctionContext, localName, type Modes } from './context.ts';
import { NOT_COUNTED } from './counting.ts';
import { emitForm } from './function.ts';
import { STATE } from './loop.ts';
import { NO_PARAMETERS } from './parameters.ts';
import { emitResumedLoop } from './statement.ts';
import { localsOfLoop } from './walk.ts';

/** What all parts of a chunk have in common. */
export interface UnitOptions extends Analysis {
  readonly chunk: Chunk;
  readonly modes: Modes;
  readonly meter: Meter;
}

/** The locals that a part of a chunk shares with the code around it. */
export class Outside {
  /** The function that the part stands in. */
  private readonly body: FunctionBody | undefined;
  /** The locals of that function that belong to the part. */
  private readonly own: ReadonlySet<LocalSymbol>;
  private readonly around = new Set<FunctionBody>();
  private readonly mentioned = new Set<LocalSymbol>();

  constructor(body: FunctionBody | undefined, own: ReadonlySet<LocalSymbol>) {
    this.body = body;
    this.own = own;
    for (let around = body; around !== undefined; around = around.parent) this.around.add(around);
  }

  has(symbol: LocalSymbol): boolean {
    return this.around.has(symbol.owner) && !this.own.has(symbol);
  }

  isBoxed(symbol: LocalSymbol): boolean {
    return symbol.captured && symbol.assigned && this.has(symbol);
  }

  /** Notes that the text mentions a local. */
  mention(symbol: LocalSymbol): void {
    if (this.has(symbol)) this.mentioned.add(symbol);
  }

  /** The locals of the function itself that the text has mentioned. */
  get locals(): LocalSymbol[] {
    return [...this.mentioned].filter(({ owner }) => owner === this.body);
  }

  /** The declarations of those of functions further out, given the upvalues of the function that has their boxes. */
  upvalues(upvalues: readonly LocalSymbol[]): string[] {
    return [...this.mentioned]
      .filter((symbol) => upvalues.includes(symbol))
      .map((symbol) => `${localName(symbol)}=${unboxed(symbol, `U[${upvalues.indexOf(symbol)}]`)}`);
  }
}

function unboxed(symbol: LocalSymbol, box: string): string {
  return symbol.assigned ? box : `${box}.v`;
}

/**
 * Generates the text for the rest of a loop whose first turns have been interpreted. It makes a function that takes the
 * locals by their slots, the state of the loop, the varargs, and the boxes by their slots. That function returns the locals
 * when the loop has ended, or else what the Lua function returns.
 *
 * @param body the function that the loop stands in
 */
export function generateLoop(options: UnitOptions, loop: LoopStatement, body: FunctionBody): GeneratedChunk {
  return generateUnit(
    options,
    (context, outside) => {
      const main = new FunctionContext(context, body, false, NOT_COUNTED);
      const statement = emitResumedLoop(main, loop);
      const before: string[] = [];
      const after: string[] = [];
      for (const symbol of outside.locals) {
        const name = localName(symbol);
        const { slot, captured } = symbol;
        before.push(`var ${name}=${captured ? unboxed(symbol, `X[${slot}]`) : `R[${slot}]`};`);
        if (!captured) after.push(`R[${slot}]=${name};`);
      }
      const text = `${main.declareTemporaries()}${before.join('')}\n${statement}\n${after.join('')}return R;`;
      return `(function F0(R,${STATE},V,X){${text}})`;
    },
    body,
    new Outside(body, localsOfLoop(loop)),
  );
}

/** Generates the text of an inner function, without the environment of its own that it may have. */
export function generateFunction(options: UnitOptions, body: FunctionBody): GeneratedChunk {
  const emit = (context: ChunkContext): string => emitForm(context, body);
  return generateUnit(options, emit, body, new Outside(body.parent, NONE));
}

const NONE: ReadonlySet<LocalSymbol> = new Set();

/** @param holder the function whose upvalues are those of the part */
function generateUnit(
  options: UnitOptions,
  emit: (context: ChunkContext, outside: Outside) => string,
  holder: FunctionBody,
  outside: Outside,
): GeneratedChunk {
  const { chunk, modes } = options;
  const emitAll = (explains: boolean): Emitted => {
    const meter = explains ? FREE : options.meter;
    const context = new ChunkContext(options, modes, {
      parameters: NO_PARAMETERS,
      explains,
      meter,
      outside,
    });
    const value = emit(context, outside);
    return { text: factoryText(context, value, outside.upvalues(holder.upvalues)), context };
  };
  const { text, context } = emitAll(false);
  return describeCode(text, new ExplainedCode(chunk.displayName, () => emitAll(true)), context);
}
