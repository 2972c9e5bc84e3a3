/**
 * The world that scripts see: exactly the globals that Redis 7.2 shows, all of them read-only.
 *
 * Scripts share one state, whose globals are these; KEYS and ARGV are set anew for each run. Functions share
 * another: their globals are an empty table that inherits the sandbox, or, while a library loads, only what a
 * library may use then.
 */

import { openMath } from '../lua/lib/math.ts';
import type { Random48 } from '../lua/lib/random.ts';
import { type BindCall, compile, instantiate, openLibraries, release } from '../lua/lua.ts';
import { index } from '../lua/runtime/access.ts';
import { protectedCall } from '../lua/runtime/call.ts';
import { raise } from '../lua/runtime/error.ts';
import { TableIterator } from '../lua/runtime/iteration.ts';
import { type LuaState, LuaState as State } from '../lua/runtime/state.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import { type LuaFunction, MultiValue } from '../lua/runtime/value.ts';
import { textOf } from './convert.ts';
import { createCjson } from './lib/cjson.ts';
import { createCmsgpack } from './lib/cmsgpack.ts';
import { createStruct } from './lib/struct.ts';
import { MEMORY_SLICE, type MemoryGuard } from './memory-guard.ts';

/** `pcall` as Redis has it: of an error table only its `err` is handed on, as in versions before 7. */
const pcall: LuaFunction = (...values) => {
  // C puts true where the callee should stand when there is none.
  const result = protectedCall(values.length === 0 ? [true] : values);
  if (!(result instanceof MultiValue) || result.values[0] !== false) return result;
  const error = result.values[1];
  if (!(error instanceof LuaTable)) return result;
  const text = index(error, 'err');
  // C leaves the field that it looked at on the stack: one more result.
  return new MultiValue(textOf(text) === undefined ? [false, error, text] : [false, text]);
};
pcall.luaName = 'pcall';

const missingGlobal: LuaFunction = (...values) => {
  if (values.length !== 2) raise('Wrong number of arguments to luaProtectedTableError');
  const name = textOf(values[1]);
  if (name === undefined) raise('Second argument to luaProtectedTableError must be a string or number');
  raise(`Script attempted to access nonexistent global variable '${name.split('\0', 1)[0]}'`);
};

/** Makes reading a field that is not there an error. */
export function refuseMissing(table: LuaTable): void {
  const metatable = new LuaTable();
  metatable.setString('__index', missingGlobal);
  table.setMetatable(metatable);
}

/** Makes a table, its metatable and all tables in it read-only. */
export function protect(table: LuaTable): void {
  if (table.readonly) return;
  table.readonly = true;
  const walk = new TableIterator(table);
  while (walk.step()) if (walk.value instanceof LuaTable) protect(walk.value);
  if (table.metatable !== undefined) protect(table.metatable);
}

/** A state with Redis's libraries, not yet protected. The generator is shared by all states of a server. */
export function createState(
  redis: LuaTable,
  random: Random48,
  guard: MemoryGuard,
  onBudget: () => void,
): LuaState {
  const state = new State({
    onBudget: () => {
      onBudget();
      guard.check();
    },
    memoryLimit: MEMORY_SLICE,
    onMemory: () => guard.onMemory(),
  });
  openLibraries(state);
  const { globals } = state;
  globals.setString('math', openMath(state, random));
  globals.setString('cjson', createCjson());
  globals.setString('struct', createStruct());
  globals.setString('cmsgpack', createCmsgpack());
  globals.setString('pcall', pcall);
  globals.setString('redis', redis);
  return state;
}

/** Ends the preparation of the state for scripts. */
export function protectGlobals(state: LuaState): void {
  refuseMissing(state.globals);
  protect(state.globals);
}

/**
 * Ends the preparation of the state for functions: its globals become empty and inherit what they held.
 * @returns what switches between what libraries see while they load (`api`) and what functions see
 */
export function detachGlobals(state: LuaState, api: LuaTable): (loading: boolean) => void {
  const inner = new LuaTable();
  const outer = state.globals;
  const walk = new TableIterator(outer);
  while (walk.step()) {
    inner.set(walk.key, walk.value === outer ? inner : walk.value);
    outer.set(walk.key, undefined);
  }
  refuseMissing(inner);
  protect(inner);
  refuseMissing(api);
  protect(api);
  const metatable = new LuaTable();
  metatable.setString('__index', inner);
  outer.setMetatable(metatable);
  metatable.readonly = true;
  outer.readonly = true;
  return (loading) => metatable.setString('__index', loading ? api : inner);
}

/** A script's or library's text in a state. */
export interface Compiled {
  readonly main: LuaFunction;
  /** It is to be released after one run. */
  readonly isForOneRun?: boolean;
  /** It will not run again. */
  release(): void;
}

/**
 * Compiles a text for a state.
 * @throws LuaError with the message
 */
export function compileIn(
  state: LuaState,
  source: string,
  chunkName: string,
  bindCall: BindCall,
  repeated = false,
): Compiled {
  const chunk = compile(source, chunkName, { bindCall, lifetime: 'kept', repeated });
  return { main: instantiate(state, chunk), release: () => release(chunk) };
}
