/**
 * Calls from the host and from library functions into Lua, and protected calls.
 *
 * Whatever calls a Lua function must do it through here (or as generated code does): a function may answer
 * with a `TailCall`, which is not yet a result. It stands for every hundredth or so tail call, so that any number of
 * them run in bounded stack while most are plain JavaScript calls.
 */
import { budget, NESTED_CALLS, STEPS_PER_ERROR, STEPS_PER_RAISED, spend, TAIL_DEPTH } from './budget.ts';
import { asLuaError, type LuaError, raise } from './error.ts';
import { errorHere } from './lua-error.ts';
import { metamethod } from './metatable.ts';
import { markFrames } from './position.ts';
import { type Code, raiseOperand } from './site.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, NO_VALUES } from './value.ts';

/** A call that its caller has to make. Never seen by library functions that use `call`. */
export class TailCall extends MultiValue {
  readonly callee: LuaFunction;
  constructor(callee: LuaFunction, values: LuaValue[]) {
    super(values);
    this.callee = callee;
  }
}

/**
 * An error as the result of the function that raised it: as if it had left the raising to its caller, by a tail call.
 * Where the caller is `pcall`, or a function that passes results on, nothing is thrown, which is what costs most.
 */
export class Raised extends TailCall {
  readonly error: LuaError;
  constructor(error: LuaError) {
    super(rethrow, [error as unknown as LuaValue]);
    this.error = error;
  }
}

const rethrow: LuaFunction = (error) => {
  throw error;
};

/** Makes the calls that a result stands for until there is a real one. */
export function finish(pending: LuaResult): LuaResult {
  let result = pending;
  while (result instanceof TailCall) {
    budget.tail = TAIL_DEPTH;
    result = result.callee(...result.values);
  }
  return result;
}

/** What C calls that nest too deep come to. Where Lua code stands is told only if it made the call itself. */
export const NESTED_TOO_DEEP = 'C stack overflow';

/** Calls anything callable. Throws `LuaError`, or what the host threw. */
export function call(callee: LuaValue, ...values: LuaValue[]): LuaResult {
  if (++budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
  const result = typeof callee === 'function' ? callee(...values) : callable(callee)(...values);
  const finished = result instanceof TailCall ? finish(result) : result;
  budget.nestedCalls--;
  return finished;
}

/** Calls anything callable for its first result. */
export function callForOne(callee: LuaValue, ...values: LuaValue[]): LuaValue {
  if (++budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
  const result = typeof callee === 'function' ? callee(...values) : callable(callee)(...values);
  const value = result instanceof MultiValue ? single(result) : result;
  budget.nestedCalls--;
  return value;
}

/** Calls a metamethod for an operator of Lua code. */
export function callHandler(handler: LuaValue, ...values: LuaValue[]): LuaValue {
  if (++budget.nestedCalls >= NESTED_CALLS) raise(NESTED_TOO_DEEP);
  const result = typeof handler === 'function' ? handler(...values) : callable(handler)(...values);
  const value = result instanceof MultiValue ? single(result) : result;
  budget.nestedCalls--;
  return value;
}

/** The first value of several. */
export function single(result: MultiValue): LuaValue {
  if (!(result instanceof TailCall)) return result.values[0];
  const finished = finish(result);
  return finished instanceof MultiValue ? finished.values[0] : finished;
}

/** The first value of any result. */
export function one(result: LuaResult): LuaValue {
  return result instanceof MultiValue ? single(result) : result;
}

/** All values of a result as an array that the receiver owns. */
export function expand(result: LuaResult): LuaValue[] {
  const finished = result instanceof TailCall ? finish(result) : result;
  if (!(finished instanceof MultiValue)) return [finished];
  return finished === NO_VALUES ? [] : finished.values;
}

/**
 * A function that calls `value`: through `__call`, or it raises `attempt to call ...`. Both when it is called, not before:
 * the arguments are evaluated first, and may change the metatable.
 */
export function callable(value: LuaValue, code?: Code, site = 0): LuaFunction {
  if (typeof value === 'function') return value;
  // With the `this` of the caller: it may be a generator that the handler may pause.
  return function (this: unknown, ...values) {
    const handler = metamethod(value, '__call');
    if (typeof handler === 'function') return handler.call(this, value, ...values);
    raiseOperand('call', value, 'left', code, site);
  };
}

/**
 * `pcall`: true and the results, or false and the error value. `handler` is `xpcall`'s. Aborts and defects of
 * the host pass through.
 *
 * @param values what is called, and what it is called with
 */
export function protectedCall(values: readonly LuaValue[], handler?: LuaValue): LuaResult {
  const { nestedCalls, protectedCalls } = budget;
  let error: LuaError | undefined;
  let steps = STEPS_PER_ERROR;
  try {
    if (++budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
    budget.protectedCalls = protectedCalls + 1;
    let result = apply(values);
    if (result instanceof TailCall && !(result instanceof Raised)) result = finish(result);
    budget.nestedCalls = nestedCalls;
    budget.protectedCalls = protectedCalls;
    if (!(result instanceof MultiValue)) return new MultiValue([true, result]);
    if (!(result instanceof Raised)) return prefixed(true, result.values);
    error = result.error;
    steps = STEPS_PER_RAISED;
  } catch (exception) {
    budget.nestedCalls = nestedCalls;
    budget.protectedCalls = protectedCalls;
    error = asLuaError(exception);
    if (error === undefined) throw exception;
  }
  spend(steps);
  return new MultiValue([false, handler === undefined ? error.value : handle(handler, error)]);
}

/** Calls the first value with the others. Few values are not spread: spreading takes longer than a short call. */
function apply(values: readonly LuaValue[]): LuaResult {
  const [value] = values;
  const callee = typeof value === 'function' ? value : callable(value);
  switch (values.length) {
    case 0:
    case 1:
      return callee();
    case 2:
      return callee(values[1]);
    case 3:
      return callee(values[1], values[2]);
    default:
      return callee(...values.slice(1));
  }
}

/** A value before others, in an array of its own. */
export function prefixed(first: LuaValue, values: readonly LuaValue[]): MultiValue {
  if (values.length === 2) return new MultiValue([first, values[0], values[1]]);
  return new MultiValue([first, ...values]);
}

/** Runs the handler of `xpcall`: on the error, then on its own errors, as often as Lua's C stack lets it. */
function handle(handler: LuaValue, error: LuaError): LuaValue {
  const { nestedCalls } = budget;
  let { value } = error;
  for (let depth = 0; typeof handler === 'function' && depth < NESTED_CALLS; depth++) {
    try {
      return callForOne(handler, value);
    } catch (exception) {
      const own = asLuaError(exception);
      if (own === undefined) throw exception;
      budget.nestedCalls = nestedCalls;
      value = own.value;
    }
  }
  return 'error in error handling';
}

markFrames('boundary', protectedCall, callForOne);
markFrames('operator', callHandler);
markFrames('tail', finish);
