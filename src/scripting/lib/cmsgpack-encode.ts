/**
 * MessagePack of Lua values as lua-cmsgpack 0.4.0 writes it: the shortest integer form, floats of 32 bits
 * where they are exact, tables nested deeper than 16 as nil.
 */
import { index } from '../../lua/runtime/access.ts';
import { spend } from '../../lua/runtime/budget.ts';
import { TableIterator } from '../../lua/runtime/iteration.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import type { LuaValue } from '../../lua/runtime/value.ts';
import { bigEndian, doubleBytes, floatBytes } from './binary.ts';
import { ByteWriter } from './byte-writer.ts';

const MAXIMUM_NESTING = 16;
const TWO_63 = 2 ** 63;
const NIL = 0xc0;
/** After so many items of a table the text is charged, and so many keys are looked at between two charges. */
const ITEMS_PER_CHARGE = 1024;

export class MessageEncoder extends ByteWriter {
  /** One value; what has no MessagePack form is nil. */
  encode(value: LuaValue, level = 0): void {
    switch (typeof value) {
      case 'string':
        this.string(value);
        break;
      case 'number':
        this.number(value);
        break;
      case 'boolean':
        this.put(value ? 0xc3 : 0xc2);
        break;
      default:
        if (value instanceof LuaTable && level < MAXIMUM_NESTING) this.table(value, level);
        else this.put(NIL);
    }
  }

  /** A type's byte and a whole number of `size` bytes behind it. */
  private typed(type: number, integer: number, size: 1 | 2 | 4 | 8): void {
    this.put(type);
    if (size === 8) {
      this.append(bigEndian(integer, 8));
      return;
    }
    for (let shift = 8 * (size - 1); shift >= 0; shift -= 8) this.put((integer >>> shift) & 0xff);
  }

  private number(number: number): void {
    if (number >= -TWO_63 && number < TWO_63 && Math.trunc(number) === number) this.integer(number);
    else if (Math.fround(number) === number) this.append(`\xca${floatBytes(number)}`);
    else this.append(`\xcb${doubleBytes(number)}`);
  }

  private integer(integer: number): void {
    if (integer >= 0) {
      if (integer <= 127) this.put(integer);
      else if (integer <= 0xff) this.typed(0xcc, integer, 1);
      else if (integer <= 0xffff) this.typed(0xcd, integer, 2);
      else if (integer <= 0xffffffff) this.typed(0xce, integer, 4);
      else this.typed(0xcf, integer, 8);
    } else if (integer >= -32) this.put(integer & 0xff);
    else if (integer >= -128) this.typed(0xd0, integer, 1);
    else if (integer >= -32768) this.typed(0xd1, integer, 2);
    else if (integer >= -2147483648) this.typed(0xd2, integer, 4);
    else this.typed(0xd3, integer, 8);
  }

  private string(text: string): void {
    const { length } = text;
    if (length < 32) this.put(0xa0 | length);
    else if (length <= 0xff) this.typed(0xd9, length, 1);
    else if (length <= 0xffff) this.typed(0xda, length, 2);
    else this.typed(0xdb, length, 4);
    this.append(text);
  }

  /** The head of an array or a map: a short form with the size in its byte, or 16 or 32 bits behind it. */
  private head(size: number, short: number, long: number): void {
    if (size <= 15) this.put(short | size);
    else if (size <= 0xffff) this.typed(long, size, 2);
    else this.typed(long + 1, size, 4);
  }

  private table(table: LuaTable, level: number): void {
    const size = survey(table);
    this.charge();
    if (size >= 0) {
      this.head(size, 0x90, 0xdc);
      for (let position = 1; position <= size; position++) {
        this.encode(index(table, position), level + 1);
        if (position % ITEMS_PER_CHARGE === 0) this.charge();
      }
      return;
    }
    this.head(-1 - size, 0x80, 0xde);
    let items = 0;
    const walk = new TableIterator(table);
    while (walk.step()) {
      this.encode(walk.key, level + 1);
      this.encode(walk.value, level + 1);
      if (++items % ITEMS_PER_CHARGE === 0) this.charge();
    }
  }
}

/** How many keys a table has if they are exactly 1..n; otherwise the same as `-1 - n`. */
function survey(table: LuaTable): number {
  const { array, slots } = table;
  if (table.integerKeys) return surveyKeys(table);
  spend((array.length + slots.length) >> 4);
  let fields = 0;
  for (let slot = 0; slot < slots.length; slot++) if (slots[slot] !== undefined) fields++;
  let items = array.length;
  if (table.holes > 0) for (const item of array) if (item === undefined) items--;
  return fields === 0 && items === array.length ? items : -1 - fields - items;
}

/** The same for a table that may have integers among its other keys. */
function surveyKeys(table: LuaTable): number {
  let size = 0;
  let largest = 0;
  let isSequence = true;
  const walk = new TableIterator(table);
  while (walk.step()) {
    const { key } = walk;
    if (typeof key !== 'number' || key <= 0 || key !== (key | 0)) isSequence = false;
    else if (key > largest) largest = key;
    if (++size % ITEMS_PER_CHARGE === 0) spend(ITEMS_PER_CHARGE);
  }
  return isSequence && largest === size ? size : -1 - size;
}
