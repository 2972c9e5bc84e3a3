/**
 * The runtime as generated text sees it: every name that the generator may use, and what it stands for.
 */
import type { RuntimeName } from './codegen/runtime-names.ts';
import { power } from './runtime/arithmetic.ts';
import { budget, lap, tick } from './runtime/budget.ts';
import { callable, expand, finish, one, single, TailCall } from './runtime/call.ts';
import { isTrue } from './runtime/compare.ts';
import { finishPausable, pausable, YIELD, yielded } from './runtime/coroutine.ts';
import { enclose, within } from './runtime/environment.ts';
import { errorAt } from './runtime/error-function.ts';
import {
  argTable,
  defer,
  iterate,
  loopNumber,
  mixed,
  pick,
  pushAll,
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
import { shapeOf } from './runtime/shape.ts';
import { EMPTY, LuaTable } from './runtime/table.ts';
import { MultiValue, NO_VALUES, packResult } from './runtime/value.ts';

/** What `instanceof` takes for any generator object, without calling into it. */
function GeneratorObject(): void {}
GeneratorObject.prototype = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()));

export const RUNTIME = {
  B: budget,
  EMPTY,
  GEN: GeneratorObject,
  M: MultiValue,
  N: NO_VALUES,
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
  equals,
  errorAt,
  expand,
  finish,
  finishPausable,
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
  pausable,
  pick,
  power,
  pushAll,
  raiseToPower,
  remainder,
  setField,
  setIndex,
  setList,
  shapeOf,
  single,
  subtract,
  tick,
  within,
  yielded,
} satisfies Record<RuntimeName, unknown>;
