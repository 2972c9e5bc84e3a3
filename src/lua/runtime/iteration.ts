/**
 * Traversal of tables: the builtin `next`, the function that `ipairs` returns, and iterators that do the same work for
 * `for` loops. A generated loop that finds one of these two functions as its iterator function does not call it at each
 * turn, which would look the previous key up every time; it uses an iterator object, which remembers where it stands.
 *
 * Invariant: an iterator gives the same keys and values, and raises the same errors, as calling the function would,
 * whatever the loop does to the table meanwhile.
 */
import { spend } from './budget.ts';
import { argumentError, typeError, typeName } from './error.ts';
import { errorHere } from './lua-error.ts';
import type { NodeLayout } from './node-layout.ts';
import { firstPresent, SCANNED } from './scan.ts';
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

/** The first of the three values that `ipairs` returns. */
export const ipairsStep: LuaFunction = (table, position) => {
  if (typeof position !== 'number') argumentError(2, `number expected, got ${typeName(position)}`);
  const value = checkTable(table, true).getIndex(position + 1);
  return value === undefined ? undefined : new MultiValue([position + 1, value]);
};
ipairsStep.luaName = 'ipairs';

/**
 * Walks a table as `next` does. It looks the previous key up only if keys have moved within the table since. The loop
 * may remove keys and replace values. If it adds keys, the same happens as in Lua 5.1: the new keys may be met or
 * not, other keys may be met twice or never, and `step` may raise the error of `next` for a key that is no longer
 * there.
 */
export class TableIterator {
  key: LuaValue = undefined;
  value: LuaValue = undefined;
  private readonly table: LuaTable;
  /** The last index of the array part that was looked at. */
  private position = 0;
  /**
   * The layout (the table's nodes, which are the entries of its hash part) in which the last key was met, and below, in
   * which node it was and what that node referred to. Undefined while the iterator is still in the array part.
   */
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
        this.position = firstPresent(array, this.position, end);
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
      if (node % SCANNED === SCANNED - 1) spend(SCANNED);
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

  /** Called after keys have moved: continues from the place where the previous key is now. */
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

  /** Finds the node of the previous key. */
  private find(): void {
    this.node = this.table.nodeOf(this.key);
    if (this.node < 0) throw errorHere("invalid key to 'next'");
  }
}

/** Walks the indices 1, 2, 3, ... up to the first one whose value is nil, as `ipairs` does. */
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

/** The iterator for a generic loop over these three values; undefined if the loop has to call `step`. */
export function iterator(
  step: LuaValue,
  object: LuaValue,
  control: LuaValue,
): TableIterator | ListIterator | undefined {
  if (!(object instanceof Table)) return undefined;
  if (step === next && control === undefined) return new TableIterator(object);
  return step === ipairsStep && control === 0 ? new ListIterator(object) : undefined;
}
