/**
 * The search for a border, which is what `#` gives: n is one if `t[n]` is not nil and `t[n + 1]` is nil. Of several borders
 * it is the one that Lua 5.1 finds, by halving the array part, or by doubling the index beyond it.
 */
import { spend } from './budget.ts';
import type { LuaValue } from './value.ts';

interface Indexed {
  readonly array: readonly LuaValue[];
  /** The size of Lua 5.1's array part. */
  readonly capacity: number;
  getIndex(index: number): LuaValue;
}

const LARGEST_INDEX = 0x7fff_ffff;

export function findBorder(table: Indexed): number {
  const { array, capacity } = table;
  if (capacity > 0 && (capacity > array.length || array[capacity - 1] === undefined)) {
    return borderBetween(table, 0, capacity);
  }
  let low = capacity;
  let high = capacity + 1;
  while (table.getIndex(high) !== undefined) {
    low = high;
    high *= 2;
    if (high > LARGEST_INDEX) {
      for (low = 1; table.getIndex(low) !== undefined; low++) spend(1);
      return low - 1;
    }
  }
  return borderBetween(table, low, high);
}

function borderBetween(table: Indexed, present: number, absent: number): number {
  let low = present;
  let high = absent;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (table.getIndex(middle) === undefined) high = middle;
    else low = middle;
  }
  return low;
}
