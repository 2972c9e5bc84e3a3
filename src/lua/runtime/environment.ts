/**
 * `setfenv` and `getfenv`.
 *
 * Chunks that mention them (and code made by `loadstring`) are generated so that each function carries an
 * environment of its own, inherited from the function around it; all other functions live in the globals.
 * Level 1 is known because such chunks say whose call it is, the levels above because such functions say when they
 * begin and end; in a coroutine, where functions pause, they do not.
 */
import { PAID_LEVELS, STEPS_PER_LEVEL, spend } from './budget.ts';
import { callable } from './call.ts';
import { PAUSABLE } from './coroutine.ts';
import { levelAt, markFrames } from './position.ts';
import type { Code } from './site.ts';
import { currentState, type Environment } from './state.ts';
import type { LuaFunction, LuaResult, LuaValue } from './value.ts';

const environments = new WeakMap<LuaFunction, Environment>();

/** Makes a function with an environment of its own, which starts as the table of the one around. */
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

/** Makes sure that `getfenv` and `setfenv`, when called by this name, know the calling function's environment. */
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

/** What a level of the stack is; `undefined` where there is none, or none is known. */
export function environmentAt(level: number): Environment | 'globals' | 'tail call' | undefined {
  const state = currentState();
  if (level === 1 && state.caller !== undefined) return state.caller;
  if (state.coroutine !== undefined) return level === 1 ? 'globals' : undefined;
  spend(Math.min(level, PAID_LEVELS) * STEPS_PER_LEVEL);
  const found = levelAt(level);
  if (found.kind === 'environment') return state.environments.at(-found.depth);
  return found.kind === 'none' ? undefined : found.kind === 'other' ? 'globals' : found.kind;
}

/** A function's; undefined if it has none of its own (a builtin, or code that never mentions `setfenv`). */
export function environmentOf(target: LuaFunction): Environment | undefined {
  return environments.get(target);
}
