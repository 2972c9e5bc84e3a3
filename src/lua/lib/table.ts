/**
 * The table library of Lua 5.1. Its functions access tables without metamethods, and raise an error for a table that
 * the host has made read-only.
 */
import { spend } from '../runtime/budget.ts';
import { callForOne } from '../runtime/call.ts';
import { raise, raiseValue, typeName } from '../runtime/error.ts';
import { TextBuilder } from '../runtime/long-text.ts';
import { numberToString } from '../runtime/number.ts';
import type { LuaState } from '../runtime/state.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, NO_VALUES } from '../runtime/value.ts';
import { checkFunction, checkInt, checkTable, optionalInt, optionalString } from './arguments.ts';
import { createLibrary, nameFunctions } from './library.ts';
import { insertAt, removeAt } from './table-shift.ts';
import { sortTable } from './table-sort.ts';

/** Raises Redis's error for a table that scripts may not change. As in Redis, the message has no place. */
export function checkWritable(table: LuaTable): void {
  if (table.readonly) raiseValue('Attempt to modify a readonly table', 0);
}

function insert(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  const size = table.length();
  if (values.length === 2) {
    checkWritable(table);
    table.setIndex(size + 1, values[1]);
    return NO_VALUES;
  }
  if (values.length !== 3) raise("wrong number of arguments to 'insert'");
  const position = checkInt(values[1], 2, values.length);
  checkWritable(table);
  if (position > size) table.setIndex(position, values[2]);
  else insertAt(table, position, values[2], size);
  return NO_VALUES;
}

function remove(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  const size = table.length();
  const position = optionalInt(values[1], 2, size);
  if (position < 1 || position > size) return NO_VALUES;
  checkWritable(table);
  return removeAt(table, position, size);
}

/** The text of an element for `concat`. */
function elementText(table: LuaTable, position: number): string {
  const value = table.getIndex(position);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberToString(value);
  raise(`invalid value (${typeName(value)}) at index ${position} in table for 'concat'`);
}

function concat(...values: LuaValue[]): LuaResult {
  const separator = optionalString(values[1], 2, '');
  const table = checkTable(values[0], 1, values.length);
  const first = optionalInt(values[2], 3, 1);
  const last = values[3] === undefined ? table.length() : checkInt(values[3], 4, values.length);
  const joined = new TextBuilder();
  for (let position = first; position <= last; position++) {
    spend(1);
    if (position > first) joined.append(separator);
    joined.append(elementText(table, position));
  }
  return joined.finish();
}

function sort(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  const size = table.length();
  const order = values[1] === undefined ? undefined : checkFunction(values[1], 2, values.length);
  if (size > 1) sortTable(table, size, order);
  return NO_VALUES;
}

/**
 * Calls `visit(key, value)` for each entry. If it returns anything but nil, that ends the traversal and is the
 * result.
 */
function visitEntry(visit: LuaFunction, key: LuaValue, value: LuaValue): LuaValue {
  spend(1);
  return callForOne(visit, key, value);
}

function foreach(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  const visit = checkFunction(values[1], 2, values.length);
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    const result = visitEntry(visit, entry[0], entry[1]);
    if (result !== undefined) return result;
  }
  return NO_VALUES;
}

function foreachi(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  const size = table.length();
  const visit = checkFunction(values[1], 2, values.length);
  for (let position = 1; position <= size; position++) {
    const result = visitEntry(visit, position, table.getIndex(position));
    if (result !== undefined) return result;
  }
  return NO_VALUES;
}

/** The largest positive number among the keys, or 0. */
function maxn(...values: LuaValue[]): LuaResult {
  const table = checkTable(values[0], 1, values.length);
  let largest = 0;
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    spend(1);
    if (typeof entry[0] === 'number' && entry[0] > largest) largest = entry[0];
  }
  return largest;
}

const functions = nameFunctions({
  concat,
  foreach,
  foreachi,
  getn: (...values: LuaValue[]) => checkTable(values[0], 1, values.length).length(),
  insert,
  maxn,
  remove,
  setn: (...values: LuaValue[]) => {
    checkTable(values[0], 1, values.length);
    raise("'setn' is obsolete");
  },
  sort,
});

/** Makes `table`. */
export function openTable(_state: LuaState): LuaTable {
  return createLibrary(functions);
}
