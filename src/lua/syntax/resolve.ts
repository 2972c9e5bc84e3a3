/**
 * Scopes: which local, upvalue or global a name is, while a function is being parsed.
 *
 * Resolution happens during parsing, as in Lua itself, because the limits (200 locals, 60 upvalues) must
 * be reported at the token where Lua reports them. `active` holds the visible locals by register: local
 * number i lives in register i, hidden loop variables included.
 */
import type { FunctionBody, LocalSymbol } from './ast.ts';
import { LuaSyntaxError } from './error.ts';
import type { Lexer } from './lexer.ts';

const MAXIMUM_LOCALS = 200;
const MAXIMUM_UPVALUES = 60;
/** Declarations in one function, visible at once or not. */
const MAXIMUM_DECLARATIONS = 32767;
/** Names of a loop's control variables begin with it; no program can spell them. */
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

/** Counters that all functions of a chunk share. */
export class ChunkCounters {
  symbols = 0;
  functions = 0;
  readonly globals = new Set<string>();
}

/** A function being parsed. */
export class FunctionScope {
  readonly body: FunctionBody;
  readonly outer: FunctionScope | undefined;
  /** Visible locals; the index is the register. */
  readonly active: LocalSymbol[] = [];
  block: BlockScope | undefined;
  /** First register that holds neither a local nor a temporary. */
  freeRegister = 0;
  /** Lua keeps 0 and -0 as one constant of a function: the first one used. */
  zero: number | undefined;
  readonly #lexer: Lexer;
  readonly #counters: ChunkCounters;
  /** Declared but not visible yet. */
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
      upvalues: [],
      functions: [],
      locals: [],
    };
    outer?.body.functions.push(this.body);
  }

  /** Declares a local, visible from the next `activate` on. */
  declare(name: string, role: LocalSymbol['role']): LocalSymbol {
    this.#limit(this.active.length + this.#pending.length + 1, MAXIMUM_LOCALS, 'local variables');
    if (++this.#declarations > MAXIMUM_DECLARATIONS) throw new LuaSyntaxError('too many local variables');
    const hidden = name.charCodeAt(0) === OPEN_PARENTHESIS;
    const symbol: LocalSymbol = {
      name,
      id: hidden ? -1 : this.#counters.symbols++,
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

  /** Makes the oldest `count` declared locals visible; all of them by default. */
  activate(count = this.#pending.length): void {
    this.active.push(...this.#pending.splice(0, count));
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

  /** Finds what a name means here, and notes captures on the way. */
  resolve(name: string): Resolved {
    const register = this.#find(name);
    const symbol = this.active[register];
    if (symbol !== undefined) {
      symbol.mentioned = true;
      return { where: 'local', symbol, register };
    }
    const outer = this.#resolveUpvalue(name);
    if (outer !== undefined) return { where: 'upvalue', symbol: outer };
    this.#counters.globals.add(name);
    return GLOBAL;
  }

  #find(name: string): number {
    let register = this.active.length - 1;
    while (register >= 0 && this.active[register]?.name !== name) register--;
    return register;
  }

  /** Looks a name up in the functions around, outermost mention first: that is where a limit is hit first. */
  #resolveUpvalue(name: string): LocalSymbol | undefined {
    const between: FunctionScope[] = [this];
    for (let scope = this.outer; scope !== undefined; scope = scope.outer) {
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
