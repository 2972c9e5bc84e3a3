/**
 * Environments: what `setfenv` and `getfenv` work on. The environment of a function is the table in which it looks its
 * globals up.
 *
 * Looking globals up in a variable table is slow, so only some functions have an environment of their own: those of
 * chunks that mention `setfenv` or `getfenv`, and those of code made by `loadstring`. Each inherits the table of the
 * function around it. All other functions use the globals of the state.
 *
 * `getfenv(n)` asks for the function at level n of the stack. For level 1 the generated call says which function it
 * stands in (`within`). For the levels above, functions with environments note in the state when they begin and end.
 * Within a coroutine they do not, since functions pause there in another order; so only level 1 is known there.
 */
import { PAID_LEVELS, STEPS_PER_LEVEL, spend } from './budget.ts';
import { callable } from './call.ts';
import { PAUSABLE } from './coroutine.ts';
import { levelAt, markFrames } from './position.ts';
import type { Code } from './site.ts';
import { currentState, type Environment } from './state.ts';
import type { LuaFunction, LuaResult, LuaValue } from './value.ts';

/** The environments of functions that have one of their own. A function belongs to one state, and so its entry does. */
const environments = new WeakMap<LuaFunction, Environment>();

/** Makes a function with an environment of its own, whose table is at first that of the function around it. */
export function enclose(outer: Environment, make: (environment: Environment) => LuaFunction): LuaFunction {
  const environment: Environment = { table: outer.table, owner: undefined };
  const body = make(environment);
  const enclosed: LuaFunction = function (this: unknown, ...values) {
    return callEnclosed(environment, body, this, values);
  };
  environment.owner = enclosed;
  environments.set(enclosed, environment);
  return enclosed;
}

/** Calls a function that has an environment of its own, and notes that it is running. */
function callEnclosed(
  environment: Environment,
  body: LuaFunction,
  self: unknown,
  values: LuaValue[],
): LuaResult {
  const { coroutine, environments: entered } = currentState();
  if (self === PAUSABLE && coroutine !== undefined) return body.apply(self, values);
  entered.push(environment);
  try {
    return body.apply(self, values);
  } finally {
    entered.pop();
  }
}

markFrames('environment', callEnclosed);

/** What to call where the text calls `getfenv` or `setfenv`: a function that tells the builtin the environment. */
export function within(environment: Environment, callee: LuaValue, code: Code, site: number): LuaFunction {
  const called = callable(callee, code, site);
  return (...values) => {
    const state = currentState();
    const outer = state.caller;
    state.caller = environment;
    try {
      return called(...values);
    } finally {
      state.caller = outer;
    }
  };
}

/** The environment at a level of the stack; undefined if there is no such level, or none is known. */
export function environmentAt(level: number): Environment | 'globals' | 'tail call' | undefined {
  const state = currentState();
  if (level === 1 && state.caller !== undefined) return state.caller;
  if (state.coroutine !== undefined) return level === 1 ? 'globals' : undefined;
  spend(Math.min(level, PAID_LEVELS) * STEPS_PER_LEVEL);
  const found = levelAt(level);
  if (found.kind === 'environment') return state.environments.at(-found.depth);
  return found.kind === 'none' ? undefined : found.kind === 'other' ? 'globals' : found.kind;
}

/** The environment of a function; undefined for one without (a builtin, or code that never mentions `setfenv`). */
export function environmentOf(target: LuaFunction): Environment | undefined {
  return environments.get(target);
}
