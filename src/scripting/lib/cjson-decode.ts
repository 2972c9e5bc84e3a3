/**
 * `cjson.decode`: JSON text as Lua values, with lua-cjson 2.1.0's leniencies and error texts.
 *
 * Strings are taken out of the text between two quotes as they stand; only those with a backslash are
 * rebuilt. The text ends at its first NUL, as C's does.
 */
import { scanDouble } from '../../bytes/number.ts';
import { checkString } from '../../lua/lib/arguments.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { argumentError, raise } from '../../lua/runtime/error.ts';
import { ROOT_SHAPE, type Shape } from '../../lua/runtime/shape.ts';
import { EMPTY, LuaTable } from '../../lua/runtime/table.ts';
import { NULL_POINTER } from '../../lua/runtime/text.ts';
import type { LuaFunction, LuaValue } from '../../lua/runtime/value.ts';
import type { CjsonConfig } from './cjson-config.ts';
import { NestedFailure, raisingFailures } from './nested-failure.ts';

/** Slots of Lua's C stack: nesting that would overflow it is an error, whatever the configured depth. */
const STACK_SLOTS = 8000;
/** Tables that are paid for at once, in steps and bytes: a short text can hold many. */
const TABLES_PER_CHARGE = 1024;
const STEPS_PER_TABLE = 4;
const BYTES_PER_TABLE = 128;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Names of the tokens that stand where something else was expected. */
const TOKEN_NAMES: Readonly<Record<string, string>> = {
  '{': 'T_OBJ_BEGIN',
  '}': 'T_OBJ_END',
  '[': 'T_ARR_BEGIN',
  ']': 'T_ARR_END',
  ':': 'T_COLON',
  ',': 'T_COMMA',
  '': 'T_END',
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
};

const DECIMAL = /-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?/y;
const FOUR_HEX_DIGITS = /^[0-9a-fA-F]{4}$/;
/** Spellings that strtod takes and JSON does not. */
const NOT_JSON_NUMBER = /(?:\+|-?(?:0[xX0-9]|inf|nan))/iy;
const UNKNOWN_TOKEN_START = /[fiInNt+]/;

/** The UTF-8 bytes of a code point. */
function utf8(point: number): string {
  if (point < 0x80) return String.fromCharCode(point);
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  const low = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  if (point < 0x1_0000) return String.fromCharCode(0xe0 | (point >> 12), ...low);
  return String.fromCharCode(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...low);
}

/** Whether a shape is one that tables share, and its keys stand in JSON as they are. */
function hasPlainKeys({ exclusive, keys }: Shape): boolean {
  return !exclusive && keys.every((key) => !/["\\]/.test(key as string));
}

/** A table with the first keys of a shape. */
function recordOf(shape: Shape, slots: LuaValue[]): LuaTable {
  if (slots.length === shape.keys.length)
    return slots.length === 0 ? new LuaTable() : new LuaTable(EMPTY, shape, slots);
  const table = new LuaTable();
  for (let slot = 0; slot < slots.length; slot++) table.setString(shape.keys[slot] as string, slots[slot]);
  return table;
}

class Decoder {
  private readonly text: string;
  private readonly config: CjsonConfig;
  private position = 0;
  private depth = 0;
  private tables = 0;
  /** Slots that C's decoder would hold on Lua's stack. */
  private slots = 1;
  /** At each depth the keys of the last object: the next one often has the same. */
  private readonly expected: Shape[] = [];
  /** The first backslash at or after what was read. */
  private backslash = -1;

  constructor(text: string, config: CjsonConfig) {
    this.text = text;
    this.config = config;
  }

  decode(): LuaValue {
    const value = this.value();
    this.skipSpace();
    if (this.position < this.text.length) this.unexpected('the end');
    return value;
  }

  /** The next character that is no white space, as a code; NaN at the end. */
  private skipSpace(): number {
    const { text } = this;
    let code = text.charCodeAt(this.position);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++this.position);
    return code;
  }

  private fail(expected: string, found: string, position = this.position): never {
    throw new NestedFailure(`Expected ${expected} but found ${found} at character ${position + 1}`);
  }

  /** Raises the error for the token that stands here, or for what is wrong with it. */
  private unexpected(expected: string): never {
    const start = this.position;
    const character = this.text.charAt(start);
    const name = TOKEN_NAMES[character];
    if (name !== undefined) this.fail(expected, name);
    const value = this.scalar(expected);
    const type = typeof value;
    const found =
      type === 'string'
        ? 'T_STRING'
        : type === 'number'
          ? 'T_NUMBER'
          : type === 'boolean'
            ? 'T_BOOLEAN'
            : 'T_NULL';
    this.fail(expected, found, start);
  }

  private value(): LuaValue {
    const code = this.skipSpace();
    if (code === QUOTE) return this.string('value');
    if (code === OPEN_OBJECT) return this.object();
    if (code === OPEN_ARRAY) return this.array();
    const name = TOKEN_NAMES[this.text.charAt(this.position)];
    if (name !== undefined) this.fail('value', name);
    return this.scalar('value');
  }

  /** A string, number or literal. `expected` is for the error of a malformed one. */
  private scalar(expected: string): LuaValue {
    const { text, position } = this;
    const code = text.charCodeAt(position);
    if (code === QUOTE) return this.string(expected);
    if (code === 45 || (code >= 48 && code <= 57)) return this.number(expected);
    if (text.startsWith('true', position)) {
      this.position += 4;
      return true;
    }
    if (text.startsWith('false', position)) {
      this.position += 5;
      return false;
    }
    if (text.startsWith('null', position)) {
      this.position += 4;
      return NULL_POINTER;
    }
    NOT_JSON_NUMBER.lastIndex = position;
    if (
      this.config.decodeInvalidNumbers &&
      UNKNOWN_TOKEN_START.test(text.charAt(position)) &&
      NOT_JSON_NUMBER.test(text)
    ) {
      return this.anyNumber(expected);
    }
    this.fail(expected, 'invalid token');
  }

  private number(expected: string): number {
    const { text, position } = this;
    // Most are short integers.
    const negative = text.charCodeAt(position) === 45;
    const start = negative ? position + 1 : position;
    let end = start;
    let integer = 0;
    let code = text.charCodeAt(end);
    while (code >= 48 && code <= 57) {
      integer = integer * 10 + code - 48;
      code = text.charCodeAt(++end);
    }
    const digits = end - start;
    const odd = digits === 0 || (text.charCodeAt(start) === 48 && (digits > 1 || (code | 32) === 120));
    if (odd) {
      NOT_JSON_NUMBER.lastIndex = position;
      if (!this.config.decodeInvalidNumbers && NOT_JSON_NUMBER.test(text)) {
        this.fail(expected, 'invalid number');
      }
      return this.anyNumber(expected);
    }
    if (code === 46 || code === 101 || code === 69) {
      DECIMAL.lastIndex = position;
      DECIMAL.test(text);
      end = DECIMAL.lastIndex;
    } else if (digits <= 15) {
      this.position = end;
      return negative ? -integer : integer;
    }
    this.position = end;
    return Number(text.slice(position, end));
  }

  /** Whatever strtod reads here. */
  private anyNumber(expected: string): number {
    const { text, position } = this;
    // Its longest numbers are hexadecimal or decimal digits without end; it stops at the first other character.
    const scanned = scanDouble(text.slice(position));
    if (scanned === undefined || scanned.end === 0) this.fail(expected, 'invalid number');
    this.position = position + scanned.end;
    return scanned.value;
  }

  /** A string whose opening quote stands here. */
  private string(expected: string): string {
    const { text } = this;
    const start = this.position + 1;
    const end = text.indexOf('"', start);
    if (this.backslash < start) {
      const found = text.indexOf('\\', start);
      this.backslash = found < 0 ? text.length : found;
    }
    if (end >= 0 && end < this.backslash) {
      this.position = end + 1;
      return text.slice(start, end);
    }
    return this.escapedString(start, expected);
  }

  private escapedString(start: number, expected: string): string {
    const { text } = this;
    let result = '';
    let copied = start;
    for (let position = start; ; ) {
      const character = text.charAt(position);
      if (character === '"') {
        this.position = position + 1;
        return result + text.slice(copied, position);
      }
      if (character === '') this.fail(expected, 'unexpected end of string', position);
      if (character !== '\\') {
        position++;
        continue;
      }
      result += text.slice(copied, position);
      const next = text.charAt(position + 1);
      if (next === 'u') {
        const point = this.unicodeEscape(position);
        if (point < 0) this.fail(expected, 'invalid unicode escape code', position);
        result += utf8(point);
        position += point >= 0x1_0000 ? 12 : 6;
      } else {
        const escaped = ESCAPES[next];
        if (escaped === undefined) this.fail(expected, 'invalid escape code', position);
        result += escaped;
        position += 2;
      }
      copied = position;
    }
  }

  /** The code point of `\uXXXX`, or of a pair of surrogates; -1 when it is none. */
  private unicodeEscape(position: number): number {
    const { text } = this;
    const unitAt = (start: number) => {
      const digits = text.slice(start, start + 4);
      return FOUR_HEX_DIGITS.test(digits) ? Number.parseInt(digits, 16) : -1;
    };
    const unit = unitAt(position + 2);
    if ((unit & 0xf800) !== 0xd800 || unit < 0) return unit;
    if ((unit & 0x400) !== 0 || !text.startsWith('\\u', position + 6)) return -1;
    const low = unitAt(position + 8);
    if (low < 0 || (low & 0xfc00) !== 0xdc00) return -1;
    return (((unit & 0x3ff) << 10) | (low & 0x3ff)) + 0x1_0000;
  }

  private descend(needed: number): void {
    this.depth++;
    if (++this.tables === TABLES_PER_CHARGE) {
      this.tables = 0;
      spend(TABLES_PER_CHARGE * STEPS_PER_TABLE);
      accountMemory(TABLES_PER_CHARGE * BYTES_PER_TABLE);
    }
    if (this.depth <= this.config.decodeMaxDepth && this.slots + needed <= STACK_SLOTS) {
      this.slots += needed - 1;
      return;
    }
    throw new NestedFailure(
      `Found too many nested data structures (${this.depth}) at character ${this.position}`,
    );
  }

  private ascend(needed: number): void {
    this.depth--;
    this.slots -= needed - 1;
  }

  private object(): LuaTable {
    this.position++;
    this.descend(3);
    const { depth } = this;
    const table = this.skipSpace() === CLOSE_OBJECT ? new LuaTable() : this.members();
    this.position++;
    if (table.shape !== this.expected[depth]) {
      this.expected[depth] = hasPlainKeys(table.shape) ? table.shape : ROOT_SHAPE;
    }
    this.ascend(3);
    return table;
  }

  /** The members of an object, up to its closing brace. As long as its keys are the expected ones it is a record. */
  private members(): LuaTable {
    const shape = this.expected[this.depth] ?? ROOT_SHAPE;
    const slots: LuaValue[] = [];
    let table: LuaTable | undefined;
    for (;;) {
      if (this.skipSpace() !== QUOTE) this.unexpected('object key string');
      const expected = table === undefined && slots.length < shape.keys.length;
      if (!expected || !this.takeKey(shape.keys[slots.length] as string)) {
        table ??= recordOf(shape, slots);
        const key = this.string('object key string');
        this.takeColon();
        table.setString(key, this.value());
      } else {
        this.takeColon();
        slots.push(this.value());
      }
      const code = this.skipSpace();
      if (code === CLOSE_OBJECT) return table ?? recordOf(shape, slots);
      if (code !== COMMA) this.unexpected('comma or object end');
      this.position++;
    }
  }

  private takeColon(): void {
    if (this.skipSpace() !== COLON) this.unexpected('colon');
    this.position++;
  }

  /** Moves past a key whose opening quote stands here, if it is the one given. */
  private takeKey(key: string): boolean {
    const { text, position } = this;
    const end = position + 1 + key.length;
    if (text.charCodeAt(end) !== QUOTE || !text.startsWith(key, position + 1)) return false;
    this.position = end + 1;
    return true;
  }

  private array(): LuaTable {
    this.position++;
    this.descend(2);
    const values: LuaValue[] = [];
    if (this.skipSpace() === CLOSE_ARRAY) this.position++;
    else {
      for (;;) {
        values.push(this.value());
        const code = this.skipSpace();
        if (code === CLOSE_ARRAY) break;
        if (code !== COMMA) this.unexpected('comma or array end');
        this.position++;
      }
      this.position++;
    }
    this.ascend(2);
    return new LuaTable(values);
  }
}

/** The `decode` of an instance with these settings. */
export function decodeFunction(config: CjsonConfig): LuaFunction {
  return (...values) => {
    if (values.length !== 1) argumentError(1, 'decode', 'expected 1 argument');
    const text = checkString(values[0], 1, 'decode', 1);
    const nul = text.indexOf('\0');
    if (text.length >= 2 && (nul === 0 || nul === 1)) raise('JSON parser does not support UTF-16 or UTF-32');
    spend(text.length >> 4);
    accountMemory(text.length * 2);
    return raisingFailures(() => new Decoder(nul < 0 ? text : text.slice(0, nul), config).decode());
  };
}
