/**
 * Traversal of tables: the builtins `next` and the step of `ipairs`, which generated loops recognise by identity,
 * and the iterator that such loops use instead of calling them.
 */
import { argumentError, typeError, typeName } from './error.ts';
import { errorHere } from './lua-error.ts';
import type { NodeLayout } from './node-layout.ts';
import type { LuaTable } from './table.ts';
import { LuaTable as Table } from './table.ts';
import { type LuaFunction, type LuaValue, MultiValue } from './value.ts';

function checkTable(value: LuaValue, present: boolean): LuaTable {
  if (value instanceof Table) return value;
  typeError(1, 'table', value, present);
}

/** The builtin `next`. */
export const next: LuaFunction = (...values) => {
  const entry = checkTable(values[0], values.length > 0).next(values[1]);
  return entry === undefined ? undefined : new MultiValue(entry);
};
next.luaName = 'next';

/** What `ipairs` returns first. */
export const ipairsStep: LuaFunction = (table, position) => {
  if (typeof position !== 'number') argumentError(2, `number expected, got ${typeName(position)}`);
  const value = checkTable(table, true).getIndex(position + 1);
  return value === undefined ? undefined : new MultiValue([position + 1, value]);
};
ipairsStep.luaName = 'ipairs';

/**
 * Walks a table as `next` does, without looking keys up as long as they stay where they are. Keys may be removed and
 * values replaced on the way. What happens to keys added on the way is what happens in Lua 5.1: they may be met, others
 * may be met twice or never, and `step` may raise the error of `next` for a key that is gone.
 */
export class TableIterator {
  key: LuaValue = undefined;
  value: LuaValue = undefined;
  private readonly table: LuaTable;
  /** The index met last, or how far the array part was searched. */
  private position = 0;
  /** Where the nodes were when one was met, and which; undefined in the array part. */
  private layout: NodeLayout | undefined = undefined;
  private node = -1;
  private reference = 0;

  constructor(table: LuaTable) {
    this.table = table;
  }

  /** Moves to the next entry; false at the end. */
  step(): boolean {
    const { table } = this;
    let { layout } = this;
    if (layout === undefined) {
      const { array } = table;
      const end = table.arrayEnd;
      while (this.position < end) {
        const value = array[this.position++];
        if (value !== undefined) {
          this.key = this.position;
          this.value = value;
          return true;
        }
      }
      if (!table.hasHashPart) return false;
      if (this.key !== undefined && !table.isInArrayPart(this.key)) this.find();
      layout = table.nodes();
      this.layout = layout;
    } else if (table.nodes() !== layout || layout.reference(this.node) !== this.reference) {
      return this.stepAfterChange();
    }
    const { slots } = table;
    const { size } = layout;
    for (let node = this.node + 1; node < size; node++) {
      const reference = layout.reference(node);
      if (reference >= 0) {
        const value = slots[reference];
        if (value === undefined) continue;
        this.key = table.shape.keys[reference];
        this.value = value;
      } else {
        const value = layout.isLive(node, table) ? table.array[~reference - 1] : undefined;
        if (value === undefined) continue;
        this.key = ~reference;
        this.value = value;
      }
      this.node = node;
      this.reference = reference;
      return true;
    }
    return false;
  }

  /** Keys have moved: goes on from where the key met last is now. */
  private stepAfterChange(): boolean {
    const { table } = this;
    if (table.isInArrayPart(this.key)) {
      this.layout = undefined;
      this.position = this.key;
      this.node = -1;
    } else {
      this.find();
      this.layout = table.nodes();
      this.reference = this.layout.reference(this.node);
    }
    return this.step();
  }

  private find(): void {
    this.node = this.table.nodeOf(this.key);
    if (this.node < 0) throw errorHere("invalid key to 'next'");
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
