/**
 * `cjson.decode`: JSON text as Lua values, with lua-cjson 2.1.0's leniencies and error texts.
 *
 * Strings are taken out of the text between two quotes as they stand; only those with a backslash are
 * rebuilt. The text ends at its first NUL, as C's does.
 */
import { ByteText } from '../../bytes/byte-text.ts';
import { MAXIMUM_ELEMENTS } from '../../bytes/ceilings.ts';
import { scanDouble } from '../../bytes/number.ts';
import { checkString } from '../../lua/lib/arguments.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { argumentError, raise } from '../../lua/runtime/error.ts';
import { errorHere } from '../../lua/runtime/lua-error.ts';
import { ROOT_SHAPE, type Shape } from '../../lua/runtime/shape.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import { EMPTY } from '../../lua/runtime/table-parts.ts';
import { NULL_POINTER } from '../../lua/runtime/text.ts';
import type { LuaFunction, LuaValue } from '../../lua/runtime/value.ts';
import type { CjsonConfig } from './cjson-config.ts';
import { escapeLength, isUnicodeEscape, readEscape } from './cjson-escape.ts';
import { NestedFailure, raisingFailures } from './nested-failure.ts';

/** Slots of Lua's C stack: nesting that would overflow it is an error, whatever the configured depth. */
const STACK_SLOTS = 8000;
/** How many characters are read between two charges to the script's budget. */
const CHUNK = 16_384;
const CHARACTERS_PER_STEP = 4;
const STEPS_PER_TABLE = 4;
/** A value in its table and, if it is a string, what V8 keeps of it. */
const BYTES_PER_VALUE = 32;
const BYTES_PER_TABLE = 128;
/** So many values of an array are gathered before they go into the list that becomes its table. */
const GATHERED = 32_768;
/** A string with escapes is put together from this many pieces at most; one with more is gathered byte by byte. */
const FEW_PIECES = 16;

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const BACKSLASH = 92;
const CAPITAL_E = 69;
const SMALL_E = 101;
const SMALL_F = 102;
const SMALL_N = 110;
const SMALL_T = 116;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** How error messages name a token that stands where another was expected. */
const TOKEN_NAMES = new Map([
  ['{', 'T_OBJ_BEGIN'],
  ['}', 'T_OBJ_END'],
  ['[', 'T_ARR_BEGIN'],
  [']', 'T_ARR_END'],
  [':', 'T_COLON'],
  [',', 'T_COMMA'],
  ['', 'T_END'],
]);

/** Powers of ten that a double holds exactly: a number of at most 15 digits divided by one is rounded once, as it should be. */
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, power) => 10 ** power);
const EXACT_DIGITS = 15;
/** Strings and keys that are looked at byte by byte: V8's search in a text and its comparison take long to begin. */
const SHORT_LENGTH = 24;

/** Spellings that strtod takes and JSON does not. */
const NOT_JSON_NUMBER = /(?:\+|-?(?:0[xX0-9]|inf|nan))/iy;
const UNKNOWN_TOKEN_START = /[fiInNt+]/;

const isDigit = (code: number) => code >= ZERO && code <= NINE;

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

/** Charges digits of a long number. */
const payForDigits = (digits: number) => spend(Math.ceil(digits / CHARACTERS_PER_STEP));

class Decoder {
  private readonly text: string;
  private readonly config: CjsonConfig;
  /** How many values an array may have. */
  private readonly maximum: number;
  private position = 0;
  private depth = 0;
  /** Up to where the text has been charged, where the next charge is due, and what was made since the last one. */
  private paid = 0;
  private due = CHUNK;
  private tables = 0;
  private made = 0;
  /** Slots that C's decoder would hold on Lua's stack. */
  private slots = 1;
  /** At each depth the keys of the last object: the next one often has the same. */
  private readonly expected: Shape[] = [];
  /** The first backslash at or after what was read. */
  private backslash = -1;
  /** The values of all arrays that are being read, those of the innermost last. A complete array is cut off the end. */
  private readonly values: LuaValue[] = [];
  private valueCount = 0;

  constructor(text: string, config: CjsonConfig, maximum: number) {
    this.text = text;
    this.config = config;
    this.maximum = maximum;
  }

  decode(): LuaValue {
    const value = this.value();
    this.skipSpace();
    if (this.position < this.text.length) this.unexpected('the end');
    this.pay(this.position);
    return value;
  }

  /** Charges what was read since the last charge, up to a position. */
  private pay(position: number): void {
    const read = position - this.paid;
    const { tables, made } = this;
    this.paid = position;
    this.due = position + CHUNK;
    this.tables = this.made = 0;
    spend(Math.ceil(read / CHARACTERS_PER_STEP) + tables * STEPS_PER_TABLE);
    accountMemory(made * BYTES_PER_VALUE + tables * BYTES_PER_TABLE);
  }

  /**
   * The code at a position, -1 at the end. Reading beyond the end would do as well, but once a place does that V8 calls
   * a function there for each character.
   */
  private codeAt(position: number): number {
    const { text } = this;
    return position < text.length ? text.charCodeAt(position) : -1;
  }

  /** The next character that is no white space, as a code; -1 at the end. */
  private skipSpace(): number {
    let code = this.codeAt(this.position);
    while (code === 32 || code === 10 || code === 13 || code === 9) {
      code = this.codeAt(++this.position);
      if (this.position > this.due) this.pay(this.position);
    }
    return code;
  }

  private fail(expected: string, found: string, position = this.position): never {
    throw new NestedFailure(`Expected ${expected} but found ${found} at character ${position + 1}`);
  }

  /** Raises the error for the token that stands here, or for what is wrong with it. */
  private unexpected(expected: string): never {
    const start = this.position;
    const character = this.text.charAt(start);
    const name = TOKEN_NAMES.get(character);
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
    if (this.position > this.due) this.pay(this.position);
    this.made++;
    const code = this.skipSpace();
    if (code === QUOTE) return this.string('value');
    if (code === OPEN_OBJECT) return this.object();
    if (code === OPEN_ARRAY) return this.array();
    if (isDigit(code) || code === MINUS) return this.number('value');
    const name = code === SMALL_T || code === SMALL_F || code === SMALL_N ? undefined : this.tokenName();
    if (name !== undefined) this.fail('value', name);
    return this.scalar('value');
  }

  /** The name of a token that is no value. */
  private tokenName(): string | undefined {
    return TOKEN_NAMES.get(this.text.charAt(this.position));
  }

  /** A string, number or literal. `expected` is for the error of a malformed one. */
  private scalar(expected: string): LuaValue {
    const { text, position } = this;
    const code = this.codeAt(position);
    if (code === QUOTE) return this.string(expected);
    if (code === MINUS || isDigit(code)) return this.number(expected);
    if (code === SMALL_T && text.startsWith('true', position)) {
      this.position += 4;
      return true;
    }
    if (code === SMALL_F && text.startsWith('false', position)) {
      this.position += 5;
      return false;
    }
    if (code === SMALL_N && text.startsWith('null', position)) {
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
    const negative = text.charCodeAt(position) === MINUS;
    const start = negative ? position + 1 : position;
    let end = start;
    let mantissa = 0;
    // Of a number with more digits than are exact no more are looked at here: it is read in another way.
    let limit = Math.min(start + EXACT_DIGITS + 1, text.length);
    let code = start < limit ? text.charCodeAt(start) : -1;
    while (isDigit(code)) {
      mantissa = mantissa * 10 + code - ZERO;
      code = ++end < limit ? text.charCodeAt(end) : -1;
    }
    let digits = end - start;
    const odd = digits === 0 || (text.charCodeAt(start) === ZERO && (digits > 1 || (code | 32) === 120));
    if (odd) {
      NOT_JSON_NUMBER.lastIndex = position;
      if (!this.config.decodeInvalidNumbers && NOT_JSON_NUMBER.test(text)) {
        this.fail(expected, 'invalid number');
      }
      return this.anyNumber(expected);
    }
    let decimals = 0;
    if (code === POINT) {
      limit = Math.min(end + 1 + EXACT_DIGITS + 1, text.length);
      code = ++end < limit ? text.charCodeAt(end) : -1;
      for (; isDigit(code); decimals++) {
        mantissa = mantissa * 10 + code - ZERO;
        code = ++end < limit ? text.charCodeAt(end) : -1;
      }
      digits += decimals;
    }
    if (digits <= EXACT_DIGITS && code !== SMALL_E && code !== CAPITAL_E) {
      this.position = end;
      const magnitude = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
      return negative ? -magnitude : magnitude;
    }
    return this.anyNumber(expected);
  }

  /** Whatever strtod reads here. */
  private anyNumber(expected: string): number {
    const { text, position } = this;
    const scanned = scanDouble(text, position, payForDigits);
    if (scanned === undefined || scanned.end === position) this.fail(expected, 'invalid number');
    this.position = scanned.end;
    return scanned.value;
  }

  /** A string whose opening quote stands here. */
  private string(expected: string): string {
    const { text } = this;
    const start = this.position + 1;
    const near = Math.min(start + SHORT_LENGTH, text.length);
    for (let position = start; position < near; position++) {
      const code = text.charCodeAt(position);
      if (code === QUOTE) {
        this.position = position + 1;
        return text.slice(start, position);
      }
      if (code === BACKSLASH) return this.escapedString(start, position, expected);
    }
    const end = text.indexOf('"', near);
    if (this.backslash < near) {
      const found = text.indexOf('\\', near);
      this.backslash = found < 0 ? text.length : found;
    }
    if (end >= 0 && end < this.backslash) {
      this.position = end + 1;
      return text.slice(start, end);
    }
    return this.escapedString(start, this.backslash, expected);
  }

  /** The string that begins at `start`; up to `first` it has neither a backslash nor a quote. */
  private escapedString(start: number, first: number, expected: string): string {
    const { text } = this;
    let result = '';
    let copied = start;
    let pieces = 0;
    for (let position = first; ; ) {
      const code = this.codeAt(position);
      if (code === QUOTE) {
        this.position = position + 1;
        return result + text.slice(copied, position);
      }
      if (position > this.due) this.pay(position);
      if (code < 0) this.fail(expected, 'unexpected end of string', position);
      if (code !== BACKSLASH) {
        position++;
        continue;
      }
      if (++pieces > FEW_PIECES) return result + this.gatheredString(copied, expected);
      const escaped = this.escape(position, expected);
      result += text.slice(copied, position) + escaped;
      position += escapeLength(text, position, escaped);
      copied = position;
    }
  }

  /** The rest of a string with many escapes, from `start` on. */
  private gatheredString(start: number, expected: string): string {
    const { text } = this;
    const gathered = new ByteText();
    for (let position = start; ; ) {
      if (position > this.due) {
        this.pay(position);
        accountMemory(CHUNK);
      }
      const code = this.codeAt(position);
      if (code === BACKSLASH) {
        const escaped = this.escape(position, expected);
        gathered.append(escaped);
        position += escapeLength(text, position, escaped);
        continue;
      }
      if (code === QUOTE) {
        this.position = position + 1;
        return gathered.finish();
      }
      if (code < 0) this.fail(expected, 'unexpected end of string', position);
      gathered.put(text.charCodeAt(position++));
    }
  }

  /** What the escape stands for whose backslash is at a position. */
  private escape(position: number, expected: string): string {
    const escaped = readEscape(this.text, position);
    if (escaped !== undefined) return escaped;
    const kind = isUnicodeEscape(this.text, position) ? 'invalid unicode escape code' : 'invalid escape code';
    this.fail(expected, kind, position);
  }

  private descend(needed: number): void {
    this.depth++;
    this.tables++;
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

  private push(value: LuaValue): void {
    if (this.valueCount === this.maximum) throw errorHere('not enough memory');
    this.values[this.valueCount++] = value;
  }

  /** Takes the values from `first` on off the list, and answers them. */
  private take(first: number): LuaValue[] {
    const taken = this.values.slice(first, this.valueCount);
    this.valueCount = first;
    return taken;
  }

  /** The members of an object, up to its closing brace. As long as its keys are the expected ones it is a record. */
  private members(): LuaTable {
    const shape = this.expected[this.depth] ?? ROOT_SHAPE;
    const { keys } = shape;
    const first = this.valueCount;
    let table: LuaTable | undefined;
    for (let slot = 0; ; slot++) {
      if (this.skipSpace() !== QUOTE) this.unexpected('object key string');
      if (table === undefined && slot < keys.length && this.takeKey(keys[slot] as string)) {
        this.takeColon();
        this.push(this.value());
      } else {
        table ??= recordOf(shape, this.take(first));
        const key = this.string('object key string');
        this.takeColon();
        table.setString(key, this.value());
      }
      const code = this.skipSpace();
      if (code === CLOSE_OBJECT) return table ?? recordOf(shape, this.take(first));
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
    const { text } = this;
    const start = this.position + 1;
    const end = start + key.length;
    if (end >= text.length || text.charCodeAt(end) !== QUOTE) return false;
    if (key.length > SHORT_LENGTH) {
      if (!text.startsWith(key, start)) return false;
    } else {
      for (let offset = 0; offset < key.length; offset++) {
        if (text.charCodeAt(start + offset) !== key.charCodeAt(offset)) return false;
      }
    }
    this.position = end + 1;
    return true;
  }

  private array(): LuaTable {
    this.position++;
    this.descend(2);
    const first = this.valueCount;
    let gathered: LuaValue[] | undefined;
    if (this.skipSpace() !== CLOSE_ARRAY) {
      for (;;) {
        this.push(this.value());
        if (this.valueCount - first === GATHERED) gathered = this.moveTo(gathered ?? [], first);
        const code = this.skipSpace();
        if (code === CLOSE_ARRAY) break;
        if (code !== COMMA) this.unexpected('comma or array end');
        this.position++;
      }
    }
    this.position++;
    this.ascend(2);
    return LuaTable.fromList(gathered === undefined ? this.take(first) : this.moveTo(gathered, first));
  }

  /** Moves the values from `first` on to a list of a long array. */
  private moveTo(list: LuaValue[], first: number): LuaValue[] {
    if (list.length + this.valueCount - first > this.maximum) throw errorHere('not enough memory');
    for (let position = first; position < this.valueCount; position++) list.push(this.values[position]);
    this.valueCount = first;
    return list;
  }
}

/** The `decode` of an instance with these settings. @param maximum how many values an array may have */
export function decodeFunction(config: CjsonConfig, maximum = MAXIMUM_ELEMENTS): LuaFunction {
  return (...values) => {
    if (values.length !== 1) argumentError(1, 'expected 1 argument');
    const text = checkString(values[0], 1, 1);
    const nul = text.indexOf('\0');
    if (text.length >= 2 && (nul === 0 || nul === 1)) raise('JSON parser does not support UTF-16 or UTF-32');
    return raisingFailures(() => new Decoder(nul < 0 ? text : text.slice(0, nul), config, maximum).decode());
  };
}
