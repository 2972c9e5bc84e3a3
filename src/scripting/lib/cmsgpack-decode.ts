/**
 * MessagePack to Lua values as lua-cmsgpack 0.4.0 reads it: the format without binary and extension types.
 *
 * Whatever is missing or malformed ends the call with an error: a half-read table is never seen. Tables in tables are kept
 * in a list of our own, not on the JavaScript stack: how deep they may nest is Lua's limit, whatever V8's stack holds.
 */
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import type { LuaValue } from '../../lua/runtime/value.ts';
import { readDouble, readFloat, readInt64, readUnsigned } from './binary.ts';
import { NestedFailure } from './nested-failure.ts';

/** Slots of Lua's C stack: results and nesting beyond it are errors. */
const STACK_SLOTS = 8000;
/** How many values are read between two charges to the script's budget, and what is charged for them. */
const VALUES_PER_CHARGE = 256;
const STEPS_PER_VALUE = 4;
const BYTES_PER_VALUE = 32;
const BYTES_PER_TABLE = 128;

const toSigned = (value: number, bits: number) => (value << (32 - bits)) >> (32 - bits);

/** In place of a value: a table has begun, whose items follow. */
const OPENED = Symbol('opened');

type Read = LuaValue | typeof OPENED;
type Reader = (decoder: MessageDecoder) => Read;

/** A table whose items are being read. */
interface OpenTable {
  readonly table: LuaTable;
  readonly isMap: boolean;
  /** Items that have not been read; a key and its value are one. */
  missing: number;
  /** Items that have been read. */
  count: number;
  /** The key that waits for its value, if there is one. */
  key: LuaValue;
  hasKey: boolean;
}

/** Reads a number of `size` bytes behind the type's byte. */
const numberReader =
  (size: number, read: (text: string, position: number) => number): Reader =>
  (decoder) =>
    read(decoder.text, decoder.take(size));

/** What stands behind a length of `size` bytes. */
const sized =
  (size: number, read: (decoder: MessageDecoder, length: number) => Read): Reader =>
  (decoder) =>
    read(decoder, readUnsigned(decoder.text, decoder.take(size), size));

const readRaw = (decoder: MessageDecoder, length: number) => decoder.raw(length);
const readArray = (decoder: MessageDecoder, length: number) => decoder.array(length);
const readMap = (decoder: MessageDecoder, length: number) => decoder.map(length);

const readers: Readonly<Record<number, Reader>> = {
  192: () => undefined,
  194: () => false,
  195: () => true,
  202: numberReader(4, readFloat),
  203: numberReader(8, readDouble),
  204: numberReader(1, (text, position) => readUnsigned(text, position, 1)),
  205: numberReader(2, (text, position) => readUnsigned(text, position, 2)),
  206: numberReader(4, (text, position) => readUnsigned(text, position, 4)),
  // C hands an unsigned 64-bit integer on as a signed one.
  207: numberReader(8, readInt64),
  208: numberReader(1, (text, position) => toSigned(readUnsigned(text, position, 1), 8)),
  209: numberReader(2, (text, position) => toSigned(readUnsigned(text, position, 2), 16)),
  210: numberReader(4, (text, position) => readUnsigned(text, position, 4) | 0),
  211: numberReader(8, readInt64),
  217: sized(1, readRaw),
  218: sized(2, readRaw),
  219: sized(4, readRaw),
  220: sized(2, readArray),
  221: sized(4, readArray),
  222: sized(2, readMap),
  223: sized(4, readMap),
};

const missing = () => {
  throw new NestedFailure('Missing bytes in input.');
};

/** Reads values from a byte string, from `position` on. */
export class MessageDecoder {
  readonly text: string;
  position: number;
  /** Slots that C's decoder would hold on Lua's stack. */
  private slots = 1;
  /** What was read since the last charge. */
  private values = 0;
  private tables = 0;
  /** The tables around what is read next, outermost first. */
  private readonly open: OpenTable[] = [];

  constructor(text: string, position: number) {
    this.text = text;
    this.position = position;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Moves past `size` bytes; returns where they start. */
  take(size: number): number {
    const start = this.position;
    if (start + size > this.text.length) missing();
    this.position = start + size;
    return start;
  }

  raw(length: number): string {
    const start = this.take(length);
    return this.text.slice(start, start + length);
  }

  private checkStack(reason: string): void {
    if (this.slots + 1 > STACK_SLOTS) throw new NestedFailure(`stack overflow (${reason})`);
  }

  array(length: number): Read {
    this.slots++;
    this.checkStack('in function mp_decode_to_lua_array');
    this.slots++;
    return this.begin(false, length);
  }

  map(length: number): Read {
    this.slots++;
    return this.begin(true, length);
  }

  private pay(): void {
    const { values, tables } = this;
    this.values = this.tables = 0;
    spend(values * STEPS_PER_VALUE);
    accountMemory(values * BYTES_PER_VALUE + tables * BYTES_PER_TABLE);
  }

  private begin(isMap: boolean, length: number): Read {
    this.tables++;
    const opened = { table: new LuaTable(), isMap, missing: length, count: 0, key: undefined, hasKey: false };
    if (length === 0) return this.end(opened);
    this.open.push(opened);
    return OPENED;
  }

  /** A table that is complete leaves C's stack. */
  private end({ table, isMap }: OpenTable): LuaTable {
    this.slots -= isMap ? 1 : 2;
    return table;
  }

  /** Puts a value into the innermost open table. Answers whether that completes it. */
  private put(into: OpenTable, value: LuaValue): boolean {
    if (!into.isMap) {
      into.table.setIndex(++into.count, value);
    } else if (!into.hasKey) {
      into.key = value;
      into.hasKey = true;
      this.slots++;
      return false;
    } else {
      const { key } = into;
      if (key === undefined || Number.isNaN(key)) {
        throw new NestedFailure(`table index is ${key === undefined ? 'nil' : 'NaN'}`, false);
      }
      into.table.set(key, value);
      into.hasKey = false;
      this.slots--;
    }
    return --into.missing === 0;
  }

  /** The next value, kept on the stack until the end: one of the results. */
  result(): LuaValue {
    let value = this.read();
    for (let around = this.open.at(-1); around !== undefined; around = this.open.at(-1)) {
      if (value === OPENED || !this.put(around, value)) {
        value = this.read();
        continue;
      }
      this.open.pop();
      value = this.end(around);
    }
    this.slots++;
    return value as LuaValue;
  }

  /** A value that holds no others, an empty table, or the beginning of a table. */
  private read(): Read {
    if (this.atEnd) missing();
    if (++this.values === VALUES_PER_CHARGE) this.pay();
    this.checkStack('too many return values at once; use unpack_one or unpack_limit instead.');
    const type = this.text.charCodeAt(this.position++);
    if (type < 0x80) return type;
    if (type >= 0xe0) return type - 256;
    if (type < 0x90) return this.map(type & 0x0f);
    if (type < 0xa0) return this.array(type & 0x0f);
    if (type < 0xc0) return this.raw(type & 0x1f);
    const read = readers[type];
    if (read === undefined) throw new NestedFailure('Bad data format in input.');
    return read(this);
  }
}
