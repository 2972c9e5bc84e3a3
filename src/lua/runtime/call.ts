/**
 * Calls of Lua functions by the host and by library functions, and protected calls (`pcall`).
 *
 * A Lua function may return a `TailCall`, which is not a result yet but a call that its caller has to make. So all code
 * that calls Lua functions must do it through this file, or handle that case as generated code does. The reason is that
 * any number of tail calls must run in a bounded stack: most of them are plain JavaScript calls, which are fast, but
 * after `TAIL_DEPTH` of these one is returned as a `TailCall`, so that the stack is unwound.
 *
 * Invariant: a function that returns normally leaves `budget.nestedCalls` and the depth of calls (call-depth.ts) as they
 * were. An exception does not restore them; whoever catches one does.
 */
import { budget, copied, NESTED_CALLS, STEPS_PER_ERROR, STEPS_PER_RAISED, spend } from './budget.ts';
import { beginUnended, callDepth, renewTail, restoreDepth } from './call-depth.ts';
import { asLuaError, type LuaError, raise } from './error.ts';
import { errorHere, StackOverflow } from './lua-error.ts';
import { metamethod } from './metatable.ts';
import { markFrames } from './position.ts';
import { type Code, raiseOperand } from './site.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue, NO_VALUES } from './value.ts';

/** A call that the caller has to make. Library functions that use `call` never see one. */
export class TailCall extends MultiValue {
  readonly callee: LuaFunction;
  constructor(callee: LuaFunction, values: LuaValue[]) {
    super(values);
    this.callee = callee;
  }
}

/**
 * An error that a function returns instead of throwing it, in the form of a tail call that throws it. If the caller is
 * `pcall`, or a function that passes results on, then nothing is ever thrown. That is worth while because throwing and
 * catching is the most expensive part of an error.
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

/** Makes the calls that a result stands for, until the result is a real one. */
export function finish(pending: LuaResult): LuaResult {
  let result = pending;
  while (result instanceof TailCall) {
    renewTail();
    result = result.callee(...result.values);
  }
  return result;
}

/** How many more calls from C may nest in an error handler when the limit has been reached. */
const HANDLER_CALLS = (NESTED_CALLS >> 3) - 1;

/** The message for calls from C that nest too deep. It begins with a place only if Lua code made the call itself. */
export const NESTED_TOO_DEEP = 'C stack overflow';

/** Calls any value that can be called. Throws a `LuaError`, or what the host threw. */
export function call(callee: LuaValue, ...values: LuaValue[]): LuaResult {
  if (++budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
  const result = typeof callee === 'function' ? callee(...values) : callable(callee)(...values);
  const finished = result instanceof TailCall ? finish(result) : result;
  budget.nestedCalls--;
  return finished;
}

/** Calls any value that can be called, and returns its first result. */
export function callForOne(callee: LuaValue, ...values: LuaValue[]): LuaValue {
  if (++budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
  const result = typeof callee === 'function' ? callee(...values) : callable(callee)(...values);
  const value = result instanceof MultiValue ? single(result) : result;
  budget.nestedCalls--;
  return value;
}

/** Calls a metamethod for an operator in Lua code, and returns its first result. */
export function callHandler(handler: LuaValue, ...values: LuaValue[]): LuaValue {
  if (++budget.nestedCalls >= NESTED_CALLS) raise(NESTED_TOO_DEEP);
  const result = typeof handler === 'function' ? handler(...values) : callable(handler)(...values);
  const value = result instanceof MultiValue ? single(result) : result;
  budget.nestedCalls--;
  return value;
}

/** The first value of a result that is not one bare value. */
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
  if (finished === NO_VALUES) return [];
  const { values } = finished;
  copied(values.length);
  return values;
}

/**
 * A function that calls `value`: itself if it is a function, or else its metamethod `__call`. If there is none, the
 * function raises `attempt to call ...`. It looks for the metamethod only when it is called, because the arguments are
 * evaluated before that, and may change the metatable.
 */
export function callable(value: LuaValue, code?: Code, site = 0): LuaFunction {
  if (typeof value === 'function') return value;
  // The handler gets the `this` of the caller, which may be a generator that the handler can make pause.
  return function (this: unknown, ...values) {
    const handler = metamethod(value, '__call');
    if (typeof handler === 'function') return handler.call(this, value, ...values);
    raiseOperand('call', value, 'left', code, site);
  };
}

/**
 * Does what `pcall` does: returns true and the results of the call, or false and the error value. Aborts and errors of
 * the host are not caught.
 *
 * @param values the value to call, followed by its arguments
 * @param handler the error handler that `xpcall` was given
 */
export function protectedCall(values: readonly LuaValue[], handler?: LuaValue): LuaResult {
  const { nestedCalls, protectedCalls } = budget;
  const depth = callDepth();
  let error: LuaError | undefined;
  let steps = STEPS_PER_ERROR;
  try {
    if (++budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
    budget.protectedCalls = protectedCalls + 1;
    // In Lua, the library function itself is one more call.
    beginUnended();
    let result = apply(values);
    if (result instanceof TailCall && !(result instanceof Raised)) result = finish(result);
    budget.nestedCalls = nestedCalls;
    budget.protectedCalls = protectedCalls;
    restoreDepth(depth);
    if (!(result instanceof MultiValue)) return new MultiValue([true, result]);
    if (!(result instanceof Raised)) return prefixed(true, result.values);
    error = result.error;
    steps = STEPS_PER_RAISED;
  } catch (exception) {
    budget.nestedCalls = nestedCalls;
    budget.protectedCalls = protectedCalls;
    restoreDepth(depth);
    error = asLuaError(exception);
    if (error === undefined) throw exception;
  }
  spend(steps);
  return new MultiValue([false, handler === undefined ? error.value : handle(handler, error)]);
}

/** Calls the first value with the others. Up to two arguments are passed one by one, because spreading is slow. */
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

/** A value followed by others, in a new array. */
export function prefixed(first: LuaValue, values: readonly LuaValue[]): MultiValue {
  if (values.length === 2) return new MultiValue([first, values[0], values[1]]);
  return new MultiValue([first, ...values]);
}

/**
 * Runs the handler of `xpcall` on an error, and then on its own errors, as often as Lua's stacks would allow. In Lua each
 * of these calls nests in the one before, the first of them in the function that failed. So the second overflow of the
 * stack of Lua calls is the end.
 */
function handle(handler: LuaValue, error: LuaError): LuaValue {
  const { nestedCalls } = budget;
  const depth = callDepth();
  const last = NESTED_CALLS + HANDLER_CALLS - 2;
  let failed = error;
  let overflows = 0;
  for (let nested = nestedCalls; typeof handler === 'function' && nested < last; nested++) {
    if (failed instanceof StackOverflow && ++overflows === 2) break;
    try {
      budget.nestedCalls = Math.min(nestedCalls, NESTED_CALLS - HANDLER_CALLS);
      const value = callForOne(handler, failed.value);
      budget.nestedCalls = nestedCalls;
      return value;
    } catch (exception) {
      const own = asLuaError(exception);
      if (own === undefined) throw exception;
      budget.nestedCalls = nestedCalls;
      restoreDepth(depth);
      failed = own;
    }
  }
  return 'error in error handling';
}

markFrames('boundary', protectedCall, callForOne);
markFrames('operator', callHandler);
markFrames('tail', finish);
