/**
 * Binds generated text to the runtime: it lists the names that the text may use and what each of them stands for, and
 * makes functions of such text. It is the only place where the text of a script becomes code.
 */
import { power } from '../bytes/elementary.ts';
import { makeFunction } from './code-generation.ts';
import { RUNTIME_NAMES, type RuntimeName } from './codegen/runtime-names.ts';
import { select, selectFrom } from './lib/select.ts';
import { budget, lap, prepareBudget, step } from './runtime/budget.ts';
import { callable, expand, finish, one, Raised, single, TailCall } from './runtime/call.ts';
import { begin, beginWide, prepareBegin, widen } from './runtime/call-depth.ts';
import { isTrue } from './runtime/compare.ts';
import { enter, PAUSABLE, passOut, pausable, settle, YIELD, yieldFunction } from './runtime/coroutine.ts';
import { enclose, within } from './runtime/environment.ts';
import { errorAt } from './runtime/error-function.ts';
import {
  argTable,
  defer,
  iterate,
  loopNumber,
  mixed,
  packed,
  pushAll,
  record,
  setField,
  setList,
} from './runtime/generated.ts';
import { iterator } from './runtime/iteration.ts';
import {
  add,
  concat,
  concatMany,
  divide,
  equals,
  FieldSite,
  greaterEqual,
  greaterThan,
  index,
  lengthOf,
  lessEqual,
  lessThan,
  multiply,
  negate,
  raiseToPower,
  remainder,
  setIndex,
  subtract,
} from './runtime/operators.ts';
import { sourceUrl } from './runtime/position.ts';
import { shapeOf } from './runtime/shape.ts';
import { LuaTable } from './runtime/table.ts';
import { EMPTY } from './runtime/table-parts.ts';
import { MultiValue, NO_VALUES, packResult } from './runtime/value.ts';

const RUNTIME = {
  B: budget,
  EMPTY,
  M: MultiValue,
  N: NO_VALUES,
  P: PAUSABLE,
  RE: Raised,
  S: FieldSite,
  T: LuaTable,
  TC: TailCall,
  Y: YIELD,
  add,
  argTable,
  begin,
  beginWide,
  callable,
  concat,
  concatMany,
  defer,
  divide,
  enclose,
  enter,
  equals,
  errorAt,
  expand,
  finish,
  floor: Math.floor,
  fromArray: LuaTable.fromArray,
  greaterEqual,
  greaterThan,
  index,
  isTrue,
  iterate,
  iterator,
  lap,
  lengthOf,
  lessEqual,
  lessThan,
  loopNumber,
  mixed,
  multiply,
  negate,
  one,
  packResult,
  packed,
  passOut,
  pausable,
  power,
  pushAll,
  raiseToPower,
  record,
  remainder,
  select,
  selectFrom,
  setField,
  setIndex,
  setList,
  settle,
  shapeOf,
  single,
  sized: LuaTable.sized,
  step,
  subtract,
  widen,
  within,
  yieldFunction,
} satisfies Record<RuntimeName, unknown>;

/**
 * The parameters of generated text after those for the runtime: what explains its errors, the globals, the bound calls,
 * the environment, the literals and the upvalues (see codegen/chunk.ts).
 */
const CHUNK_NAMES = ['C', 'G', 'b', 'E', 'K', 'U'];
// The names are parameters because V8 compiles these faster than declarations, and sees just as well that nothing
// assigns them. A direct eval in a scope with these names would compile faster still. But V8 takes everything that an
// eval can see for variables that may change, and the code would be much slower.
const NAMES = [...RUNTIME_NAMES, ...CHUNK_NAMES].join();
const VALUES = RUNTIME_NAMES.map((name) => RUNTIME[name]);

/**
 * Makes a function of generated text. The text sees the runtime by its names; the function takes the values for
 * `CHUNK_NAMES`.
 *
 * @param id the number under which position.ts knows the text
 */
export function makeFactory(text: string, id: number): (...chunk: unknown[]) => unknown {
  prepareBudget();
  prepareBegin();
  const made = makeFunction(NAMES, `${text}\n//# sourceURL=${sourceUrl(id)}`);
  return (...chunk) => made(...VALUES, ...chunk);
}
