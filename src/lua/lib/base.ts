/**
 * The basic library of Lua 5.1, without the functions that Redis's sandbox leaves out: `print`, and those that read
 * files. `load` and `loadstring` are in load.ts, `getfenv` and `setfenv` in environment.ts.
 */

import { untilNul } from '../../bytes/until-nul.ts';
import { spend } from '../runtime/budget.ts';
import { protectedCall } from '../runtime/call.ts';
import { isSameText } from '../runtime/compare.ts';
import { argumentError, raise, typeName } from '../runtime/error.ts';
import { errorFunction } from '../runtime/error-function.ts';
import { ipairsStep, next } from '../runtime/iteration.ts';
import { metamethod, metatableOf } from '../runtime/metatable.ts';
import type { LuaState } from '../runtime/state.ts';
import { LuaTable } from '../runtime/table.ts';
import { toStringBasic, toStringMeta } from '../runtime/text.ts';
import { LuaUserdata } from '../runtime/userdata.ts';
import { type LuaResult, type LuaValue, MultiValue, packResult } from '../runtime/value.ts';
import { checkAny, checkInt, checkTable, optionalInt, optionalString } from './arguments.ts';
import { createGarbageFunctions } from './garbage.ts';
import { fillLibrary, nameFunctions } from './library.ts';
import { type ChunkLoader, createLoadFunctions } from './load.ts';
import { select } from './select.ts';
import { checkWritable } from './table.ts';
import { tonumber } from './tonumber.ts';

/** How many values fit on Lua's stack at once, including those of the running function. */
const STACK_VALUES = 8000;

function assert(...values: LuaValue[]): LuaResult {
  const [condition] = values;
  if (condition === undefined || condition === false) {
    checkAny(1, values.length);
    raise(untilNul(optionalString(values[1], 2, 'assertion failed!')));
  }
  return packResult(values);
}

function getmetatable(...values: LuaValue[]): LuaValue {
  checkAny(1, values.length);
  const metatable = metatableOf(values[0]);
  return metatable?.getString('__metatable') ?? metatable;
}

function setmetatable(...values: LuaValue[]): LuaValue {
  const table = checkTable(values[0], 1, values.length);
  const [, metatable] = values;
  const fits = metatable instanceof LuaTable || (metatable === undefined && values.length > 1);
  if (!fits) argumentError(2, 'nil or table expected');
  if (metamethod(table, '__metatable') !== undefined) raise('cannot change a protected metatable');
  checkWritable(table);
  table.setMetatable(metatable);
  return table;
}

function rawset(...values: LuaValue[]): LuaValue {
  const table = checkTable(values[0], 1, values.length);
  checkAny(2, values.length);
  checkAny(3, values.length);
  checkWritable(table);
  table.set(values[1], values[2]);
  return table;
}

/** The first two to four values of an array. It uses array literals, which V8 makes faster than a slice. */
function firstOf(array: readonly LuaValue[], count: number): LuaValue[] {
  if (count === 2) return [array[0], array[1]];
  return count === 3 ? [array[0], array[1], array[2]] : [array[0], array[1], array[2], array[3]];
}

function unpack(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  const first = optionalInt(values[1], 2, 1);
  const last = values[2] === undefined ? table.length() : checkInt(values[2], 3, values.length);
  if (first > last) return packResult([]);
  const count = last - first + 1;
  if (count + values.length > STACK_VALUES) raise('too many results to unpack');
  spend(count);
  const { array } = table;
  if (first === 1 && last <= array.length && count > 1 && count < 5)
    return new MultiValue(firstOf(array, count));
  if (first > 0 && last <= array.length) return packResult(array.slice(first - 1, last));
  const results = new Array<LuaValue>(count);
  for (let position = 0; position < count; position++) results[position] = table.getIndex(first + position);
  return packResult(results);
}

/** The metatables that `newproxy(true)` has made. `newproxy` accepts only proxies with one of these as its argument. */
const proxyMetatables = new WeakSet<LuaTable>();

function newproxy(like: LuaValue): LuaValue {
  if (like === undefined || like === false) return new LuaUserdata(undefined);
  if (like === true) {
    const metatable = new LuaTable();
    proxyMetatables.add(metatable);
    return new LuaUserdata(undefined, metatable);
  }
  const metatable = metatableOf(like);
  if (metatable === undefined || !proxyMetatables.has(metatable)) {
    argumentError(1, 'boolean or proxy expected');
  }
  return new LuaUserdata(undefined, metatable);
}

const functions = nameFunctions({
  assert,
  error: errorFunction,
  getmetatable,
  ipairs: (...values: LuaValue[]) => {
    return new MultiValue([ipairsStep, checkTable(values[0], 1, values.length), 0]);
  },
  next,
  newproxy,
  pairs: (...values: LuaValue[]) => {
    return new MultiValue([next, checkTable(values[0], 1, values.length), undefined]);
  },
  pcall: (...values: LuaValue[]) => {
    checkAny(1, values.length);
    return protectedCall(values);
  },
  rawequal: (...values: LuaValue[]) => {
    checkAny(1, values.length);
    checkAny(2, values.length);
    return typeof values[0] === 'string' ? isSameText(values[0], values[1]) : values[0] === values[1];
  },
  rawget: (...values: LuaValue[]) => {
    const table = checkTable(values[0], 1, values.length);
    checkAny(2, values.length);
    return table.get(values[1]);
  },
  rawset,
  select,
  setmetatable,
  tonumber,
  tostring: (...values: LuaValue[]) => {
    checkAny(1, values.length);
    const [value] = values;
    return value instanceof LuaTable || value instanceof LuaUserdata
      ? toStringMeta(value)
      : toStringBasic(value);
  },
  type: (...values: LuaValue[]) => {
    checkAny(1, values.length);
    return typeName(values[0]);
  },
  unpack,
  xpcall: (...values: LuaValue[]) => {
    checkAny(2, values.length);
    // A handler that is not a function is not an error by itself. It fails only when there is an error to handle.
    const handler = typeof values[1] === 'function' ? values[1] : false;
    return protectedCall([values[0]], handler);
  },
});

/**
 * Puts the basic functions into the globals of a state.
 *
 * @param load compiles the texts given to `loadstring` and `load`
 */
export function openBase(state: LuaState, load: ChunkLoader): LuaTable {
  const { globals } = state;
  fillLibrary(globals, functions);
  fillLibrary(globals, createLoadFunctions(load));
  fillLibrary(globals, createGarbageFunctions());
  globals.setString('_G', globals);
  globals.setString('_VERSION', 'Lua 5.1');
  return globals;
}
