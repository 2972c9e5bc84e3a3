/**
 * MessagePack of Lua values as lua-cmsgpack 0.4.0 writes it: the shortest integer form, floats of 32 bits
 * where they are exact, tables nested deeper than 16 as nil.
 */
import { index } from '../../lua/runtime/access.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { TableIterator } from '../../lua/runtime/iteration.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import type { LuaValue } from '../../lua/runtime/value.ts';
import { bigEndian, doubleBytes, floatBytes } from './binary.ts';

const MAXIMUM_NESTING = 16;
const TWO_63 = 2 ** 63;

function encodeInteger(integer: number): string {
  if (integer >= 0) {
    if (integer <= 127) return String.fromCharCode(integer);
    if (integer <= 0xff) return `\xcc${bigEndian(integer, 1)}`;
    if (integer <= 0xffff) return `\xcd${bigEndian(integer, 2)}`;
    if (integer <= 0xffffffff) return `\xce${bigEndian(integer, 4)}`;
    return `\xcf${bigEndian(integer, 8)}`;
  }
  if (integer >= -32) return String.fromCharCode(integer & 0xff);
  if (integer >= -128) return `\xd0${bigEndian(integer, 1)}`;
  if (integer >= -32768) return `\xd1${bigEndian(integer, 2)}`;
  if (integer >= -2147483648) return `\xd2${bigEndian(integer, 4)}`;
  return `\xd3${bigEndian(integer, 8)}`;
}

function encodeNumber(number: number): string {
  if (number >= -TWO_63 && number < TWO_63 && Math.trunc(number) === number) return encodeInteger(number);
  return Math.fround(number) === number ? `\xca${floatBytes(number)}` : `\xcb${doubleBytes(number)}`;
}

function encodeString(text: string): string {
  const { length } = text;
  if (length < 32) return String.fromCharCode(0xa0 | length) + text;
  if (length <= 0xff) return `\xd9${bigEndian(length, 1)}${text}`;
  if (length <= 0xffff) return `\xda${bigEndian(length, 2)}${text}`;
  return `\xdb${bigEndian(length, 4)}${text}`;
}

/** The head of an array or a map: a short form with the size in its byte, or 16 or 32 bits behind it. */
function encodeHead(size: number, short: number, long: number): string {
  if (size <= 15) return String.fromCharCode(short | size);
  if (size <= 0xffff) return String.fromCharCode(long) + bigEndian(size, 2);
  return String.fromCharCode(long + 1) + bigEndian(size, 4);
}

/** Number of keys when they are exactly 1..n; -1 otherwise. */
function sequenceLength(table: LuaTable): number {
  if (table.slots.length === 0 && !table.array.includes(undefined)) return table.array.length;
  let count = 0;
  let largest = 0;
  const walk = new TableIterator(table);
  while (walk.step()) {
    const { key } = walk;
    if (typeof key !== 'number' || key <= 0 || key !== (key | 0)) return -1;
    if (key > largest) largest = key;
    count++;
  }
  return largest === count ? count : -1;
}

function encodeTable(table: LuaTable, level: number): string {
  const length = sequenceLength(table);
  if (length >= 0) {
    spend(length);
    let text = encodeHead(length, 0x90, 0xdc);
    for (let position = 1; position <= length; position++) {
      text += encodeValue(index(table, position), level + 1);
    }
    return text;
  }
  let size = 0;
  let text = '';
  const walk = new TableIterator(table);
  while (walk.step()) {
    text += encodeValue(walk.key, level + 1) + encodeValue(walk.value, level + 1);
    size++;
  }
  spend(size);
  return encodeHead(size, 0x80, 0xde) + text;
}

function encodeValue(value: LuaValue, level: number): string {
  switch (typeof value) {
    case 'string':
      return encodeString(value);
    case 'number':
      return encodeNumber(value);
    case 'boolean':
      return value ? '\xc3' : '\xc2';
    default:
      return value instanceof LuaTable && level < MAXIMUM_NESTING ? encodeTable(value, level) : '\xc0';
  }
}

/** The bytes of one value; what has no MessagePack form is nil. */
export function packValue(value: LuaValue): string {
  const text = encodeValue(value, 0);
  accountMemory(text.length);
  return text;
}
