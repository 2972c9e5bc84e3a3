/**
 * `cjson.encode`: a Lua value as JSON text, byte for byte as lua-cjson 2.1.0 writes it.
 *
 * A table is an array when all its keys are positive integers and there is at least one; `{}` is an object.
 */
import { formatGeneral } from '../../bytes/number.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { argumentError, typeName } from '../../lua/runtime/error.ts';
import { TableIterator } from '../../lua/runtime/iteration.ts';
import { numberToString } from '../../lua/runtime/number.ts';
import type { Shape } from '../../lua/runtime/shape.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import { NULL_POINTER } from '../../lua/runtime/text.ts';
import type { LuaFunction, LuaValue } from '../../lua/runtime/value.ts';
import type { CjsonConfig } from './cjson-config.ts';
import { NestedFailure, raisingFailures } from './nested-failure.ts';

const INT_MAX = 2 ** 31 - 1;
/** Slots of Lua's C stack: nesting that would overflow it is an error, whatever the configured depth. */
const STACK_SLOTS = 8000;
/** Text lengths that are paid for at once. */
const CHUNK = 65_536;

function escapeOf(code: number): string | undefined {
  const short: Readonly<Record<number, string>> = {
    8: '\\b',
    9: '\\t',
    10: '\\n',
    12: '\\f',
    13: '\\r',
    34: '\\"',
    47: '\\/',
    92: '\\\\',
  };
  return short[code] ?? (code < 32 || code === 127 ? `\\u${code.toString(16).padStart(4, '0')}` : undefined);
}

const ESCAPES = Array.from({ length: 256 }, (_, code) => escapeOf(code));
const MUST_ESCAPE = Uint8Array.from(ESCAPES, (escaped) => (escaped === undefined ? 0 : 1));
// Built from codes: a control character in a pattern's text would be unreadable.
const ESCAPED = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(31)}"/\\\\${String.fromCharCode(127)}]`,
);

/** Up to this length looking at each character beats a regular expression. */
const SHORT_TEXT = 24;

/** Where the first character stands that must be escaped; -1 without one. */
function firstEscape(text: string): number {
  if (text.length > SHORT_TEXT) return text.search(ESCAPED);
  for (let position = 0; position < text.length; position++) {
    if (MUST_ESCAPE[text.charCodeAt(position)] !== 0) return position;
  }
  return -1;
}

/** A JSON string; most need no escape at all. */
export function quoteJson(text: string): string {
  const first = firstEscape(text);
  if (first < 0) return `"${text}"`;
  let result = '"';
  let copied = 0;
  for (let position = first; position < text.length; position++) {
    const escaped = ESCAPES[text.charCodeAt(position)];
    if (escaped === undefined) continue;
    result += text.slice(copied, position) + escaped;
    copied = position + 1;
  }
  return `${result}${text.slice(copied)}"`;
}

/** The fields of tables of one shape, in the order of `next`. */
interface RecordFields {
  readonly shape: Shape;
  readonly slots: readonly number[];
  /** What stands before their values: `{"id":` where one is the first, `,"id":` where it is not. */
  readonly opening: readonly string[];
  readonly following: readonly string[];
}

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
      opening: names.map((name) => `{${name}`),
      following: names.map((name) => `,${name}`),
    };
    recordFields.set(shape, fields);
  }
  return fields;
}

class Encoder {
  private readonly config: CjsonConfig;
  /** Text since the last time that the script paid for it. */
  private pending = 0;
  /** Slots that C's encoder would hold on Lua's stack. */
  private slots = 1;
  /** The names used last at each depth: tables there are mostly alike, and looking names up takes 25 ns. */
  private readonly latest: RecordFields[] = [];

  constructor(config: CjsonConfig) {
    this.config = config;
  }

  value(value: LuaValue, depth: number): string {
    // In the order of what is frequent. A switch over `typeof` would make a text of it first, a tenth of all the time.
    if (typeof value === 'string') {
      this.pending += value.length;
      return quoteJson(value);
    }
    if (typeof value === 'number') return this.number(value);
    if (value instanceof LuaTable) return this.table(value, depth + 1);
    if (value === true) return 'true';
    if (value === false) return 'false';
    if (value === undefined || value === NULL_POINTER) return 'null';
    return this.refuse(value, 'type not supported');
  }

  private refuse(value: LuaValue, reason: string): never {
    throw new NestedFailure(`Cannot serialise ${typeName(value)}: ${reason}`);
  }

  private number(number: number): string {
    this.pending += 8;
    const { encodeInvalidNumbers, numberPrecision } = this.config;
    if (!Number.isFinite(number)) {
      if (encodeInvalidNumbers === 0) this.refuse(number, 'must not be NaN or Inf');
      if (encodeInvalidNumbers === 2) return 'null';
      return Number.isNaN(number) ? 'nan' : numberToString(number);
    }
    return numberPrecision === 14 ? numberToString(number) : formatGeneral(number, numberPrecision);
  }

  private table(table: LuaTable, depth: number): string {
    if (depth > this.config.encodeMaxDepth || this.slots + 3 > STACK_SLOTS) {
      throw new NestedFailure(`Cannot serialise, excessive nesting (${depth})`);
    }
    if (this.pending > CHUNK) this.pay();
    const length = this.arrayLength(table);
    return length > 0 ? this.array(table, length, depth) : this.object(table, depth);
  }

  private pay(): void {
    spend(this.pending >> 4);
    accountMemory(this.pending);
    this.pending = 0;
  }

  /** The largest index of an array; below 1 what must be written as an object. */
  private arrayLength(table: LuaTable): number {
    if (table.slots.length === 0 && table.array.length > 0) {
      // Nothing but an array part; with few holes it needs no count.
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
      // C keeps it in an int, which a larger double turns into the least one.
      if (key > largest) largest = key > INT_MAX ? -(2 ** 31) : key;
      items++;
    }
    const { sparseRatio, sparseSafe, sparseConvert } = this.config;
    if (sparseRatio > 0 && largest > items * sparseRatio && largest > sparseSafe) {
      if (!sparseConvert) this.refuse(table, 'excessively sparse array');
      return -1;
    }
    return largest;
  }

  private array(table: LuaTable, length: number, depth: number): string {
    this.slots += 1;
    this.pending += length;
    const { array } = table;
    let text = '';
    for (let position = 0; position < length; position++) {
      const value = position < array.length ? array[position] : table.getIndex(position + 1);
      text += (position === 0 ? '[' : ',') + this.value(value, depth);
    }
    this.slots -= 1;
    return `${text}]`;
  }

  private object(table: LuaTable, depth: number): string {
    if (table.array.length === 0 && table.layout === undefined && !table.shape.exclusive) {
      return this.record(table, depth);
    }
    this.slots += 2;
    let text = '{';
    let separator = '';
    const walk = new TableIterator(table);
    while (walk.step()) {
      const { key } = walk;
      let name: string;
      if (typeof key === 'string') {
        this.pending += key.length + 4;
        name = quoteJson(key);
      } else if (typeof key === 'number') name = `"${this.number(key)}"`;
      else this.refuse(key, 'table key must be a number or string');
      text += `${separator}${name}:${this.value(walk.value, depth)}`;
      separator = ',';
    }
    this.slots -= 2;
    return `${text}}`;
  }

  /** An object whose keys are few strings, shared with others: their texts are made once for all. */
  private record({ shape, slots }: LuaTable, depth: number): string {
    this.slots += 2;
    let fields = this.latest[depth];
    if (fields === undefined || fields.shape !== shape) {
      fields = fieldsOf(shape);
      this.latest[depth] = fields;
    }
    let text = '';
    for (let at = 0; at < fields.slots.length; at++) {
      const value = slots[fields.slots[at]];
      if (value === undefined) continue;
      const name = text === '' ? fields.opening[at] : fields.following[at];
      text += name + this.value(value, depth);
    }
    this.pending += slots.length * 8;
    this.slots -= 2;
    return text === '' ? '{}' : `${text}}`;
  }

  /** The whole text, paid for. */
  encode(value: LuaValue): string {
    const text = this.value(value, 0);
    if (this.pending > 1024) this.pay();
    return text;
  }
}

/** The `encode` of an instance with these settings. */
export function encodeFunction(config: CjsonConfig): LuaFunction {
  return (...values) => {
    if (values.length !== 1) argumentError(1, 'encode', 'expected 1 argument');
    return raisingFailures(() => new Encoder(config).encode(values[0]));
  };
}
