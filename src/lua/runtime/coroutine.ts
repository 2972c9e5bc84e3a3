/**
 * Coroutines, made of JavaScript generators.
 *
 * A Lua function that may pause is compiled in two forms: a plain function, and a generator with the same body. A
 * coroutine can yield only if every function between its body and the yield runs as a generator. A function that is
 * called by any other code (`pcall`, a metamethod, a comparator, a chunk without generators) runs to its end; a yield
 * inside it raises Lua 5.1's `attempt to yield across metamethod/C-call boundary`.
 *
 * How a yield travels: generators call functions with `this === PAUSABLE`. Called so, `yield` notes its values and
 * returns `YIELD`. A function that may pause creates its generator and runs it (`enter`). If something that the
 * generator called returned `YIELD`, it yields in JavaScript's sense; `enter` then notes the paused generator and
 * returns `YIELD` in turn, and so on out to the resume. A generator yields the number of the Lua line where it stands.
 * A tail call that pauses leaves no generator of its caller behind, as in Lua.
 *
 * A resume continues the innermost generator only, and passes what that returns to the next one out. So its cost does
 * not depend on the depth, as it would with `yield*`.
 *
 * Invariant: the list of paused generators is empty except while a `YIELD` is on its way. The values that are yielded,
 * and those that a coroutine is resumed with, are passed like the results of a function: one value is passed bare.
 */

import { budget, NESTED_CALLS, STEPS_PER_ERROR, spend } from './budget.ts';
import { NESTED_TOO_DEEP, TailCall } from './call.ts';
import { beginUnended, callDepth, countCalls, endSuspended, renewTail } from './call-depth.ts';
import { asLuaError } from './error.ts';
import { errorHere, LuaError } from './lua-error.ts';
import { findSuspended, markFrames, type Position } from './position.ts';
import type { Code } from './site.ts';
import { currentState } from './state.ts';
import { type LuaCoroutine, type LuaGenerator, PausedCall } from './suspended.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, packResult } from './value.ts';

/**
 * The method `next` of all generators. The generators of each function have a prototype of their own, and a place that
 * reads `generator.next` from more than four prototypes must search for it every time; so it is read once, here.
 */
const next: (this: LuaGenerator, value: LuaResult) => IteratorResult<number, LuaResult> =
  Object.getPrototypeOf(function* (): LuaGenerator {
    return yield 0;
  }).prototype.next;

/** The `this` with which generators call functions. It says that the function may pause. */
export const PAUSABLE = new MultiValue([]);

/** What a function returns to the generator that called it if the coroutine yields. */
export const YIELD = new MultiValue([]);

const BOUNDARY = 'attempt to yield across metamethod/C-call boundary';

/** The value of `coroutine.status`. */
export function statusOf(coroutine: LuaCoroutine): 'suspended' | 'running' | 'normal' | 'dead' {
  if (coroutine.isDead) return 'dead';
  if (!coroutine.isActive) return 'suspended';
  return currentState().coroutine === coroutine ? 'running' : 'normal';
}

// These variables describe a yield on its way from `passOut` to the resume that takes it over. They can be shared by
// all coroutines, states and engines, because nothing runs meanwhile but the generators that pause.

/** The values that the last `YIELD` stands for. */
let yielded: LuaResult;
/** The generators that have paused so far on the way of a `YIELD`, as a list from `innermost` to `outermost`. */
let innermost: PausedCall | undefined;
let outermost: PausedCall | undefined;
let pausedCount = 0;

/** Runs a new generator, and returns its result, or `YIELD` if it paused. */
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

/** Makes a Lua function of a body that exists only as a generator. Called by other code it must not yield. */
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

/** Makes the tail call that was returned to a generator, and those that follow; returns their result, or `YIELD`. */
export function settle(pending: MultiValue): LuaResult {
  let result: LuaResult = pending;
  while (result instanceof TailCall) {
    renewTail();
    result = result.callee.call(PAUSABLE, ...result.values);
  }
  return result;
}

/**
 * Continues a suspended coroutine with a list of values, and returns what it yields or returns. Throws the `LuaError`
 * that ended it, and passes on everything else that is thrown: aborts, and errors of the host.
 */
export function resumeCoroutine(coroutine: LuaCoroutine, values: LuaResult): LuaResult {
  if (coroutine.isActive || coroutine.isDead) {
    throw new LuaError(`cannot resume ${statusOf(coroutine)} coroutine`);
  }
  const { nestedCalls, deepest } = budget;
  if (nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
  budget.nestedCalls = nestedCalls + 1;
  const state = currentState();
  const resumer = state.coroutine;
  state.coroutine = coroutine;
  coroutine.isActive = true;
  const depth = callDepth();
  countCalls(depth + coroutine.callLimit - coroutine.depth, depth);
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
    countCalls(deepest, depth);
    state.coroutine = resumer;
  }
}

markFrames('coroutine', resumeCoroutine);

/** Runs a coroutine until it yields, and returns `YIELD`, or until it ends, and returns its results. */
function advance(coroutine: LuaCoroutine, values: LuaResult): LuaResult {
  const depth = callDepth();
  let result = coroutine.isStarted ? values : start(coroutine, values);
  for (;;) {
    if (result instanceof TailCall) result = settle(result);
    if (result === YIELD) break;
    const frame: PausedCall | undefined = coroutine.innermost;
    if (frame === undefined) return result;
    beginUnended();
    const step = next.call(frame.generator, result);
    if (step.done !== true) {
      frame.line = step.value;
      break;
    }
    coroutine.innermost = frame.outer;
    coroutine.depth--;
    endSuspended(depth);
    result = step.value;
  }
  if (outermost !== undefined) takeOver(coroutine, outermost);
  return YIELD;
}

/** Makes the first call of a coroutine's body. */
function start(coroutine: LuaCoroutine, values: LuaResult): LuaResult {
  coroutine.isStarted = true;
  const { body } = coroutine;
  if (!(values instanceof MultiValue)) return body.call(PAUSABLE, values);
  const list = values.values;
  return list.length === 2 ? body.call(PAUSABLE, list[0], list[1]) : body.call(PAUSABLE, ...list);
}

/** Adds the generators that have just paused to those of the coroutine that have stayed paused, further out. */
function takeOver(coroutine: LuaCoroutine, last: PausedCall): void {
  last.outer = coroutine.innermost;
  coroutine.innermost = innermost;
  coroutine.depth += pausedCount;
  forgetPaused();
}

function forgetPaused(): void {
  innermost = undefined;
  outermost = undefined;
  pausedCount = 0;
}

findSuspended(() => {
  const places: Position[] = [];
  // The innermost generator is running, so it is on the JavaScript stack; the others are not.
  for (let frame = currentState().coroutine?.innermost?.outer; frame !== undefined; frame = frame.outer) {
    places.push(frame.place);
  }
  return places;
});

/** Notes the values of a call of `yield`. The generator that contains the call must pause next. */
export function passOut(values: LuaResult): void {
  if (currentState().coroutine === undefined) throw errorHere(BOUNDARY);
  yielded = values;
}

/** The builtin `coroutine.yield`. It raises an error if anything but a generator calls it. */
export const yieldFunction: LuaFunction = function (this: unknown, ...values): LuaResult {
  if (this !== PAUSABLE) throw errorHere(BOUNDARY);
  passOut(packResult(values));
  return YIELD;
};
yieldFunction.luaName = 'yield';
