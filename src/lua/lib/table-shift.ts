/**
 * Moves the elements of a list up and down for `table.insert` and `table.remove`.
 */
import { spend } from '../runtime/budget.ts';
import type { LuaTable } from '../runtime/table.ts';
import type { LuaValue } from '../runtime/value.ts';

/** Inserts a value before position 1..n+1 and moves the elements from there up to `size` one place up. */
export function insertAt(table: LuaTable, index: number, value: LuaValue, size: number): void {
  const { array } = table;
  if (table.holes === 0 && size === array.length && value !== undefined && index >= 1 && index <= size) {
    if (size >= table.capacity) {
      // Lua makes room for the last value first.
      table.setIndex(size + 1, array[size - 1]);
      if (array.length === size + 1) array.pop();
    }
    if (array.length === size && size < table.capacity) {
      spend(size - index + 1);
      array.splice(index - 1, 0, value);
      return;
    }
  }
  for (let position = size; position >= index; position--) {
    spend(1);
    table.setIndex(position + 1, table.getIndex(position));
  }
  table.setIndex(index, value);
}

/** Removes position `index` of 1..size, shifting what follows down. */
export function removeAt(table: LuaTable, index: number, size: number): LuaValue {
  const removed = table.getIndex(index);
  if (table.holes === 0 && size === table.array.length && index >= 1 && index <= size) {
    // For short arrays `splice` is much faster than `copyWithin`.
    if (index < size) {
      spend(size - index);
      table.array.splice(index - 1, 1);
    } else table.array.pop();
    return removed;
  }
  for (let position = index; position < size; position++) {
    spend(1);
    table.setIndex(position, table.getIndex(position + 1));
  }
  table.setIndex(size, undefined);
  return removed;
}
