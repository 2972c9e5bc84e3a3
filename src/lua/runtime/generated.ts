/**
 * Functions that only generated code calls. Generated code contains the common cases of statements and constructors as
 * text of its own, and calls these functions for the rare ones, so that the text stays short.
 */

import { setIndex } from './access.ts';
import { budget, NESTED_CALLS } from './budget.ts';
import { callable, finish, NESTED_TOO_DEEP, TailCall } from './call.ts';
import { renewTail } from './call-depth.ts';
import { yieldFunction } from './coroutine.ts';
import { toNumber } from './number.ts';
import { type Shape, shapeOf } from './shape.ts';
import { type Code, raiseAt } from './site.ts';
import { LuaTable } from './table.ts';
import { ACCOUNTED_SLOTS, EMPTY } from './table-parts.ts';
import type { LuaFunction, LuaResult, LuaValue } from './value.ts';

const ARG_SHAPE = shapeOf(['n']);

/** The table `arg` (`{n = ..., ...}`) that a vararg function gets, as in Lua 5.0, if it does not mention `...`. */
export function argTable(values: LuaValue[]): LuaTable {
  const table = LuaTable.fromArray(values.slice());
  table.shape = ARG_SHAPE;
  table.slots = [values.length];
  return table;
}

/** Returns a tail call to the caller, because enough of them are nested. Builtins are called at once, as in Lua 5.1. */
export function defer(callee: LuaFunction, values: LuaValue[]): LuaResult {
  renewTail();
  const isBuiltin = callee.luaName !== undefined && callee !== yieldFunction;
  return isBuiltin ? callee(...values) : new TailCall(callee, values);
}

/** Calls the iterator function of a generic loop once. Lua does so from C. */
export function iterate(
  step: LuaValue,
  object: LuaValue,
  control: LuaValue,
  code: Code,
  site: number,
): LuaResult {
  if (++budget.nestedCalls >= NESTED_CALLS) raiseAt(NESTED_TOO_DEEP, code, site);
  let result =
    typeof step === 'function' ? step(object, control) : callable(step, code, site)(object, control);
  if (result instanceof TailCall) result = finish(result);
  budget.nestedCalls--;
  return result;
}

/** Converts a bound of a numeric loop to a number, or raises Lua's error. */
export function loopNumber(value: LuaValue, what: string, code: Code, site: number): number {
  const number = toNumber(value);
  if (number !== undefined) return number;
  const name = what === 'initial' ? 'initial value' : what;
  raiseAt(`'for' ${name} must be a number`, code, site);
}

/** The table of a constructor that has both: `table` with the list, which gets the fields of the record. */
export function mixed(table: LuaTable, shape: Shape, slots: LuaValue[]): LuaTable {
  table.shape = shape;
  table.slots = slots;
  if (slots.includes(undefined)) table.bornWithNils();
  return table;
}

/** The table of a constructor of fields and then a list of unknown length, such as `{ n = select('#', ...), ... }`. */
export function packed(shape: Shape, slots: LuaValue[], values: LuaValue[]): LuaTable {
  if (slots.length === 1 && slots[0] !== undefined && isShortList(values)) {
    return new LuaTable(values, shape, slots);
  }
  const table = LuaTable.sized(0, slots.length);
  for (let slot = 0; slot < slots.length; slot++) table.set(shape.keys[slot], slots[slot]);
  table.setList(values, 1, true);
  return table;
}

/** Whether a list is not empty, too short to be counted as memory, and without nil. */
function isShortList(values: readonly LuaValue[]): boolean {
  if (values.length === 0 || values.length >= ACCOUNTED_SLOTS) return false;
  for (let position = 0; position < values.length; position++) {
    if (values[position] === undefined) return false;
  }
  return true;
}

/** The table of a constructor of fields, some of which may be nil. */
export function record(shape: Shape, slots: LuaValue[]): LuaTable {
  const table = new LuaTable(EMPTY, shape, slots);
  for (let slot = 0; slot < slots.length; slot++) {
    if (slots[slot] === undefined) {
      table.bornWithNils();
      break;
    }
  }
  return table;
}

/** Stores one `[key] = value` of a constructor. */
export function setField(table: LuaTable, key: LuaValue, value: LuaValue, code: Code, site: number): void {
  if (typeof key === 'string') table.setString(key, value);
  else setIndex(table, key, value, code, site);
}

/** Adds the values of a constructor's last expression to its list. */
export function pushAll(list: LuaValue[], values: readonly LuaValue[]): void {
  for (const value of values) list.push(value);
}

/** Stores a constructor's list, or a piece of it, from `first` on. */
export function setList(table: LuaTable, values: LuaValue[], first: number, isOpen: boolean): void {
  table.setList(values, first, isOpen);
}
