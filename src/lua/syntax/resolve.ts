/**
 * Resolves names while a function is being parsed: decides whether a name is a local, an upvalue or a global.
 *
 * Names are resolved during parsing, as in Lua itself, because an excess of locals (200) or upvalues (60) must be
 * reported at the token where Lua reports it.
 *
 * Invariant: `active` holds the visible locals, including the hidden ones of loops, in the order of their registers, so
 * that the local at index i is in register i.
 */
import { type FunctionBody, type LocalSymbol, MAXIMUM_GLOBALS } from './ast.ts';
import { LuaSyntaxError } from './error.ts';
import type { Lexer } from './lexer.ts';

const MAXIMUM_LOCALS = 200;
const MAXIMUM_UPVALUES = 60;
/** How many locals one function may declare in all, whether or not they are visible at the same time. */
const MAXIMUM_DECLARATIONS = 32767;
/** The first byte in the names of a loop's hidden control variables. No name in a script can begin with it. */
const OPEN_PARENTHESIS = 40;

export interface BlockScope {
  readonly outer: BlockScope | undefined;
  readonly isLoop: boolean;
  readonly inLoop: boolean;
  readonly activeCount: number;
}

export type Resolved =
  | { readonly where: 'local'; readonly symbol: LocalSymbol; readonly register: number }
  | { readonly where: 'upvalue'; readonly symbol: LocalSymbol }
  | { readonly where: 'global' };

const GLOBAL: Resolved = { where: 'global' };

/** How many names looked up in functions further out cost a step. */
const NAMES_PER_STEP = 4;

/** The counters that all functions of a chunk share. */
export class ChunkCounters {
  symbols = 0;
  functions = 0;
  readonly globals = new Set<string>();

  /** Notes that the text mentions a global. */
  addGlobal(name: string): void {
    if (this.globals.size < MAXIMUM_GLOBALS) this.globals.add(name);
  }
}

/** A function that is being parsed. */
export class FunctionScope {
  readonly body: FunctionBody;
  readonly outer: FunctionScope | undefined;
  /** The visible locals. The index of a local is its register. */
  readonly active: LocalSymbol[] = [];
  block: BlockScope | undefined;
  /** The first register that holds neither a local nor a temporary value. */
  freeRegister = 0;
  /**
   * The zero that the function used first. Lua keeps 0 and -0 as one constant of a function, so it decides the sign.
   */
  zero: number | undefined;
  readonly #lexer: Lexer;
  readonly #counters: ChunkCounters;
  /** The locals that have been declared but are not visible yet. */
  #pending: LocalSymbol[] = [];
  #declarations = 0;

  constructor(outer: FunctionScope | undefined, line: number, lexer: Lexer, counters: ChunkCounters) {
    this.outer = outer;
    this.#lexer = lexer;
    this.#counters = counters;
    this.body = {
      kind: 'FunctionBody',
      id: counters.functions++,
      parent: outer?.body,
      name: '',
      parameters: [],
      isVararg: false,
      usesVararg: false,
      arg: undefined,
      block: { kind: 'Block', statements: [] },
      line,
      endLine: line,
      length: 0,
      upvalues: [],
      functions: [],
      locals: [],
      calls: 0,
      passesResults: false,
    };
    outer?.body.functions.push(this.body);
  }

  /** Declares a local. It becomes visible by the next call of `activate`. */
  declare(name: string, role: LocalSymbol['role']): LocalSymbol {
    this.#limit(this.active.length + this.#pending.length + 1, MAXIMUM_LOCALS, 'local variables');
    if (++this.#declarations > MAXIMUM_DECLARATIONS) throw new LuaSyntaxError('too many local variables');
    const hidden = name.charCodeAt(0) === OPEN_PARENTHESIS;
    const symbol: LocalSymbol = {
      name,
      id: hidden ? -1 : this.#counters.symbols++,
      slot: hidden ? -1 : this.body.locals.length,
      line: this.#lexer.line,
      role,
      owner: this.body,
      inLoop: this.block?.inLoop ?? false,
      captured: false,
      assigned: false,
      mentioned: false,
      stores: role === 'parameter' || role === 'arg' ? ['unknown'] : [],
    };
    if (!hidden) this.body.locals.push(symbol);
    this.#pending.push(symbol);
    return symbol;
  }

  /** Makes the first `count` of the declared locals visible, by default all of them. */
  activate(count = this.#pending.length): void {
    for (const symbol of this.#pending.splice(0, count)) this.active.push(symbol);
  }

  enterBlock(isLoop: boolean): void {
    const outer = this.block;
    this.block = {
      outer,
      isLoop,
      inLoop: isLoop || (outer?.inLoop ?? false),
      activeCount: this.active.length,
    };
  }

  leaveBlock(): void {
    const block = this.block;
    if (block === undefined) return;
    this.block = block.outer;
    this.active.length = block.activeCount;
    this.freeRegister = block.activeCount;
  }

  /** Finds out what a name refers to, and notes the locals that it captures. */
  resolve(name: string): Resolved {
    const register = this.#find(name);
    const symbol = this.active[register];
    if (symbol !== undefined) {
      symbol.mentioned = true;
      return { where: 'local', symbol, register };
    }
    const outer = this.#resolveUpvalue(name);
    if (outer !== undefined) return { where: 'upvalue', symbol: outer };
    this.#counters.addGlobal(name);
    return GLOBAL;
  }

  #find(name: string): number {
    let register = this.active.length - 1;
    while (register >= 0 && this.active[register]?.name !== name) register--;
    return register;
  }

  /**
   * Looks a name up in the functions around this one. The outermost function that needs an upvalue gets it first, since
   * that is where Lua would first find a limit exceeded.
   */
  #resolveUpvalue(name: string): LocalSymbol | undefined {
    const between: FunctionScope[] = [this];
    for (let scope = this.outer; scope !== undefined; scope = scope.outer) {
      this.#lexer.spend(Math.ceil(scope.active.length / NAMES_PER_STEP) + between.length);
      const symbol = scope.active[scope.#find(name)];
      if (symbol === undefined) {
        between.push(scope);
        continue;
      }
      symbol.captured = true;
      symbol.mentioned = true;
      for (const user of between.reverse()) user.#addUpvalue(symbol);
      return symbol;
    }
    return undefined;
  }

  #addUpvalue(symbol: LocalSymbol): void {
    const { upvalues } = this.body;
    if (upvalues.includes(symbol)) return;
    this.#limit(upvalues.length + 1, MAXIMUM_UPVALUES, 'upvalues');
    upvalues.push(symbol);
  }

  #limit(count: number, maximum: number, what: string): void {
    if (count <= maximum) return;
    const { line } = this.body;
    const where = line === 0 ? 'main function' : `function at line ${line}`;
    this.#lexer.fail(`${where} has more than ${maximum} ${what}`);
  }
}
