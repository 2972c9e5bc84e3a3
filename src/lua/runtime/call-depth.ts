/**
 * How deep calls of Lua functions nest, and what ends recursion: Lua's own limit, which is reached long before the
 * JavaScript stack ends.
 *
 * Counting must cost next to nothing. A generated function counts in `begin` at its start, where it pays a step anyway,
 * and adds to `budget.exits` before it returns. The depth is not kept, but follows from these two:
 *
 *     depth = budget.sum - budget.entries - budget.exits
 *
 * `entries` counts down from a number of calls that are granted. That number is never more than the calls that may still
 * nest, nor than the steps that are left, so that neither limit can be passed before `entries` runs out. Then the calls
 * are settled: their steps are paid, both limits are looked at, and more calls are granted (`beginSlowly`).
 *
 * What is counted: every function that makes calls, but not functions that make none, because they add one level at
 * most. A function that makes a tail call ends before it. A function with very many locals, and one that passes very many
 * values to a call, count as several, so that the depth also bounds the bytes on the stack.
 *
 * Invariant: a function that returns normally leaves the depth as it was. An exception does not restore it; whoever
 * catches one does, by `restoreDepth`. A paused generator has left the stack, and is counted by its coroutine.
 */
import { budget, DEFAULT_QUANTUM, FIRST_CALLS, TAIL_DEPTH, tick } from './budget.ts';
import { libraryError } from './error.ts';
import { StackOverflow } from './lua-error.ts';
import { hasStackRoom, measureStack } from './stack-room.ts';

/**
 * How many calls may nest (C's LUAI_MAXCALLS is 20,000). Lua doubles its array of calls as they nest, and raises the
 * error when that would make it longer than the limit, which is at 16,384 at first. From then on it has exactly the
 * length of the limit. One element is not a call.
 */
const LATER_CALLS = 19_999;

/** As many calls are granted at once. It is less than a coroutine may nest, so that it can go on with what is granted. */
const MOST_GRANTED = 10_000;
/** What the calls of all coroutines together may come to. Nested coroutines share the JavaScript stack. */
const MOST_CALLS = 40_000;
/** The bytes that a call of a small function takes on the stack as long as V8 has not optimized it. */
const BYTES_PER_CALL = 160;
/** The bytes that are kept free for library functions and commands. */
const RESERVED_BYTES = 192 * 1024;
/** A stack that holds this much is not measured again before a command runs, however deep the calls nest. */
const AMPLE_BYTES = 224 * 1024 * 1024;
/** With fewer calls than this there is always room for a command. */
const SHALLOW_CALLS = 32;
/** How many values in one call count as a further call, as a power of two; codegen/counting.ts has the same. */
const VALUES_BITS = 7;

/** Whose calls are counted: a state's, or those of one of its coroutines. */
export interface CallOwner {
  /** How many calls may nest. */
  callLimit: number;
}

let callOwner: () => CallOwner;

/** Sets the function that finds out whose calls are counted. */
export function findCallOwner(find: () => CallOwner): void {
  callOwner = find;
}

/** How much of the stack may be used; undefined until that is known. */
let capacity: number | undefined;
let isAmple = false;

/**
 * Says how many bytes of stack this thread has. A host that does not say it gets it measured, which tells no more than
 * some megabytes apart.
 */
export function announceStack(bytes: number): void {
  isAmple = bytes >= AMPLE_BYTES;
  capacity = Math.max(0, Math.min(MOST_CALLS, Math.floor((bytes - RESERVED_BYTES) / BYTES_PER_CALL)));
}

/**
 * Counts the steps that a command is worth, as `spend` does. Answers whether the command may run: whether one more call
 * may nest, and whether the command fits on the stack.
 */
export function payForCommand(steps: number): boolean {
  const counters = budget;
  counters.remaining -= steps;
  if (counters.remaining < 0) tick();
  // Calls are granted only as far as they may nest, so nearly always there is nothing to work out.
  return (counters.entries > 0 && (isAmple || callDepth() <= SHALLOW_CALLS)) || mayRunDeep();
}

function mayRunDeep(): boolean {
  const depth = callDepth();
  if (depth >= allowed()) return false;
  return isAmple || depth <= SHALLOW_CALLS || hasStackRoom();
}

/** How deep calls of Lua functions nest now, in all coroutines and states that run. */
export function callDepth(): number {
  return budget.sum - budget.entries - budget.exits;
}

/** Sets the depth to what `callDepth` answered before. */
export function restoreDepth(depth: number): void {
  budget.exits = budget.sum - budget.entries - depth;
}

/** Counts a call. Generated functions that make calls begin with it. */
export function begin(): void {
  if (--budget.entries < 0) beginSlowly(1);
}

/** The same for a function that counts as several calls. */
export function beginWide(weight: number): void {
  budget.entries -= weight;
  if (budget.entries < 0) beginSlowly(weight);
}

/** Counts a call of which nobody counts the end, because the depth is restored after it in any case. */
export function beginUnended(): void {
  budget.entries--;
}

/** Counts more values that a running function passes to a call. Returns what the function counts as from now on. */
export function widen(weight: number, values: readonly unknown[]): number {
  const wanted = 1 + (values.length >> VALUES_BITS);
  if (wanted <= weight) return weight;
  beginWide(wanted - weight);
  return wanted;
}

/** How many tail calls may nest from here on. Deep in the stack it is none, because nobody counts them. */
export function renewTail(): void {
  budget.tail = Math.max(0, TAIL_DEPTH - callDepth());
}

function beginSlowly(weight: number): void {
  payCalls();
  if (budget.remaining < 0) tick();
  const depth = callDepth();
  if (depth > allowed()) overflow(depth - weight);
  grantCalls(depth);
}

/** Pays a step for each call that has begun since the calls were granted or paid. */
export function payCalls(): void {
  budget.remaining -= budget.grant - budget.entries;
  budget.grant = budget.entries;
}

function allowed(): number {
  if (capacity === undefined) announceStack(measureStack());
  return Math.min(budget.deepest, capacity as number);
}

/** Grants as many calls as may begin until one of the limits has to be looked at. The calls before must be paid. */
export function grantCalls(depth: number): void {
  const entries = Math.max(0, Math.min(allowed() - depth, budget.remaining + 1, MOST_GRANTED));
  budget.entries = entries;
  budget.grant = entries;
  budget.exits = 0;
  budget.sum = entries + depth;
}

function overflow(depth: number): never {
  const owner = callOwner();
  budget.deepest += LATER_CALLS - owner.callLimit;
  owner.callLimit = LATER_CALLS;
  grantCalls(depth);
  const { value, source, line } = libraryError('stack overflow', 1);
  throw new StackOverflow(value, source, line);
}

/** Sets the depth, and the one that must not be passed. As many calls remain granted, if they may nest. */
export function countCalls(deepest: number, depth: number): void {
  const { entries } = budget;
  budget.deepest = deepest;
  budget.exits = budget.sum - entries - depth;
  if (entries > deepest - depth) renewGrant(depth);
}

function renewGrant(depth: number): void {
  payCalls();
  grantCalls(depth);
}

/** A suspended call of the running coroutine has come back to the stack and ended: one more may nest. */
export function endSuspended(depth: number): void {
  budget.deepest++;
  restoreDepth(depth);
}

let isPrepared = false;

/** Does for `begin` what `prepareBudget` does for the functions of budget.ts. */
export function prepareBegin(): void {
  if (isPrepared) return;
  isPrepared = true;
  const { remaining, hook, deepest } = budget;
  const depth = callDepth();
  countCalls(FIRST_CALLS, 0);
  budget.hook = undefined;
  for (let time = 0; time < 600; time++) {
    budget.remaining = (time % 2) * DEFAULT_QUANTUM;
    grantCalls(0);
    budget.sum -= budget.entries;
    budget.entries = 0;
    budget.grant = 0;
    begin();
    budget.exits++;
  }
  budget.remaining = remaining;
  budget.hook = hook;
  countCalls(deepest, depth);
}
