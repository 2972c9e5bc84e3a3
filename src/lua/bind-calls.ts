/** Bound calls (codegen/bound-call.ts) in a state: the functions that the embedder has them replaced by. */
import type { BoundCall } from './codegen/bound-call.ts';
import { call } from './runtime/call.ts';
import { index } from './runtime/operators.ts';
import type { LuaState } from './runtime/state.ts';
import type { LuaFunction } from './runtime/value.ts';

/** Finds the function that replaces `redis.call('name', ...)`. It will be called with the arguments after the name. */
export type BindCall = (
  path: 'redis.call' | 'redis.pcall',
  constantName: string,
  /** How many arguments follow the name; -1 if the last one may give any number of values. */
  argumentCount: number,
) => LuaFunction | undefined;

/** Finds the functions that replace the bound calls of a text in a state. */
export function bindCalls(
  state: LuaState,
  calls: readonly BoundCall[],
  bindCall: BindCall | undefined,
): LuaFunction[] {
  return calls.map(
    (site) =>
      bindCall?.(site.path as 'redis.call', site.constantName, site.argumentCount) ?? unbound(state, site),
  );
}

/** The ordinary call, for a bound call to which the embedder has bound nothing. */
function unbound(state: LuaState, site: BoundCall): LuaFunction {
  const [library, name] = site.path.split('.');
  return (...values) => call(index(index(state.globals, library), name), site.constantName, ...values);
}
