/**
 * A state is one Lua world: its globals, the metatable of its strings, and its limits. Two states share nothing but
 * compiled code and builtin functions, which cannot be changed.
 *
 * Lua code runs synchronously, so the running state can be a variable of this module. Invariant: `enter` makes a state
 * the running one for the time of one call, and afterwards restores what was there, even if the call throws or enters
 * further states.
 */
import { budget, DEFAULT_QUANTUM, FIRST_CALLS, memory, TAIL_DEPTH } from './budget.ts';
import { type CallOwner, callDepth, countCalls, findCallOwner, grantCalls, payCalls } from './call-depth.ts';
import { forgetText } from './long-text.ts';
import { markFrames } from './position.ts';
import type { LuaCoroutine } from './suspended.ts';
import { LuaTable } from './table.ts';
import type { LuaFunction } from './value.ts';

/** The environment of a function (Lua 5.1's `setfenv`): the table in which it looks its globals up. */
export interface Environment {
  table: LuaTable;
  /** The function to which the environment belongs. */
  owner: LuaFunction | undefined;
}

export interface StateOptions {
  /** Called about every `quantum` steps of Lua code. It may throw a `ScriptAbort` to end the script. */
  onBudget?: (state: LuaState) => void;
  /** The number of steps between two calls of `onBudget`. */
  quantum?: number;
  /** How many bytes of strings and tables may be allocated from one `enter` to its end. Unlimited by default. */
  memoryLimit?: number;
  /** Called when `memoryLimit` is passed. It may lower `memory.used` (see budget.ts). */
  onMemory?: (state: LuaState) => void;
}

export class LuaState implements CallOwner {
  readonly globals = new LuaTable();
  /** The metatable of all strings, normally `{__index = string}`. */
  stringMetatable: LuaTable | undefined = undefined;
  /** The running coroutine; undefined in the main program. */
  coroutine: LuaCoroutine | undefined = undefined;
  /** What `setfenv(0, table)` has set in the main program, until its end; undefined: the globals. */
  threadTable: LuaTable | undefined = undefined;
  /** The environments of the running functions that have one of their own (environment.ts), the innermost last. */
  readonly environments: Environment[] = [];
  /** The environment of the function that is calling `getfenv` or `setfenv` right now. */
  caller: Environment | undefined = undefined;
  /** Data of the host that belongs to this state. Libraries keep what they need to remember here. */
  readonly registry = new Map<string, unknown>();
  onBudget: ((state: LuaState) => void) | undefined;
  onMemory: ((state: LuaState) => void) | undefined;
  quantum: number;
  memoryLimit: number;
  callLimit = FIRST_CALLS;

  /** The hooks that budget.ts calls while this state is running. */
  readonly budgetHook = (): void => this.onBudget?.(this);
  readonly memoryHook = (): void => this.onMemory?.(this);

  constructor(options: StateOptions = {}) {
    this.onBudget = options.onBudget;
    this.onMemory = options.onMemory;
    this.quantum = options.quantum ?? DEFAULT_QUANTUM;
    this.memoryLimit = options.memoryLimit ?? Number.POSITIVE_INFINITY;
  }

  /** Where code that is loaded now looks its globals up, until somebody sets another table for it. */
  get threadGlobals(): LuaTable {
    return (this.coroutine ?? this).threadTable ?? this.globals;
  }

  /** Runs `action` with this state as the running one. If it is running already, nothing needs to be saved. */
  enter<T>(action: () => T): T {
    return running === this ? action() : runIn(this, action);
  }
}

/** Saves the counters for the state around this one, starts them anew for this one, and restores them at the end. */
function runIn<T>(state: LuaState, action: () => T): T {
  const outer = running;
  payCalls();
  const { remaining, quantum, hook, tail, nestedCalls, protectedCalls, deepest } = budget;
  const depth = callDepth();
  const { used, limit, hook: memoryHook } = memory;
  running = state;
  budget.remaining = state.quantum;
  countCalls(depth + state.callLimit, depth);
  grantCalls(depth);
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
    // Others' scripts are not harmed.
    state.threadTable = undefined;
    payCalls();
    budget.remaining = remaining;
    countCalls(deepest, depth);
    grantCalls(depth);
    budget.quantum = quantum;
    budget.tail = tail;
    budget.nestedCalls = nestedCalls;
    budget.protectedCalls = protectedCalls;
    budget.hook = hook;
    memory.used = used;
    memory.limit = limit;
    memory.hook = memoryHook;
    forgetText();
  }
}
markFrames('state', runIn);

const NOBODY = new LuaState();
let running: LuaState = NOBODY;

findCallOwner(() => running.coroutine ?? running);

/** The state whose code is running. Outside of any `enter` it is an empty state without libraries. */
export function currentState(): LuaState {
  return running;
}
