/**
 * One Lua world: its globals, its string metatable, its bounds. Nothing is shared between two states but
 * compiled text and immutable builtins.
 *
 * The engine is synchronous, so the running state is a module variable: `enter` swaps it in for the time of
 * one call and always restores what was there, also when states are nested.
 */
import { budget, DEFAULT_QUANTUM, memory, TAIL_DEPTH } from './budget.ts';
import { markFrames } from './position.ts';
import type { LuaCoroutine } from './suspended.ts';
import { LuaTable } from './table.ts';
import type { LuaFunction } from './value.ts';

/** Where a function looks its globals up. */
export interface Environment {
  table: LuaTable;
  /** The function that it belongs to. */
  owner: LuaFunction | undefined;
}

export interface StateOptions {
  /** Called about every `quantum` steps of Lua code; may throw a `ScriptAbort`. */
  onBudget?: (state: LuaState) => void;
  /** Steps between two calls of `onBudget`. */
  quantum?: number;
  /** Bytes that one entry may allocate in strings and tables; unlimited by default. */
  memoryLimit?: number;
  /** Called when the limit is passed; may lower `memory.used` (import `memory` from the runtime). */
  onMemory?: (state: LuaState) => void;
}

export class LuaState {
  readonly globals = new LuaTable();
  /** The metatable of all strings, normally `{__index = string}`. */
  stringMetatable: LuaTable | undefined = undefined;
  /** The coroutine that runs; undefined in the main program. */
  coroutine: LuaCoroutine | undefined = undefined;
  /** Those of the running functions that have one, see environment.ts. */
  readonly environments: Environment[] = [];
  /** The environment of the function that calls `getfenv` or `setfenv` at this moment. */
  caller: Environment | undefined = undefined;
  /** Host data that belongs to this state (libraries keep their registry here). */
  readonly registry = new Map<string, unknown>();
  onBudget: ((state: LuaState) => void) | undefined;
  onMemory: ((state: LuaState) => void) | undefined;
  quantum: number;
  memoryLimit: number;

  /** The hooks of the counters while this state runs. */
  readonly budgetHook = (): void => this.onBudget?.(this);
  readonly memoryHook = (): void => this.onMemory?.(this);

  constructor(options: StateOptions = {}) {
    this.onBudget = options.onBudget;
    this.onMemory = options.onMemory;
    this.quantum = options.quantum ?? DEFAULT_QUANTUM;
    this.memoryLimit = options.memoryLimit ?? Number.POSITIVE_INFINITY;
  }

  /** Runs `action` with this state as the running one. Entering the running state again costs nothing. */
  enter<T>(action: () => T): T {
    return running === this ? action() : runIn(this, action);
  }
}

/** Puts the counters of the state around aside, and lends them to this one. */
function runIn<T>(state: LuaState, action: () => T): T {
  const outer = running;
  const { remaining, quantum, hook, tail, nestedCalls, protectedCalls } = budget;
  const { used, limit, hook: memoryHook } = memory;
  running = state;
  budget.remaining = state.quantum;
  budget.quantum = state.quantum;
  budget.tail = TAIL_DEPTH;
  budget.nestedCalls = 0;
  budget.protectedCalls = 0;
  budget.hook = state.budgetHook;
  memory.used = 0;
  memory.limit = state.memoryLimit;
  memory.hook = state.memoryHook;
  try {
    return action();
  } finally {
    running = outer;
    budget.remaining = remaining;
    budget.quantum = quantum;
    budget.tail = tail;
    budget.nestedCalls = nestedCalls;
    budget.protectedCalls = protectedCalls;
    budget.hook = hook;
    memory.used = used;
    memory.limit = limit;
    memory.hook = memoryHook;
  }
}
markFrames('state', runIn);

const NOBODY = new LuaState();
let running: LuaState = NOBODY;

/** The state whose code is running; a bare one without libraries outside of any `enter`. */
export function currentState(): LuaState {
  return running;
}
