/**
 * Coroutines over JavaScript generators.
 *
 * A coroutine can yield wherever only Lua functions that know generators are between its body and the yield. A
 * function that any other code calls (pcall, a metamethod, a comparator, a plain chunk) is run to its end
 * there; a yield inside is Lua 5.1's `attempt to yield across metamethod/C-call boundary`.
 *
 * Generators call with `this === PAUSABLE`. `yield` then notes its values and answers `YIELD`. A function that may
 * pause begins a generator and runs it (`enter`): to its end, or until it yields in JavaScript's sense because something
 * that it called answered `YIELD`; then the generator is noted and the answer is `YIELD` again, up to the resume. What a
 * generator yields is the line where it stands; a tail call that pauses leaves no generator behind, as in Lua.
 *
 * A resume continues the innermost generator only, and gives what that returns to the next one: its cost does not depend
 * on the depth, as it would with `yield*`. What is yielded and what a
 * coroutine is resumed with are results: one value travels bare.
 */

import { budget, NESTED_CALLS, STEPS_PER_ERROR, spend, TAIL_DEPTH } from './budget.ts';
import { TailCall } from './call.ts';
import { asLuaError } from './error.ts';
import { errorHere, LuaError } from './lua-error.ts';
import { findSuspended, markFrames, type Position } from './position.ts';
import type { Code } from './site.ts';
import { currentState } from './state.ts';
import { type LuaCoroutine, type LuaGenerator, PausedCall } from './suspended.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, packResult } from './value.ts';

/**
 * `generator.next`: each function's generators have a prototype of their own, so that V8 would
 * look it up anew at a place that resumes more than four of them.
 */
const next: (this: LuaGenerator, value: LuaResult) => IteratorResult<number, LuaResult> =
  Object.getPrototypeOf(function* (): LuaGenerator {
    return yield 0;
  }).prototype.next;

/** Calls of Lua functions that may be under way in one coroutine when it yields (LUAI_MAXCALLS). */
const SUSPENDED_CALLS = 20_000;

/** The `this` of calls by generators. */
export const PAUSABLE = new MultiValue([]);

/** The answer to a generator whose coroutine yields. */
export const YIELD = new MultiValue([]);

const BOUNDARY = 'attempt to yield across metamethod/C-call boundary';

/** What `coroutine.status` answers. */
export function statusOf(coroutine: LuaCoroutine): 'suspended' | 'running' | 'normal' | 'dead' {
  if (coroutine.isDead) return 'dead';
  if (!coroutine.isActive) return 'suspended';
  return currentState().coroutine === coroutine ? 'running' : 'normal';
}

// A yield on its way from `passOut` to the resume that takes it over. Nothing but generators that pause runs
// meanwhile, so no other coroutine, state or engine can see it.

/** What the last `YIELD` stands for. */
let yielded: LuaResult;
/** The generators that paused on the way of a `YIELD`, from `innermost` to `outermost`. None at any other time. */
let innermost: PausedCall | undefined;
let outermost: PausedCall | undefined;
let pausedCount = 0;

/** Runs a new generator: its result, or `YIELD`. */
export function enter(generator: LuaGenerator, code: Code): LuaResult {
  const { done, value } = next.call(generator, undefined);
  if (done) return value;
  const frame = new PausedCall(generator, code, value);
  if (outermost === undefined) innermost = frame;
  else outermost.outer = frame;
  outermost = frame;
  pausedCount++;
  return YIELD;
}

/** Makes the Lua function of a body that is a generator only: called plainly it runs to its end and must not yield. */
export function pausable(body: (...values: LuaValue[]) => LuaGenerator, code: Code): LuaFunction {
  return function (this: unknown, ...values) {
    const result = enter(body(...values), code);
    if (result !== YIELD || this === PAUSABLE) return result;
    const place = innermost?.place;
    forgetPaused();
    if (place === undefined) throw errorHere(BOUNDARY);
    throw new LuaError(BOUNDARY, place.source, place.line);
  };
}

/** Makes the tail calls that a generator is answered with, which may pause: a real result, or `YIELD`. */
export function settle(pending: MultiValue): LuaResult {
  let result: LuaResult = pending;
  while (result instanceof TailCall) {
    budget.tail = TAIL_DEPTH;
    result = result.callee.call(PAUSABLE, ...result.values);
  }
  return result;
}

/**
 * Continues a suspended coroutine with a list of values: what it yields or returns. Throws the `LuaError` that ended it,
 * aborts and defects of the host.
 */
export function resumeCoroutine(coroutine: LuaCoroutine, values: LuaResult): LuaResult {
  if (coroutine.isActive || coroutine.isDead) {
    throw new LuaError(`cannot resume ${statusOf(coroutine)} coroutine`);
  }
  const { nestedCalls } = budget;
  if (nestedCalls >= NESTED_CALLS) throw errorHere('C stack overflow');
  budget.nestedCalls = nestedCalls + 1;
  const state = currentState();
  const resumer = state.coroutine;
  state.coroutine = coroutine;
  coroutine.isActive = true;
  let isDead = true;
  try {
    const result = advance(coroutine, values);
    if (result !== YIELD) return result;
    isDead = false;
    return yielded;
  } catch (exception) {
    coroutine.innermost = undefined;
    const error = asLuaError(exception);
    if (error === undefined) throw exception;
    spend(STEPS_PER_ERROR);
    throw error;
  } finally {
    coroutine.isDead = isDead;
    coroutine.isActive = false;
    budget.nestedCalls = nestedCalls;
    state.coroutine = resumer;
  }
}

markFrames('coroutine', resumeCoroutine);

/** Runs a coroutine until it yields (`YIELD`) or is at its end (its results). */
function advance(coroutine: LuaCoroutine, values: LuaResult): LuaResult {
  let result = coroutine.isStarted ? values : start(coroutine, values);
  for (;;) {
    if (result instanceof TailCall) result = settle(result);
    if (result === YIELD) break;
    const frame: PausedCall | undefined = coroutine.innermost;
    if (frame === undefined) return result;
    const step = next.call(frame.generator, result);
    if (step.done !== true) {
      frame.line = step.value;
      break;
    }
    coroutine.innermost = frame.outer;
    coroutine.depth--;
    result = step.value;
  }
  if (outermost !== undefined) takeOver(coroutine, outermost);
  return YIELD;
}

function start(coroutine: LuaCoroutine, values: LuaResult): LuaResult {
  coroutine.isStarted = true;
  const { body } = coroutine;
  if (!(values instanceof MultiValue)) return body.call(PAUSABLE, values);
  const list = values.values;
  return list.length === 2 ? body.call(PAUSABLE, list[0], list[1]) : body.call(PAUSABLE, ...list);
}

/** Puts the generators that have just paused on top of those that the coroutine was resumed in. */
function takeOver(coroutine: LuaCoroutine, last: PausedCall): void {
  last.outer = coroutine.innermost;
  coroutine.innermost = innermost;
  coroutine.depth += pausedCount;
  forgetPaused();
  if (coroutine.depth <= SUSPENDED_CALLS || coroutine.innermost === undefined) return;
  const { source, line } = coroutine.innermost.place;
  throw new LuaError(`${source}:${line}: stack overflow`, source, line);
}

function forgetPaused(): void {
  innermost = undefined;
  outermost = undefined;
  pausedCount = 0;
}

findSuspended(() => {
  const places: Position[] = [];
  // The innermost is the one that runs.
  for (let frame = currentState().coroutine?.innermost?.outer; frame !== undefined; frame = frame.outer) {
    places.push(frame.place);
  }
  return places;
});

/** What a call of `yield` in a generator does before the generator pauses. */
export function passOut(values: LuaResult): void {
  if (currentState().coroutine === undefined) throw errorHere(BOUNDARY);
  yielded = values;
}

/** The builtin `coroutine.yield`: an error where anything but a generator calls it. */
export const yieldFunction: LuaFunction = function (this: unknown, ...values): LuaResult {
  if (this !== PAUSABLE) throw errorHere(BOUNDARY);
  passOut(packResult(values));
  return YIELD;
};
yieldFunction.luaName = 'yield';
