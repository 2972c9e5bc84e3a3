/**
 * Traversal of tables: the builtins `next` and the step of `ipairs`, which generated loops recognise by identity,
 * and the iterator that such loops use instead of calling them.
 */
import { argumentError, typeError, typeName } from './error.ts';
import type { LuaTable } from './table.ts';
import { LuaTable as Table } from './table.ts';
import { type LuaFunction, type LuaValue, MultiValue } from './value.ts';

function checkTable(value: LuaValue, functionName: string, present: boolean): LuaTable {
  if (value instanceof Table) return value;
  typeError(1, functionName, 'table', value, present);
}

/** The builtin `next`. */
export const next: LuaFunction = (...values) => {
  const entry = checkTable(values[0], 'next', values.length > 0).next(values[1]);
  return entry === undefined ? undefined : new MultiValue(entry);
};
next.luaName = 'next';

/** What `ipairs` returns first. */
export const ipairsStep: LuaFunction = (table, position) => {
  if (typeof position !== 'number') argumentError(2, 'ipairs', `number expected, got ${typeName(position)}`);
  const value = checkTable(table, 'ipairs', true).getIndex(position + 1);
  return value === undefined ? undefined : new MultiValue([position + 1, value]);
};
ipairsStep.luaName = 'ipairs';

/**
 * Walks a table as `next` does, without looking keys up. Keys may be removed and values replaced on the way.
 * Keys added on the way may or may not be met, but the walk ends.
 */
export class TableIterator {
  key: LuaValue = undefined;
  value: LuaValue = undefined;
  private readonly table: LuaTable;
  private position = 0;
  private slot = 0;
  private readonly slotEnd: number;

  constructor(table: LuaTable) {
    this.table = table;
    this.slotEnd = table.slots.length;
  }

  /** Moves to the next entry; false at the end. */
  step(): boolean {
    const { array } = this.table;
    while (this.position < array.length) {
      const value = array[this.position++];
      if (value !== undefined) {
        this.key = this.position;
        this.value = value;
        return true;
      }
    }
    const { slots } = this.table;
    const end = Math.min(this.slotEnd, slots.length);
    while (this.slot < end) {
      const value = slots[this.slot++];
      if (value !== undefined) {
        this.key = this.table.shape.keys[this.slot - 1];
        this.value = value;
        return true;
      }
    }
    return false;
  }
}

/** Walks 1, 2, 3, ... up to the first nil, as `ipairs` does. */
class ListIterator {
  key: number = 0;
  value: LuaValue = undefined;
  private readonly table: LuaTable;

  constructor(table: LuaTable) {
    this.table = table;
  }

  step(): boolean {
    this.value = this.table.getIndex(++this.key);
    return this.value !== undefined;
  }
}

/** What a generic loop over these three values can use instead of calling `step`; undefined: nothing. */
export function iterator(
  step: LuaValue,
  object: LuaValue,
  control: LuaValue,
): TableIterator | ListIterator | undefined {
  if (!(object instanceof Table)) return undefined;
  if (step === next && control === undefined) return new TableIterator(object);
  return step === ipairsStep && control === 0 ? new ListIterator(object) : undefined;
}
