/**
 * The world that scripts see: exactly the globals that Redis 7.2 shows, all of them read-only.
 *
 * All scripts share one Lua state, which has these globals; KEYS and ARGV are set anew for each run. All functions share
 * another state. Its globals are an empty table that inherits from the sandbox; while a library loads, they inherit only
 * what a library may use at that time.
 */
import { untilNul } from '../bytes/until-nul.ts';
import { openMath } from '../lua/lib/math.ts';
import { type BindCall, compile, instantiate, openLibraries, release, SCRIPT_METER } from '../lua/lua.ts';
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
import { MEMORY_SLICE } from './memory-guard.ts';
import { FIRST_STEPS } from './pace.ts';
import type { ScriptHost } from './script-host.ts';

/** Redis's own `pcall`: of an error that is a table it answers the text in its field `err`, as versions before 7 did. */
const pcall: LuaFunction = (...values) => {
  // Where no function is given, C has put its own `true` in the place of the function to call.
  const result = protectedCall(values.length === 0 ? [true] : values);
  if (!(result instanceof MultiValue) || result.values[0] !== false) return result;
  const error = result.values[1];
  if (!(error instanceof LuaTable)) return result;
  const text = index(error, 'err');
  // C forgets to take the field that it looked at off the stack, so there is one more result.
  return new MultiValue(textOf(text) === undefined ? [false, error, text] : [false, text]);
};
pcall.luaName = 'pcall';

const missingGlobal: LuaFunction = (...values) => {
  if (values.length !== 2) raise('Wrong number of arguments to luaProtectedTableError');
  const name = textOf(values[1]);
  if (name === undefined) raise('Second argument to luaProtectedTableError must be a string or number');
  raise(`Script attempted to access nonexistent global variable '${untilNul(name)}'`);
};

/** Makes it an error to read a field that the table does not have. */
export function refuseMissing(table: LuaTable): void {
  const metatable = new LuaTable();
  metatable.setString('__index', missingGlobal);
  table.setMetatable(metatable);
}

/** Makes a table, its metatable and all tables in it read-only. */
function protect(table: LuaTable): void {
  if (table.readonly) return;
  table.readonly = true;
  const walk = new TableIterator(table);
  while (walk.step()) if (walk.value instanceof LuaTable) protect(walk.value);
  if (table.metatable !== undefined) protect(table.metatable);
}

/** A state with Redis's libraries, not yet protected. The generator is shared by all states of a server. */
export function createState(
  redis: LuaTable,
  { random, memoryGuard, timeLimit }: ScriptHost,
  onBudget: () => void,
): LuaState {
  const state = new State({
    quantum: FIRST_STEPS,
    onBudget: () => {
      onBudget();
      timeLimit.check();
      memoryGuard.check();
    },
    memoryLimit: MEMORY_SLICE,
    onMemory: () => memoryGuard.onMemory(),
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
  /** The text is run once and then released. */
  readonly isForOneRun?: boolean;
  /** The text is so long that its syntax tree is kept, which takes many times as much memory. */
  readonly isLong?: boolean;
  /** Says that the text will not run again. */
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
  const chunk = compile(source, chunkName, { bindCall, lifetime: 'kept', repeated, meter: SCRIPT_METER });
  return { main: instantiate(state, chunk), isLong: chunk.isInterpreted, release: () => release(chunk) };
}
