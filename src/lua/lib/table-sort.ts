/**
 * `table.sort`: the quicksort of Lua 5.1, step for step.
 *
 * Which elements are compared, and in which order, is visible: to the order function, in how equal elements
 * end up, and in the errors of an order that is none. Only where no script can tell (all numbers or all
 * strings, no order function) the host's sort is used.
 */
import { spend } from '../runtime/budget.ts';
import { callForOne } from '../runtime/call.ts';
import { lessThan } from '../runtime/compare.ts';
import { raise } from '../runtime/error.ts';
import { LuaError } from '../runtime/lua-error.ts';
import type { LuaTable } from '../runtime/table.ts';
import type { LuaFunction, LuaValue } from '../runtime/value.ts';

/** Sorts the elements 1..size. Throws what the order throws; the table is then partly sorted. */
export function sortTable(table: LuaTable, size: number, order: LuaFunction | undefined): void {
  if (table.readonly) {
    throw new LuaError('Attempt to modify a readonly table');
  }
  if (order === undefined && sortPlainly(table, size)) return;
  new Sorter(table, order).sort(1, size);
}

/** Sorts numbers or strings that fill the array part; false where it cannot. */
function sortPlainly(table: LuaTable, size: number): boolean {
  const { array } = table;
  if (array.length !== size) return false;
  spend(Math.ceil(size * Math.log2(size)));
  const numbers = sortedNumbers(array);
  if (numbers !== undefined) {
    for (let position = 0; position < size; position++) array[position] = numbers[position];
    return true;
  }
  if (!array.every((value) => typeof value === 'string')) return false;
  // Byte strings: the order of code units is that of bytes.
  array.sort();
  return true;
}

/** The numbers in order, unless one of them is NaN or -0, whose places depend on the algorithm. */
function sortedNumbers(values: readonly LuaValue[]): Float64Array | undefined {
  const numbers = new Float64Array(values.length);
  for (let position = 0; position < values.length; position++) {
    const value = values[position];
    if (typeof value !== 'number' || Number.isNaN(value) || Object.is(value, -0)) return undefined;
    numbers[position] = value;
  }
  return numbers.sort();
}

class Sorter {
  readonly #table: LuaTable;
  readonly #order: LuaFunction | undefined;

  constructor(table: LuaTable, order: LuaFunction | undefined) {
    this.#table = table;
    this.#order = order;
  }

  #isLess(left: LuaValue, right: LuaValue): boolean {
    spend(1);
    if (this.#order === undefined) return lessThan(left, right);
    const answer = callForOne(this.#order, left, right);
    return answer !== undefined && answer !== false;
  }

  #put(first: number, firstValue: LuaValue, second: number, secondValue: LuaValue): void {
    this.#table.setIndex(first, firstValue);
    this.#table.setIndex(second, secondValue);
  }

  /** Puts two elements in order by exchanging them where the upper one is less. */
  #arrange(low: number, high: number): void {
    const lower = this.#table.getIndex(low);
    const upper = this.#table.getIndex(high);
    if (this.#isLess(upper, lower)) this.#put(low, upper, high, lower);
  }

  /** The smaller part is sorted by recursion, so its depth is logarithmic. */
  sort(from: number, to: number): void {
    let low = from;
    let high = to;
    while (low < high) {
      this.#arrange(low, high);
      if (high - low === 1) return;
      const middle = Math.floor((low + high) / 2);
      this.#arrangeMiddle(low, middle, high);
      if (high - low === 2) return;
      const border = this.#partition(low, middle, high);
      if (border - low < high - border) {
        this.sort(low, border - 1);
        low = border + 1;
      } else {
        this.sort(border + 1, high);
        high = border - 1;
      }
    }
  }

  #arrangeMiddle(low: number, middle: number, high: number): void {
    const table = this.#table;
    const center = table.getIndex(middle);
    const lower = table.getIndex(low);
    if (this.#isLess(center, lower)) this.#put(middle, lower, low, center);
    else {
      const upper = table.getIndex(high);
      if (this.#isLess(upper, center)) this.#put(middle, upper, high, center);
    }
  }

  /** Moves what is less than the pivot below it and the rest above; returns the pivot's place. */
  #partition(low: number, middle: number, high: number): number {
    const table = this.#table;
    const pivot = table.getIndex(middle);
    this.#put(middle, table.getIndex(high - 1), high - 1, pivot);
    let up = low;
    let down = high - 1;
    for (;;) {
      let upper = table.getIndex(++up);
      while (this.#isLess(upper, pivot)) {
        if (up > high) raise('invalid order function for sorting');
        upper = table.getIndex(++up);
      }
      let lower = table.getIndex(--down);
      while (this.#isLess(pivot, lower)) {
        if (down < low) raise('invalid order function for sorting');
        lower = table.getIndex(--down);
      }
      if (down < up) break;
      this.#put(up, lower, down, upper);
    }
    this.#put(high - 1, table.getIndex(up), up, table.getIndex(high - 1));
    return up;
  }
}
