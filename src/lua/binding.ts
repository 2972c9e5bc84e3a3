/**
 * The runtime as generated text sees it: every name that the generator may use, and what it stands for.
 */
import { power } from '../bytes/elementary.ts';
import { makeFunction } from './code-generation.ts';
import { RUNTIME_NAMES, type RuntimeName } from './codegen/runtime-names.ts';
import { select, selectFrom } from './lib/select.ts';
import { budget, lap, prepareBudget, step } from './runtime/budget.ts';
import { callable, expand, finish, one, Raised, single, TailCall } from './runtime/call.ts';
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
  within,
  yieldFunction,
} satisfies Record<RuntimeName, unknown>;

/** What generated text takes after the runtime: what explains its errors, globals, bound calls, environment, literals. */
const CHUNK_NAMES = ['C', 'G', 'b', 'E', 'K'];
// V8 compiles parameters faster than declarations, and knows as well that nothing assigns them. A direct eval in a scope
// with these names would be compiled faster still, but what eval can see V8 takes for variables: much slower code.
const NAMES = [...RUNTIME_NAMES, ...CHUNK_NAMES].join();
const VALUES = RUNTIME_NAMES.map((name) => RUNTIME[name]);

/**
 * Makes a function of generated text, which sees the runtime by its names. It takes what `CHUNK_NAMES` say.
 *
 * @param id the number that the text's code is registered by
 */
export function makeFactory(text: string, id: number): (...chunk: unknown[]) => unknown {
  prepareBudget();
  const made = makeFunction(NAMES, `${text}\n//# sourceURL=${sourceUrl(id)}`);
  return (...chunk) => made(...VALUES, ...chunk);
}
