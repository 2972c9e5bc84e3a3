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
    if (this.layout === undefined) {
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
    } else if (table.nodes() !== this.layout || this.layout.reference(this.node) !== this.reference) {
      if (table.isInArrayPart(this.key)) {
        this.layout = undefined;
        this.position = this.key;
        this.node = -1;
        return this.step();
      }
      this.find();
    }
    return this.stepNode(table);
  }

  private stepNode(table: LuaTable): boolean {
    const layout = table.nodes();
    const { slots } = table;
    const node = layout.nextLive(this.node + 1, table);
    if (node < 0) return false;
    const reference = layout.reference(node);
    this.layout = layout;
    this.node = node;
    this.reference = reference;
    if (reference >= 0) {
      this.key = table.shape.keys[reference];
      this.value = slots[reference];
    } else {
      this.key = ~reference;
      this.value = table.array[~reference - 1];
    }
    return true;
  }

  /** Where the key met last is after a change of the table. */
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
