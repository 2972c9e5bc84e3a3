/**
 * Texts that are interpreted, of which parts are compiled on the way: loops that go on for long, and inner functions
 * when they are first called.
 *
 * There are two kinds of them. A script that is seen for the first time is interpreted because compiling it takes longer
 * than interpreting it once (first-run.ts). And V8 compiles a text in one go, in which nothing else can happen; so what is
 * longer than `LONGEST_COMPILED` is interpreted: the main function of a long text, and those of its functions
 * that are as long themselves.
 */
import { type BindCall, bindCalls } from './bind-calls.ts';
import { makeFactory } from './binding.ts';
import { analyse, type GeneratedChunk } from './codegen/chunk.ts';
import type { Modes } from './codegen/context.ts';
import { generateFunction, generateLoop, type UnitOptions } from './codegen/unit.ts';
import type { Box, CompiledLoop, Frame, Program } from './interpreter/frame.ts';
import { interpreted } from './interpreter/interpret.ts';
import { accountMemory, spend } from './runtime/budget.ts';
import { PAUSABLE } from './runtime/coroutine.ts';
import { enclose } from './runtime/environment.ts';
import { type CodeLifetime, forgetCode, registerCode } from './runtime/position.ts';
import type { Environment, LuaState } from './runtime/state.ts';
import type { LuaFunction } from './runtime/value.ts';
import type { Chunk, FunctionBody, LoopStatement } from './syntax/ast.ts';

/** The longest Lua text, in bytes, that is compiled as a whole, and the longest JavaScript text that may come of it. */
export const LONGEST_COMPILED = 100_000;
export const LONGEST_CODE = 1_000_000;

/** What compiling costs V8, in steps for each char of the JavaScript text. */
export const STEPS_PER_CHAR = 25;

/** Charges the running script for what is compiled. */
export const SCRIPT_METER = { spend, accountMemory };

export interface InterpretedOptions {
  readonly modes: Modes;
  readonly bindCall: BindCall | undefined;
  readonly lifetime: CodeLifetime;
  readonly turns: number;
  readonly runsOnce: boolean;
  readonly longest?: number | undefined;
}

type UnitFactory = (environment: Environment, upvalues: readonly Box[]) => unknown;

/** A text that is interpreted in a state. */
export class InterpretedText implements Program {
  readonly displayName: string;
  readonly turns: number;
  readonly runsOnce: boolean;
  private readonly state: LuaState;
  private readonly chunk: Chunk;
  private readonly options: InterpretedOptions;
  private readonly longest: number;
  private readonly factories = new Map<FunctionBody | LoopStatement, UnitFactory | undefined>();
  private readonly registered: number[] = [];
  private analysed: UnitOptions | undefined = undefined;

  constructor(state: LuaState, chunk: Chunk, options: InterpretedOptions) {
    this.displayName = chunk.displayName;
    this.turns = options.turns;
    this.runsOnce = options.runsOnce;
    this.state = state;
    this.chunk = chunk;
    this.options = options;
    this.longest = options.longest ?? LONGEST_COMPILED;
  }

  /** The main function. */
  makeMain(): LuaFunction {
    return this.enclosed({ table: this.state.threadGlobals, owner: undefined }, (environment) =>
      interpreted(this, this.chunk.main, environment),
    );
  }

  makeFunction(body: FunctionBody, outer: Environment, upvalues: readonly Box[]): LuaFunction {
    return this.enclosed(outer, (environment) => {
      const first = interpreted(this, body, environment, upvalues);
      if (body.length > this.longest) return first;
      return compiledLater(first, () => {
        const make = this.factoryOf(body, () => generateFunction(this.analysis, body));
        return make?.(environment, upvalues) as LuaFunction | undefined;
      });
    });
  }

  compileLoop(loop: LoopStatement, { body, environment, upvalues }: Frame): CompiledLoop | undefined {
    if (loop.length > this.longest) return undefined;
    const make = this.factoryOf(loop, () => generateLoop(this.analysis, loop, body));
    return make?.(environment, upvalues) as CompiledLoop | undefined;
  }

  /** Frees what is kept for the errors of the compiled parts, none of which will run again. */
  release(): void {
    this.registered.forEach(forgetCode);
  }

  private enclosed(outer: Environment, make: (environment: Environment) => LuaFunction): LuaFunction {
    return this.options.modes.environments ? enclose(outer, make) : make(outer);
  }

  private get analysis(): UnitOptions {
    if (this.analysed === undefined) {
      const { chunk } = this;
      const { modes } = this.options;
      // A function that is emitted twice would have to find the locals around it in two ways, too.
      this.analysed = { chunk, modes, meter: SCRIPT_METER, ...analyse(chunk, modes, SCRIPT_METER, false) };
    }
    return this.analysed;
  }

  /** Compiles a part of the text, if that has not been done before; undefined if its code would be too long. */
  private factoryOf(
    part: FunctionBody | LoopStatement,
    generate: () => GeneratedChunk,
  ): UnitFactory | undefined {
    if (this.factories.has(part)) return this.factories.get(part);
    const { text, code, boundCalls } = generate();
    let factory: UnitFactory | undefined;
    if (text.length <= LONGEST_CODE) {
      spend(text.length * STEPS_PER_CHAR);
      const id = registerCode(code, this.options.lifetime);
      this.registered.push(id);
      const make = makeFactory(text, id);
      const { globals } = this.state;
      const bound = bindCalls(this.state, boundCalls, this.options.bindCall);
      factory = (environment, upvalues) => make(code, globals, bound, environment, [], upvalues);
    }
    this.factories.set(part, factory);
    return factory;
  }
}

/** How many calls of an inner function are interpreted before it is compiled. Most functions of some texts are called once. */
const INTERPRETED_CALLS = 3;

/**
 * A function that is interpreted at first, and compiled when it goes on being called or may have to pause. If it cannot
 * be compiled, it stays interpreted.
 */
function compiledLater(first: LuaFunction, compile: () => LuaFunction | undefined): LuaFunction {
  let calls = 0;
  let made: LuaFunction | undefined;
  return function (this: unknown, ...values) {
    if (made === undefined) {
      if (this !== PAUSABLE && ++calls <= INTERPRETED_CALLS) return first(...values);
      made = compile() ?? first;
    }
    return made.apply(this, values);
  };
}
