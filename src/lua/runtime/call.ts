/**
 * Calls from the host and from library functions into Lua, and protected calls.
 *
 * Whatever calls a Lua function must do it through here (or as generated code does): a function may answer
 * with a `TailCall`, which is not yet a result. It stands for every hundredth or so tail call, so that any number of
 * them run in bounded stack while most are plain JavaScript calls.
 */
import { budget, NESTED_CALLS, STEPS_PER_ERROR, spend, TAIL_DEPTH } from './budget.ts';
import { asLuaError, type LuaError, raise } from './error.ts';
import { errorHere } from './lua-error.ts';
import { metamethod } from './metatable.ts';
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
 * A function that calls `value`: through `__call`, or one that raises `attempt to call ...` (when called, not
 * before: the arguments are evaluated first).
 */
export function callable(value: LuaValue, code?: Code, site = 0): LuaFunction {
  if (typeof value === 'function') return value;
  const handler = metamethod(value, '__call');
  if (typeof handler === 'function') {
    const bound: LuaFunction = (...values) => handler(value, ...values);
    const { pausable } = handler;
    if (pausable !== undefined) bound.pausable = (...values) => pausable(value, ...values);
    return bound;
  }
  return () => raiseOperand('call', value, 'left', code, site);
}

/**
 * `pcall`: true and the results, or false and the error value. `handler` is `xpcall`'s. Aborts and defects of
 * the host pass through.
 */
export function protectedCall(callee: LuaValue, values: LuaValue[], handler?: LuaValue): LuaResult {
  const { nestedCalls } = budget;
  try {
    const result = call(callee, ...values);
    if (result instanceof MultiValue) return new MultiValue([true, ...result.values]);
    return new MultiValue([true, result]);
  } catch (exception) {
    const error = asLuaError(exception);
    if (error === undefined) throw exception;
    budget.nestedCalls = nestedCalls;
    spend(STEPS_PER_ERROR);
    return new MultiValue([false, handler === undefined ? error.value : handle(handler, error)]);
  }
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
