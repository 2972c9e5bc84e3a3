/**
 * The counters that keep a script in bounds: steps and bytes, of whichever state is running.
 *
 * There is one set of counters for all states, because generated code has to reach them at once. They belong to the state
 * that runs: `LuaState.enter` puts those of the state around it aside, and puts them back at its end.
 *
 * Generated code does `step()` at every function entry and `lap()` after so many turns of
 * its loops; library code calls `spend(n)` for n steps of its own. When the steps run out the state's hook looks at
 * the clock and may throw a `ScriptAbort`. `accountMemory` is told about what can explode: long strings and
 * growing tables. It counts what was allocated, not what is still alive, so a hook may lower `memory.used`.
 */
import { errorHere } from './lua-error.ts';

/** Steps between two calls of the hook; small enough for the stack and quick enough for the clock (a fraction of a millisecond). */
export const DEFAULT_QUANTUM = 100_000;

/** Tail calls that may nest as JavaScript calls before one is made from a trampoline. */
export const TAIL_DEPTH = 100;

/** What catching an error costs: its place was read off the stack. */
export const STEPS_PER_ERROR = 5000;

/** What catching an error costs that was returned (`Raised`). */
export const STEPS_PER_RAISED = 20;

/** What it costs to look at one more level of the stack, of the levels that cost anything. */
export const STEPS_PER_LEVEL = 500;
export const PAID_LEVELS = 1000;

/** Calls from library functions, metamethods and the host that may nest (LUAI_MAXCCALLS). */
export const NESTED_CALLS = 200;

/** Kept in small integers: V8 then decrements in place. */
export const budget = {
  remaining: DEFAULT_QUANTUM,
  quantum: DEFAULT_QUANTUM,
  /** Called when the steps ran out. */
  hook: undefined as (() => void) | undefined,
  /** Tail calls left until one is deferred. */
  tail: TAIL_DEPTH,
  /** Calls under way that were not made by Lua code itself; whoever catches an exception restores it. */
  nestedCalls: 0,
  /** Protected calls under way: what is raised will be caught, and nobody asks then where that was. */
  protectedCalls: 0,
};

/** Bytes allocated by the running script, and what it may allocate. */
export const memory = {
  used: 0,
  limit: Number.POSITIVE_INFINITY,
  /** Called past the limit; may lower `used` or raise `limit`. Without it the script gets an error. */
  hook: undefined as (() => void) | undefined,
};

/** The steps ran out: asks the hook, then starts the next quantum. */
export function tick(): void {
  budget.remaining = budget.quantum;
  budget.hook?.();
}

/** Pays for one step: what every function of generated code begins with. */
export function step(): void {
  if (--budget.remaining < 0) tick();
}

/** Pays for turns of loops, which generated code counts by itself for a while. */
export function lap(turns: number): void {
  budget.remaining -= turns;
  if (budget.remaining < 0) tick();
}

let isPrepared = false;

/**
 * Runs out of steps a few times before any generated code does, with hooks and without: code in which V8 has never seen
 * that happen is thrown away when it does, and every function of a script would be, once. To be called before
 * generated code is made; once a process, it takes about 0.05 ms.
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

/** Pays for `steps` of work in a library function; a step is about a loop iteration. */
export function spend(steps: number): void {
  budget.remaining -= steps;
  if (budget.remaining < 0) tick();
}

/** Counts an allocation; throws Lua's `not enough memory` when the script has had its share. */
export function accountMemory(bytes: number): void {
  memory.used += bytes;
  if (memory.used <= memory.limit) return;
  memory.hook?.();
  if (memory.used > memory.limit) throw errorHere('not enough memory');
}
