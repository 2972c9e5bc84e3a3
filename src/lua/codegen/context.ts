/**
 * What the generator knows while it emits: the chunk's tables of constants and sites (`ChunkContext`), and the
 * temporaries of the function at hand (`FunctionContext`).
 *
 * Names in the generated text: `k` turns of loops, `L1` a local, `F1` a function, `t1` a temporary, `s1` a field site, `h1` a shape,
 * `b1` a bound call, `G` the globals, `C` the chunk's sites; runtime functions keep short names (see runtime-names.ts).
 */

import type { Expression, FunctionBody, LocalSymbol } from '../syntax/ast.ts';
import type { BoundCall } from './bound-call.ts';
import { stringLiteral } from './literals.ts';
import type { Parameters } from './parameters.ts';
import type { PausableMode, Pausing } from './pausing.ts';
import type { StaticTypes } from './static-type.ts';

/** A place in the text that can fail: its line and what its operands are called (`local 'x'`). */
export interface Site {
  readonly line: number;
  readonly left?: string;
  readonly right?: string;
}

export interface Modes {
  /** Which functions are made so that coroutines can yield in them. */
  readonly pausable: PausableMode;
  /** Each function has an environment of its own (`setfenv`). */
  readonly environments: boolean;
  /** Short text instead of inlined fast paths, for texts so long that compiling them is what takes the time. */
  readonly compact: boolean;
  /** The chunk itself is called over and over: its main function is worth what the inner ones are. */
  readonly repeated: boolean;
  /** `redis.call` and `redis.pcall` with a constant name go through `b1`, `b2`, .... */
  readonly boundCalls: boolean;
}

export class ChunkContext {
  readonly types: StaticTypes;
  readonly pausing: Pausing;
  readonly modes: Modes;
  /** The literals that the code is instantiated with. */
  readonly parameters: Parameters;
  /** The text gets marks, and the sites names: what explains errors. */
  readonly explains: boolean;
  readonly sites: Site[] = [];
  readonly boundCalls: BoundCall[] = [];
  /** Declarations around the main function: field sites and shapes. */
  readonly declarations: string[] = [];
  /** The generators of dual functions, by their functions; declared in the main function. */
  readonly generators = new Map<FunctionBody, string>();
  private readonly shapes = new Map<string, string>();
  private readonly globalSites = new Map<string, string>();
  private fieldSites = 0;

  constructor(types: StaticTypes, pausing: Pausing, modes: Modes, parameters: Parameters, explains: boolean) {
    this.types = types;
    this.pausing = pausing;
    this.modes = modes;
    this.parameters = parameters;
    this.explains = explains;
  }

  /** The number of a new place that can fail. */
  site(line: number, left?: string, right?: string): number {
    this.sites.push({ line, left, right });
    return this.sites.length - 1;
  }

  /** The name of a new field site. */
  fieldSite(key: string, line: number, left?: string): string {
    const name = `s${++this.fieldSites}`;
    this.declarations.push(`${name}=new S(${stringLiteral(key)},C,${this.site(line, left)})`);
    return name;
  }

  /** The name of the field site that the chunk's cold reads of a global share: no error of theirs names its line. */
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

  /** The name of the function that stands for a bound call. */
  boundCall(call: BoundCall): string {
    this.boundCalls.push(call);
    return `b${this.boundCalls.length - 1}`;
  }
}

export class FunctionContext {
  readonly chunk: ChunkContext;
  readonly body: FunctionBody;
  /** The text is a generator's: what it calls may pause. */
  readonly isGenerator: boolean;
  /** Temporaries that are taken, how many ever were at the same time, and scopes that are open. */
  private taken = 0;
  private temporaries = 0;
  private scopes = 0;
  private labels = 0;
  /** Loops of this function around the statement at hand. */
  loops = 0;
  /** Expressions that have already been evaluated into a temporary (left chains are emitted flat). */
  readonly evaluated = new Map<Expression, string>();

  constructor(chunk: ChunkContext, body: FunctionBody, isGenerator: boolean) {
    this.chunk = chunk;
    this.body = body;
    this.isGenerator = isGenerator;
  }

  get explains(): boolean {
    return this.chunk.explains;
  }

  /**
   * Whether the code at hand runs once in a call of the chunk, and the chunk seldom: short text then beats inlined
   * fast paths, because the time that V8 needs to compile grows with the text.
   */
  get isCold(): boolean {
    return this.loops === 0 && this.body.parent === undefined && !this.chunk.modes.repeated;
  }

  /**
   * A variable of the generated function for a value that its text mentions more than once.
   *
   * It belongs to the innermost open scope, and is given back when that one ends: whoever takes it completes the text
   * that mentions it in the same scope. Each statement and each expression is a scope. What is emitted after the taking
   * gets other variables; what was emitted before may use the same one, and therefore has to run before the variable is
   * assigned. Variables that were given back are taken again: that keeps V8's frames small.
   */
  take(): string {
    if (this.scopes === 0) throw new Error('a temporary was taken outside of any scope');
    if (++this.taken > this.temporaries) this.temporaries = this.taken;
    return `t${this.taken}`;
  }

  /** Emits a text that is complete in itself: the temporaries that are taken meanwhile are given back at its end. */
  scoped<Text>(emit: () => Text): Text {
    const before = this.taken;
    this.scopes++;
    const text = emit();
    this.scopes--;
    this.taken = before;
    return text;
  }

  /** Emits a text in which an expression that was already evaluated stands as the variable with its value. */
  withEvaluated(node: Expression, variable: string, emit: () => string): string {
    this.evaluated.set(node, variable);
    const text = emit();
    this.evaluated.delete(node);
    return text;
  }

  /** The function has loops. */
  countsTurns = false;
  /** The statement that leaves the innermost loop. */
  leave = '';

  /** Numbers that the loop at hand stores in locals of the function, and in how many loops each local is. */
  private stored = new Map<LocalSymbol, number>();
  private readonly depths = new Map<LocalSymbol, number>();

  /** A local is declared here. */
  declared(symbol: LocalSymbol): void {
    const isNumber = symbol.assigned && !symbol.captured && this.chunk.types.ofSymbol(symbol) === 'number';
    if (isNumber) this.depths.set(symbol, this.loops);
  }

  /** A local is assigned here. */
  assigned(symbol: LocalSymbol): void {
    const depth = this.depths.get(symbol);
    if (depth !== undefined && depth < this.loops) this.stored.set(symbol, depth);
  }

  /** Emits the body of a loop; answers it with the locals from outside that it stores numbers in. */
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

  /** The name of a new label. */
  label(): string {
    return `I${++this.labels}`;
  }

  /** The declaration of all temporaries; call it when the function's text is complete. */
  declareTemporaries(): string {
    if (this.taken !== 0 || this.scopes !== 0)
      throw new Error('a temporary of a function was not given back');
    let names = this.countsTurns ? 'k=0' : '';
    for (let number = this.temporaries; number > 0; number--) names = `t${number}${names && ','}${names}`;
    return names && `var ${names};`;
  }

  /** The text that reads or assigns a local. */
  variable(symbol: LocalSymbol): string {
    return this.chunk.pausing.isBoxed(symbol) ? `${localName(symbol)}.v` : localName(symbol);
  }

  /** The statement that makes a local. */
  declare(symbol: LocalSymbol, value: string): string {
    const keyword = symbol.inLoop && symbol.captured ? 'let' : 'var';
    const initial = this.chunk.pausing.isBoxed(symbol) ? `{v:${value}}` : value;
    return `${keyword} ${localName(symbol)}=${initial};`;
  }

  /** The table where globals live. */
  get globalTable(): string {
    return this.chunk.modes.environments ? 'E.table' : 'G';
  }
}

/** The JavaScript name of a local. */
export function localName(symbol: LocalSymbol): string {
  return `L${symbol.id}`;
}
