/**
 * Coroutines over JavaScript generators.
 *
 * A coroutine can yield wherever only generator-mode Lua functions are between its body and the yield. A
 * function that any other code calls (pcall, a metamethod, a comparator, a plain chunk) is run to its end
 * there; a yield inside is Lua 5.1's `attempt to yield across metamethod/C-call boundary`.
 */

import { budget, NESTED_CALLS, STEPS_PER_ERROR, spend, TAIL_DEPTH } from './budget.ts';
import { finish, TailCall } from './call.ts';
import { asLuaError, type LuaError } from './error.ts';
import { errorHere } from './lua-error.ts';
import { currentState } from './state.ts';
import {
  allValues,
  type LuaFunction,
  type LuaResult,
  type LuaValue,
  MultiValue,
  packResult,
} from './value.ts';

export type CoroutineStatus = 'suspended' | 'running' | 'normal' | 'dead';
export type LuaGenerator = Generator<LuaValue[], LuaResult, LuaValue[]>;
export type PausableFunction = (...values: LuaValue[]) => LuaGenerator;

/**
 * What the pausable form of `yield` answers: its caller yields `yielded()` and goes on with what it is resumed with.
 * With a generator of its own for each yield, a yield and resume took 133 ns instead of 73.
 */
export const YIELD = new MultiValue([]);

const BOUNDARY = 'attempt to yield across metamethod/C-call boundary';

export class LuaCoroutine {
  readonly body: LuaFunction;
  status: CoroutineStatus = 'suspended';
  /** The running body; undefined until the first resume. */
  generator: LuaGenerator | undefined = undefined;
  constructor(body: LuaFunction) {
    this.body = body;
  }
}

/** What a resume came to: values yielded or returned, or the error that ended the coroutine. */
export type ResumeOutcome =
  | { readonly ok: true; readonly values: LuaValue[] }
  | { readonly ok: false; readonly error: LuaError };

/** The values that the last `YIELD` stands for. */
let awaiting: LuaValue[] = [];

/** The values to yield; asked for at once. */
export function yielded(): LuaValue[] {
  return awaiting;
}

/** Makes the Lua function of a generator-mode body: called plainly it runs to its end and must not yield. */
export function pausable(body: PausableFunction): LuaFunction {
  const plain: LuaFunction = (...values) => runToEnd(body(...values));
  plain.pausable = body;
  return plain;
}

function runToEnd(generator: LuaGenerator): LuaResult {
  let step = generator.next();
  // The error surfaces where the yield stands, so that a handler inside the body can catch it.
  while (!step.done) step = generator.throw(errorHere(BOUNDARY));
  return step.value;
}

/** `finish` for generator mode: the calls still to be made may yield. */
export function* finishPausable(pending: LuaResult): LuaGenerator {
  let result = pending;
  while (result instanceof TailCall) {
    budget.tail = TAIL_DEPTH;
    const { callee, values } = result;
    if (callee.pausable === undefined) result = callee(...values);
    else {
      const answer = callee.pausable(...values);
      result = answer instanceof MultiValue ? packResult(yield yielded()) : yield* answer;
    }
  }
  return result;
}

/** Continues a suspended coroutine with `values`. Aborts and defects of the host pass through. */
export function resumeCoroutine(coroutine: LuaCoroutine, values: LuaValue[]): ResumeOutcome {
  if (coroutine.status !== 'suspended') {
    const state = coroutine.status === 'dead' ? 'dead' : 'non-suspended';
    return { ok: false, error: errorHere(`cannot resume ${state} coroutine`) };
  }
  const { nestedCalls } = budget;
  if (nestedCalls >= NESTED_CALLS) return { ok: false, error: errorHere('C stack overflow') };
  budget.nestedCalls++;
  const state = currentState();
  const resumer = state.coroutine;
  if (resumer !== undefined) resumer.status = 'normal';
  coroutine.status = 'running';
  state.coroutine = coroutine;
  try {
    const outcome = advance(coroutine, values);
    return { ok: true, values: outcome };
  } catch (exception) {
    coroutine.status = 'dead';
    const error = asLuaError(exception);
    if (error === undefined) throw exception;
    spend(STEPS_PER_ERROR);
    return { ok: false, error };
  } finally {
    budget.nestedCalls = nestedCalls;
    state.coroutine = resumer;
    if (resumer !== undefined) resumer.status = 'running';
  }
}

function advance(coroutine: LuaCoroutine, values: LuaValue[]): LuaValue[] {
  let step: IteratorResult<LuaValue[], LuaResult>;
  if (coroutine.generator === undefined) {
    const { pausable: body } = coroutine.body;
    if (body === undefined) {
      const result = allValues(finish(coroutine.body(...values)));
      coroutine.status = 'dead';
      return result;
    }
    // A body is written in Lua: it is not `yield` itself.
    coroutine.generator = body(...values) as LuaGenerator;
    step = coroutine.generator.next();
  } else step = coroutine.generator.next(values);
  if (step.done && step.value instanceof TailCall) {
    coroutine.generator = finishPausable(step.value);
    step = coroutine.generator.next();
  }
  coroutine.status = step.done ? 'dead' : 'suspended';
  return step.done ? allValues(step.value) : step.value;
}

/** The builtin `coroutine.yield`: pausable where generated code calls it, an error where anything else does. */
export const yieldFunction: LuaFunction = () => {
  throw errorHere(BOUNDARY);
};
yieldFunction.pausable = (...values: LuaValue[]): MultiValue => {
  if (currentState().coroutine === undefined) throw errorHere(BOUNDARY);
  awaiting = values;
  return YIELD;
};
yieldFunction.luaName = 'yield';
