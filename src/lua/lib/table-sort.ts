/**
 * `table.sort`: the quicksort of Lua 5.1, step for step.
 *
 * A script can see which elements are compared, and when: its order function is called with them, equal elements end
 * up in a certain order, and an inconsistent order function is detected at a certain comparison. So the algorithm
 * must be the same. It is another one only where no script can notice (table-sort-plain.ts).
 */
import { budget, NESTED_CALLS, tick } from '../runtime/budget.ts';
import { NESTED_TOO_DEEP, one } from '../runtime/call.ts';
import { lessThan } from '../runtime/compare.ts';
import { raise } from '../runtime/error.ts';
import { errorHere, LuaError } from '../runtime/lua-error.ts';
import { markFrames } from '../runtime/position.ts';
import type { LuaTable } from '../runtime/table.ts';
import type { LuaFunction, LuaValue } from '../runtime/value.ts';
import { sortPlainly } from './table-sort-plain.ts';

/** Sorts the elements 1..size. If the order function throws, the table stays partly sorted. */
export function sortTable(table: LuaTable, size: number, order: LuaFunction | undefined): void {
  if (table.readonly) {
    throw new LuaError('Attempt to modify a readonly table');
  }
  if (order === undefined && table.array.length === size && sortPlainly(table.array)) return;
  // At most one call of the order function is under way at any time, so it is counted once, for the whole sort.
  const nested = order === undefined ? 0 : 1;
  budget.nestedCalls += nested;
  if (budget.nestedCalls >= NESTED_CALLS) throw errorHere(NESTED_TOO_DEEP);
  sortRange(table, order, 1, size);
  budget.nestedCalls -= nested;
}

/** Reads an element. It is usually in the array, but the order function may have changed the table in any way. */
function get(table: LuaTable, index: number): LuaValue {
  const value = table.array[index - 1];
  return value === undefined ? table.getIndex(index) : value;
}

function put(
  table: LuaTable,
  first: number,
  firstValue: LuaValue,
  second: number,
  secondValue: LuaValue,
): void {
  table.setIndex(first, firstValue);
  table.setIndex(second, secondValue);
}

function isLess(order: LuaFunction | undefined, left: LuaValue, right: LuaValue): boolean {
  if (--budget.remaining < 0) tick();
  return order === undefined ? lessThan(left, right) : callOrder(order, left, right);
}

function callOrder(order: LuaFunction, left: LuaValue, right: LuaValue): boolean {
  const result = order(left, right);
  if (typeof result === 'boolean') return result;
  const answer = one(result);
  return answer !== undefined && answer !== false;
}

markFrames('boundary', callOrder);

/** Puts two elements in order: exchanges them if the upper one is less. */
function arrange(table: LuaTable, order: LuaFunction | undefined, low: number, high: number): void {
  const lower = get(table, low);
  const upper = get(table, high);
  if (isLess(order, upper, lower)) put(table, low, upper, high, lower);
}

/** Sorts a range. Its smaller part is sorted by recursion, so that the depth is logarithmic. */
function sortRange(table: LuaTable, order: LuaFunction | undefined, from: number, to: number): void {
  let low = from;
  let high = to;
  while (low < high) {
    arrange(table, order, low, high);
    if (high - low === 1) return;
    const middle = Math.floor((low + high) / 2);
    arrangeMiddle(table, order, low, middle, high);
    if (high - low === 2) return;
    const border = partition(table, order, low, middle, high);
    if (border - low < high - border) {
      sortRange(table, order, low, border - 1);
      low = border + 1;
    } else {
      sortRange(table, order, border + 1, high);
      high = border - 1;
    }
  }
}

function arrangeMiddle(
  table: LuaTable,
  order: LuaFunction | undefined,
  low: number,
  middle: number,
  high: number,
): void {
  const center = get(table, middle);
  const lower = get(table, low);
  if (isLess(order, center, lower)) put(table, middle, lower, low, center);
  else {
    const upper = get(table, high);
    if (isLess(order, upper, center)) put(table, middle, upper, high, center);
  }
}

/** Moves the elements that are less than the pivot below it and the others above it; returns the pivot's position. */
function partition(
  table: LuaTable,
  order: LuaFunction | undefined,
  low: number,
  middle: number,
  high: number,
): number {
  const pivot = get(table, middle);
  put(table, middle, get(table, high - 1), high - 1, pivot);
  let up = low;
  let down = high - 1;
  for (;;) {
    let upper = get(table, ++up);
    while (isLess(order, upper, pivot)) {
      if (up > high) raise('invalid order function for sorting');
      upper = get(table, ++up);
    }
    let lower = get(table, --down);
    while (isLess(order, pivot, lower)) {
      if (down < low) raise('invalid order function for sorting');
      lower = get(table, --down);
    }
    if (down < up) break;
    put(table, up, lower, down, upper);
  }
  put(table, high - 1, get(table, up), up, get(table, high - 1));
  return up;
}
