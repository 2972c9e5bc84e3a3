/**
 * What the generator keeps track of while it emits text: `ChunkContext` for the whole chunk, and `FunctionContext`
 * for the function that is being emitted.
 *
 * The terms: a site is a place that can fail, with what an error message says of it. A field site is an object that
 * remembers where a field was found (runtime/field-site.ts). A shape is the list of keys of a record
 * (runtime/shape.ts). A bound call is a `redis.call` that the embedder replaces by a function of its own
 * (bound-call.ts).
 *
 * The names in the generated text are `L1` for a local, `F1` for a function, `t1` for a temporary, `s1` for a field
 * site, `h1` for a shape, `b1` for a bound call, `I1` for a label, `k` for the count of loop turns, `w` for what the
 * function counts as, `G` for the globals and `C` for the chunk's sites. The names of runtime functions are in runtime-names.ts.
 *
 * Invariant: whatever is declared through a context is declared once, and its name is used for nothing else.
 */

import type { Expression, FunctionBody, LocalSymbol } from '../syntax/ast.ts';
import type { Meter } from '../syntax/meter.ts';
import type { BoundCall } from './bound-call.ts';
import { type Counting, countingOf } from './counting.ts';
import { stringLiteral } from './literals.ts';
import type { Parameters } from './parameters.ts';
import type { PausableMode, Pausing } from './pausing.ts';
import type { StaticTypes } from './static-type.ts';
import type { Outside } from './unit.ts';

/** A place in the script that can fail: its line, and what messages call its operands (`local 'x'`). */
export interface Site {
  readonly line: number;
  readonly left?: string;
  readonly right?: string;
}

/** The choices between ways to generate a chunk. */
export interface Modes {
  /** In which functions coroutines can yield. */
  readonly pausable: PausableMode;
  /** Whether each function has an environment of its own, as `setfenv` needs it. */
  readonly environments: boolean;
  /** Whether to prefer short text to fast text. It pays for scripts so long that compiling them takes most time. */
  readonly compact: boolean;
  /** Whether the chunk is called over and over, so that its main function has to be fast, too. */
  readonly repeated: boolean;
  /** Whether `redis.call` and `redis.pcall` with a constant name become bound calls `b1`, `b2`, ... */
  readonly boundCalls: boolean;
}

/** Nodes between two charges, and what emitting a node costs, in steps. */
const NODES_PER_CHARGE = 64;
const STEPS_PER_NODE = 500;

/** What is known of a whole chunk before any of it is emitted. */
export interface Analysis {
  readonly types: StaticTypes;
  readonly pausing: Pausing;
}

/** The chunk that is being emitted, or the part of it that is compiled by itself (unit.ts). */
export class ChunkContext {
  readonly types: StaticTypes;
  readonly pausing: Pausing;
  readonly modes: Modes;
  /** What the part refers to that is not in it; undefined for a whole chunk. */
  readonly outside: Outside | undefined;
  /** The literals that are not part of the text, but passed to it when it is instantiated. */
  readonly parameters: Parameters;
  /** Whether to add what explains errors: marks in the text, and names at the sites (marks.ts). */
  readonly explains: boolean;
  readonly sites: Site[] = [];
  readonly boundCalls: BoundCall[] = [];
  /** The declarations of field sites and shapes, which stand outside the main function. */
  readonly declarations: string[] = [];
  /** The texts of the generators of dual functions (pausing.ts), which are declared in the main function. */
  readonly generators = new Map<FunctionBody, string>();
  private readonly shapes = new Map<string, string>();
  private readonly globalSites = new Map<string, string>();
  private fieldSites = 0;

  private nodes = 0;
  private readonly meter: Meter;

  constructor(
    { types, pausing }: Analysis,
    modes: Modes,
    { parameters, explains, meter, outside }: ContextOptions,
  ) {
    this.types = types;
    this.pausing = pausing;
    this.modes = modes;
    this.parameters = parameters;
    this.explains = explains;
    this.meter = meter;
    this.outside = outside;
  }

  /** Charges for a node that is about to be emitted. */
  chargeNode(): void {
    if (++this.nodes % NODES_PER_CHARGE === 0) this.meter.spend(NODES_PER_CHARGE * STEPS_PER_NODE);
  }

  /** Whether a local is kept in a box, so that its value is the field `v` of the variable. */
  isBoxed(symbol: LocalSymbol): boolean {
    return this.pausing.isBoxed(symbol) || (this.outside?.isBoxed(symbol) ?? false);
  }

  /** Adds a site, and returns its number. */
  site(line: number, left?: string, right?: string): number {
    this.sites.push({ line, left, right });
    return this.sites.length - 1;
  }

  /** Declares a field site, and returns its name. */
  fieldSite(key: string, line: number, left?: string): string {
    const name = `s${++this.fieldSites}`;
    this.declarations.push(`${name}=new S(${stringLiteral(key)},C,${this.site(line, left)})`);
    return name;
  }

  /**
   * The name of the field site for a global, which all cold reads of that global in the chunk share. They can, because
   * reading a global cannot raise an error that would have to show the line.
   */
  globalSite(name: string, line: number): string {
    let site = this.globalSites.get(name);
    if (site === undefined) {
      site = this.fieldSite(name, line);
      this.globalSites.set(name, site);
    }
    return site;
  }

  /** The name of the shape of a table built with these keys. */
  shape(keys: readonly string[]): string {
    const text = `[${keys.map(stringLiteral).join()}]`;
    let name = this.shapes.get(text);
    if (name === undefined) {
      name = `h${this.shapes.size + 1}`;
      this.shapes.set(text, name);
      this.declarations.push(`${name}=shapeOf(${text})`);
    }
    return name;
  }

  /** Adds a bound call, and returns the name of the function that replaces it. */
  boundCall(call: BoundCall): string {
    this.boundCalls.push(call);
    return `b${this.boundCalls.length - 1}`;
  }
}

/** What else a context is made of. */
export interface ContextOptions {
  readonly parameters: Parameters;
  readonly explains: boolean;
  readonly meter: Meter;
  readonly outside?: Outside | undefined;
}

/** The function that is being emitted. */
export class FunctionContext {
  readonly chunk: ChunkContext;
  readonly body: FunctionBody;
  /** Whether the function is emitted as a generator, in which calls may pause. */
  readonly isGenerator: boolean;
  /** The temporaries in use, the largest number that were in use at the same time, and the open scopes. */
  private taken = 0;
  private temporaries = 0;
  private scopes = 0;
  private labels = 0;
  /** How many loops of this function are around the current statement. */
  loops = 0;
  /** The expressions whose value is in a variable already, and these variables (see `emitChain` in expression.ts). */
  readonly evaluated = new Map<Expression, string>();

  /** How the function is counted while it runs (counting.ts). */
  readonly counting: Counting;
  /** Whether it is counted from here on. */
  private hasBegun = false;

  constructor(chunk: ChunkContext, body: FunctionBody, isGenerator: boolean, counting = countingOf(body)) {
    this.chunk = chunk;
    this.body = body;
    this.isGenerator = isGenerator;
    this.counting = counting;
  }

  get explains(): boolean {
    return this.chunk.explains;
  }

  /** The statement with which the function begins to be counted. */
  begin(): string {
    this.hasBegun = true;
    return this.counting.begin;
  }

  /**
   * The statement before each return, and before a tail call. A function that is counted pays for the turns of its loops
   * that it has not paid for; other functions make no calls in them.
   */
  get end(): string {
    const { end } = this.counting;
    if (end === '' || !this.hasBegun) return '';
    return this.countsTurns ? `B.remaining-=k;${end}` : end;
  }

  /**
   * Whether the current code runs once in each call of the chunk, and the chunk is seldom called. Short text is then
   * better than inlined fast paths, because the time that V8 needs to compile grows with the length of the text.
   */
  get isCold(): boolean {
    return this.loops === 0 && this.body.parent === undefined && !this.chunk.modes.repeated;
  }

  /**
   * Takes a temporary: a variable of the generated function for a value that the text mentions more than once.
   *
   * It belongs to the innermost open scope, and is given back when that scope ends. So the text that mentions it must
   * be complete before then. Each statement and each expression is a scope. Text that is emitted later, in the same
   * scope, gets other temporaries. Text that was emitted earlier may use the same one, so it has to run before the
   * temporary is assigned. Temporaries that were given back are used again, which keeps V8's stack frames small.
   */
  take(): string {
    if (this.scopes === 0) throw new Error('a temporary was taken outside of any scope');
    if (++this.taken > this.temporaries) this.temporaries = this.taken;
    return `t${this.taken}`;
  }

  /** Emits a text in a scope of its own. The temporaries that are taken meanwhile are given back at its end. */
  scoped<Text>(emit: () => Text): Text {
    const before = this.taken;
    this.scopes++;
    const text = emit();
    this.scopes--;
    this.taken = before;
    return text;
  }

  /** Emits a text in which `variable` stands for the expression `node`, which has been evaluated into it. */
  withEvaluated(node: Expression, variable: string, emit: () => string): string {
    this.evaluated.set(node, variable);
    const text = emit();
    this.evaluated.delete(node);
    return text;
  }

  /** Whether the function has loops, so that it needs `k`. */
  countsTurns = false;
  /** The statement that leaves the innermost loop. */
  leave = '';

  /**
   * The locals outside the current loop in which it stores numbers. `depths` says in how many loops each local was
   * declared. `emitLoop` tells V8 that these locals are numbers.
   */
  private stored = new Map<LocalSymbol, number>();
  private readonly depths = new Map<LocalSymbol, number>();

  /** Notes that a local is declared here. */
  declared(symbol: LocalSymbol): void {
    if (this.holdsNumbers(symbol)) this.depths.set(symbol, this.loops);
  }

  /** Notes that a local is assigned here. */
  assigned(symbol: LocalSymbol): void {
    const depth = this.depths.get(symbol) ?? this.depthOutside(symbol);
    if (depth !== undefined && depth < this.loops) this.stored.set(symbol, depth);
  }

  /** The depth of a local of this function that is declared outside of the part that is being emitted. */
  private depthOutside(symbol: LocalSymbol): number | undefined {
    const isOutside = symbol.owner === this.body && this.chunk.outside?.has(symbol);
    return isOutside && this.holdsNumbers(symbol) ? 0 : undefined;
  }

  private holdsNumbers(symbol: LocalSymbol): boolean {
    return symbol.assigned && !symbol.captured && this.chunk.types.ofSymbol(symbol) === 'number';
  }

  /** Emits the body of a loop. Returns it with the locals outside the loop in which it stores numbers. */
  inLoop(emitBody: () => string): { body: string; numbers: LocalSymbol[] } {
    const outer = this.stored;
    this.stored = new Map();
    this.loops++;
    const body = emitBody();
    this.loops--;
    const numbers: LocalSymbol[] = [];
    for (const [symbol, depth] of this.stored) {
      if (depth <= this.loops) numbers.push(symbol);
      if (depth < this.loops) outer.set(symbol, depth);
    }
    this.stored = outer;
    return { body, numbers };
  }

  /** Makes the name of a new label. */
  label(): string {
    return `I${++this.labels}`;
  }

  /** The declaration of all temporaries. It is known only when the rest of the function's text is complete. */
  declareTemporaries(): string {
    if (this.taken !== 0 || this.scopes !== 0)
      throw new Error('a temporary of a function was not given back');
    let names = this.countsTurns ? 'k=0' : '';
    for (let number = this.temporaries; number > 0; number--) names = `t${number}${names && ','}${names}`;
    return names && `var ${names};`;
  }

  /** The text that reads or assigns a local. */
  variable(symbol: LocalSymbol): string {
    this.chunk.outside?.mention(symbol);
    return this.chunk.isBoxed(symbol) ? `${localName(symbol)}.v` : localName(symbol);
  }

  /** The statement that declares a local. */
  declare(symbol: LocalSymbol, value: string): string {
    const keyword = symbol.inLoop && symbol.captured ? 'let' : 'var';
    const initial = this.chunk.isBoxed(symbol) ? `{v:${value}}` : value;
    return `${keyword} ${localName(symbol)}=${initial};`;
  }

  /** The text of the table in which this function looks globals up. */
  get globalTable(): string {
    return this.chunk.modes.environments ? 'E.table' : 'G';
  }
}

/** The JavaScript name of a local. */
export function localName(symbol: LocalSymbol): string {
  return `L${symbol.id}`;
}
