/**
 * `cjson.encode`: a Lua value as JSON text, byte for byte as lua-cjson 2.1.0 writes it.
 *
 * A table is an array when all its keys are positive integers and there is at least one; `{}` is an object.
 */
import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import { stringToBytes } from '../../bytes/convert.ts';
import { formatGeneral } from '../../bytes/number.ts';
import { spend } from '../../lua/runtime/budget.ts';
import { argumentError, typeName } from '../../lua/runtime/error.ts';
import { TableIterator } from '../../lua/runtime/iteration.ts';
import { numberToString } from '../../lua/runtime/number.ts';
import type { Shape } from '../../lua/runtime/shape.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import { NULL_POINTER } from '../../lua/runtime/text.ts';
import type { LuaFunction, LuaValue } from '../../lua/runtime/value.ts';
import type { CjsonConfig } from './cjson-config.ts';
import { JsonText } from './json-text.ts';
import { NestedFailure, raisingFailures } from './nested-failure.ts';

const INT_MAX = 2 ** 31 - 1;
/** Slots of Lua's C stack: nesting that would overflow it is an error, whatever the configured depth. */
const STACK_SLOTS = 8000;
/** How many steps a table costs besides its items. */
const STEPS_PER_TABLE = 4;
/** After so many items of a table the text is charged, and so many keys are looked at between two charges. */
const ITEMS_PER_CHARGE = 1024;

const TRUE = stringToBytes('true');
const FALSE = stringToBytes('false');
const NULL = stringToBytes('null');

const COMMA = 44;
const COLON = 58;
const QUOTE = 34;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** A JSON string. */
function quoteJson(text: string): string {
  const json = new JsonText();
  json.appendQuoted(text);
  return json.finish();
}

/** The fields of tables of one shape, in the order of `next`. */
interface RecordFields {
  readonly shape: Shape;
  readonly slots: readonly number[];
  /** What stands before their values: `{"id":` where one is the first, `,"id":` where it is not. */
  readonly opening: readonly Uint8Array[];
  readonly following: readonly Uint8Array[];
}

/** Made of nothing but the names in a shape, so that engines which share a shape may share this, too. */
const recordFields = new WeakMap<Shape, RecordFields>();

function fieldsOf(shape: Shape): RecordFields {
  let fields = recordFields.get(shape);
  if (fields === undefined) {
    const layout = shape.sharedLayout();
    const slots: number[] = [];
    for (let node = 0; node < layout.size; node++) {
      if (layout.reference(node) >= 0) slots.push(layout.reference(node));
    }
    const names = slots.map((slot) => `${quoteJson(shape.keys[slot] as string)}:`);
    fields = {
      shape,
      slots,
      opening: names.map((name) => stringToBytes(`{${name}`)),
      following: names.map((name) => stringToBytes(`,${name}`)),
    };
    recordFields.set(shape, fields);
  }
  return fields;
}

class Encoder {
  private readonly config: CjsonConfig;
  private readonly json: JsonText;
  /** Slots that C's encoder would hold on Lua's stack. */
  private slots = 1;
  /** The names used last at each depth: tables there are mostly alike, and looking names up takes time. */
  private readonly latest: RecordFields[] = [];

  constructor(config: CjsonConfig, longest: number) {
    this.config = config;
    this.json = new JsonText(longest);
  }

  private value(value: LuaValue, depth: number): void {
    const { json } = this;
    // In the order of what is frequent. A switch over `typeof` would make a text of it first.
    if (typeof value === 'string') json.appendQuoted(value);
    else if (typeof value === 'number') this.number(value);
    else if (value instanceof LuaTable) this.table(value, depth + 1);
    else if (value === true) json.appendBytes(TRUE);
    else if (value === false) json.appendBytes(FALSE);
    else if (value === undefined || value === NULL_POINTER) json.appendBytes(NULL);
    else this.refuse(value, 'type not supported');
  }

  private refuse(value: LuaValue, reason: string): never {
    throw new NestedFailure(`Cannot serialise ${typeName(value)}: ${reason}`);
  }

  private number(number: number): void {
    const { encodeInvalidNumbers, numberPrecision } = this.config;
    if (numberPrecision === 14 && this.json.appendInteger(number)) return;
    if (!Number.isFinite(number)) {
      if (encodeInvalidNumbers === 0) this.refuse(number, 'must not be NaN or Inf');
      if (encodeInvalidNumbers === 2) this.json.append('null');
      else this.json.append(Number.isNaN(number) ? 'nan' : numberToString(number));
      return;
    }
    this.json.append(
      numberPrecision === 14 ? numberToString(number) : formatGeneral(number, numberPrecision),
    );
  }

  private table(table: LuaTable, depth: number): void {
    if (depth > this.config.encodeMaxDepth || this.slots + 3 > STACK_SLOTS) {
      throw new NestedFailure(`Cannot serialise, excessive nesting (${depth})`);
    }
    spend(STEPS_PER_TABLE);
    this.json.charge();
    const length = this.arrayLength(table);
    if (length > 0) this.array(table, length, depth);
    else this.object(table, depth);
  }

  /** The largest index, if the table is to be written as an array; a number below 1 if it is to be written as an object. */
  private arrayLength(table: LuaTable): number {
    if (table.slots.length === 0 && table.array.length > 0) {
      // There is nothing but the array part. With few holes it cannot be sparse, so its items need not be counted.
      const { length } = table.array;
      if (length <= this.config.sparseSafe || this.config.sparseRatio === 0) return length;
    }
    if (table.array.length === 0 && !table.shape.exclusive) return -1;
    let largest = 0;
    let items = 0;
    const walk = new TableIterator(table);
    while (walk.step()) {
      const { key } = walk;
      if (typeof key !== 'number' || key < 1 || Math.floor(key) !== key) return -1;
      // C keeps the index in an int; a double that is too large for it becomes the least int.
      if (key > largest) largest = key > INT_MAX ? -(2 ** 31) : key;
      if (++items % ITEMS_PER_CHARGE === 0) spend(ITEMS_PER_CHARGE);
    }
    const { sparseRatio, sparseSafe, sparseConvert } = this.config;
    if (sparseRatio > 0 && largest > items * sparseRatio && largest > sparseSafe) {
      if (!sparseConvert) this.refuse(table, 'excessively sparse array');
      return -1;
    }
    return largest;
  }

  private array(table: LuaTable, length: number, depth: number): void {
    this.slots += 1;
    const { json } = this;
    const { array } = table;
    for (let position = 0; position < length; position++) {
      json.put(position === 0 ? OPEN_ARRAY : COMMA);
      this.value(position < array.length ? array[position] : table.getIndex(position + 1), depth);
      if (position % ITEMS_PER_CHARGE === ITEMS_PER_CHARGE - 1) json.charge();
    }
    json.put(CLOSE_ARRAY);
    this.slots -= 1;
  }

  private object(table: LuaTable, depth: number): void {
    if (table.array.length === 0 && table.layout === undefined && !table.shape.exclusive) {
      this.record(table, depth);
      return;
    }
    this.slots += 2;
    const { json } = this;
    let before = OPEN_OBJECT;
    let items = 0;
    const walk = new TableIterator(table);
    while (walk.step()) {
      const { key } = walk;
      if (++items % ITEMS_PER_CHARGE === 0) json.charge();
      json.put(before);
      if (typeof key === 'string') json.appendQuoted(key);
      else if (typeof key === 'number') {
        json.put(QUOTE);
        this.number(key);
        json.put(QUOTE);
      } else this.refuse(key, 'table key must be a number or string');
      json.put(COLON);
      this.value(walk.value, depth);
      before = COMMA;
    }
    if (before === OPEN_OBJECT) json.put(before);
    json.put(CLOSE_OBJECT);
    this.slots -= 2;
  }

  /** An object whose keys are few strings, shared with others: their texts are made once for all. */
  private record({ shape, slots }: LuaTable, depth: number): void {
    this.slots += 2;
    let fields = this.latest[depth];
    if (fields === undefined || fields.shape !== shape) {
      fields = fieldsOf(shape);
      this.latest[depth] = fields;
    }
    const { json } = this;
    let before = fields.opening;
    for (let at = 0; at < fields.slots.length; at++) {
      const value = slots[fields.slots[at]];
      if (value === undefined) continue;
      json.appendBytes(before[at]);
      this.value(value, depth);
      before = fields.following;
    }
    if (before === fields.opening) json.put(OPEN_OBJECT);
    json.put(CLOSE_OBJECT);
    this.slots -= 2;
  }

  encode(value: LuaValue): string {
    this.value(value, 0);
    return this.json.finish();
  }
}

/** The `encode` of an instance with these settings. @param longest how long its texts may become */
export function encodeFunction(config: CjsonConfig, longest = MAXIMUM_STRING): LuaFunction {
  return (...values) => {
    if (values.length !== 1) argumentError(1, 'expected 1 argument');
    return raisingFailures(() => new Encoder(config, longest).encode(values[0]));
  };
}
