/**
 * The counters that bound what a script can do: the steps that it runs and the bytes that it allocates.
 *
 * Invariant: the counters belong to the state that is running. There is one set of them for all states, so that
 * generated code reaches them without a detour. `LuaState.enter` saves the counters of the state around it, and
 * restores them when it is left.
 *
 * Generated code calls `step()` at the start of every function, or `begin` of call-depth.ts, which also counts how deep
 * calls nest, and `lap()` after a number of turns of its loops.
 * Library code calls `spend(n)` for work that is worth n steps. When the steps have run out, the hook of the state is
 * called; it looks at the clock, and may throw a `ScriptAbort`. `accountMemory` is called for whatever a script can
 * make large: long strings and growing tables. It counts what was allocated, not what is still in use, so a hook may
 * lower `memory.used`.
 */
import { errorHere } from './lua-error.ts';

/** The steps between two calls of the hook, unless a state has another number. */
export const DEFAULT_QUANTUM = 100_000;

/** How many tail calls may nest as JavaScript calls before one is returned to the caller as a `TailCall` (call.ts). */
export const TAIL_DEPTH = 100;

/** The steps for catching an error that was thrown. They are many because its place was read off the stack. */
export const STEPS_PER_ERROR = 5000;

/** The steps for catching an error that was returned (`Raised` in call.ts). */
export const STEPS_PER_RAISED = 20;

/** The steps for looking at one more level of the stack, and for how many levels they are counted at most. */
export const STEPS_PER_LEVEL = 500;
export const PAID_LEVELS = 1000;

/** How many calls by library functions, metamethods and the host may nest (C's LUAI_MAXCCALLS). */
export const NESTED_CALLS = 200;

/** How many calls of Lua functions may nest at first; call-depth.ts explains it. */
export const FIRST_CALLS = 16_383;

/** The counters of steps and calls. All numbers must be small integers, which V8 decrements without allocating. */
export const budget = {
  remaining: DEFAULT_QUANTUM,
  quantum: DEFAULT_QUANTUM,
  /** Called when the steps have run out. */
  hook: undefined as (() => void) | undefined,
  /** How many more tail calls may nest until one is returned as a `TailCall`. */
  tail: TAIL_DEPTH,
  /** The calls under way that Lua code did not make itself. Whoever catches an exception restores it. */
  nestedCalls: 0,
  /** The protected calls under way. If there is one, an error will be caught, and nobody asks where it was raised. */
  protectedCalls: 0,

  // How deep calls of Lua functions nest; call-depth.ts explains these numbers.
  /** How many more calls may begin until they are settled, and how many were granted when they last were. */
  entries: 0,
  grant: 0,
  /** How many calls have ended since. */
  exits: 0,
  /** What `entries`, `exits` and the depth add up to. */
  sum: 0,
  /** The depth that must not be passed. */
  deepest: FIRST_CALLS,
};

/** The bytes that the running script has allocated, and how many it may allocate. */
export const memory = {
  used: 0,
  limit: Number.POSITIVE_INFINITY,
  /** Called when the limit is passed. It may lower `used` or raise `limit`; otherwise the script gets an error. */
  hook: undefined as (() => void) | undefined,
};

/** Called when the steps have run out: starts the next quantum and calls the hook. */
export function tick(): void {
  budget.remaining = budget.quantum;
  budget.hook?.();
}

/** Counts one step. A function of generated code that makes no calls begins with it. */
export function step(): void {
  if (--budget.remaining < 0) tick();
}

/** Counts turns of loops. Generated code collects some of them by itself before it calls this. */
export function lap(turns: number): void {
  budget.remaining -= turns;
  if (budget.remaining < 0) tick();
}

let isPrepared = false;

/**
 * Lets the steps run out several hundred times, with a hook and without, before any generated code runs. V8 optimizes
 * code for what it has seen happen, and discards the optimized code when something else happens. Without this, every
 * function of a script would be discarded once, at the first time that the steps run out in it. It has to be called
 * before generated code is made, and does its work once in a process.
 */
export function prepareBudget(): void {
  if (isPrepared) return;
  isPrepared = true;
  const { remaining, hook } = budget;
  const hooks = [undefined, () => {}, () => {}];
  for (let time = 0; time < 600; time++) {
    budget.hook = hooks[time % hooks.length];
    budget.remaining = 0;
    lap(1);
    budget.remaining = 0;
    step();
  }
  budget.remaining = remaining;
  budget.hook = hook;
}

/** Counts the work of a library function as steps. One step is about as much work as one turn of a loop. */
export function spend(steps: number): void {
  budget.remaining -= steps;
  if (budget.remaining < 0) tick();
}

/** Copying fewer values than this costs nothing, and with more of them so many cost a step, as a power of two. */
const FEW_COPIES = 99;
const COPIES_BITS = 4;

/** Counts that many values are copied or passed on. */
export function copied(count: number): void {
  if (count > FEW_COPIES) spend(count >> COPIES_BITS);
}

/** Counts an allocation. Throws Lua's `not enough memory` if the script would then have allocated more than it may. */
export function accountMemory(bytes: number): void {
  memory.used += bytes;
  if (memory.used > memory.limit) passLimit(bytes);
}

/** What is refused is not counted: a script that catches the error may go on with less. */
function passLimit(bytes: number): void {
  try {
    memory.hook?.();
    if (memory.used > memory.limit) throw errorHere('not enough memory');
  } catch (exception) {
    memory.used -= bytes;
    throw exception;
  }
}
