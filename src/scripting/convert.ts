/**
 * Between replies and Lua values, as Redis 7.2's script_lua.c converts them.
 *
 * What a command answers depends on the protocol version that the script has chosen (2 unless it called
 * `redis.setresp(3)`); what the script returns is a `Reply`, which the client's encoder maps to its version.
 */
import { MAXIMUM_ELEMENTS } from '../bytes/ceilings.ts';
import { LINE_ENDS, trim } from '../bytes/character-set.ts';
import { formatDouble } from '../bytes/number.ts';
import { onOneLine } from '../bytes/one-line.ts';
import { untilNul } from '../bytes/until-nul.ts';
import { accountMemory, spend } from '../lua/runtime/budget.ts';
import { TableIterator } from '../lua/runtime/iteration.ts';
import { LONG_TEXT, lookInto } from '../lua/runtime/long-text.ts';
import { errorHere } from '../lua/runtime/lua-error.ts';
import { numberToString } from '../lua/runtime/number.ts';
import { shapeOf } from '../lua/runtime/shape.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import { EMPTY } from '../lua/runtime/table-parts.ts';
import type { LuaValue } from '../lua/runtime/value.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  GeneratedReply,
  MapReply,
  NullArrayReply,
  PushReply,
  type Reply,
  type RespVersion,
  type RichReply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../protocol/reply.ts';

/** Slots of Lua's C stack: a value nested deeper than it can hold becomes an error. */
const STACK_SLOTS = 8000;
/** Slots that C makes sure of at each level. */
const LEVEL_SLOTS = 4;
/** The error handler and the result itself. */
const FIRST_SLOTS = 2;
const STACK_LIMIT_REACHED = new ErrorReply('ERR reached lua stack limit');

/** So many items of a list are charged at once to the script whose reply it is or becomes. */
const CHUNK = 4096;
const BYTES_PER_ITEM = 16;
const STEPS_PER_TABLE = 8;
const BYTES_PER_TABLE = 64;

const INT64_MIN = -(2n ** 63n);
const TWO_63 = 2 ** 63;

/** Makes tables of one field: most commands that write answer with one, `{ok = 'OK'}`. */
function fieldMaker(name: string): (value: LuaValue) => LuaTable {
  const shape = shapeOf([name]);
  return (value) => new LuaTable(EMPTY, shape, [value]);
}

const ok = fieldMaker('ok');
const err = fieldMaker('err');
const mapField = fieldMaker('map');
const setField = fieldMaker('set');
const double = fieldMaker('double');
const bigNumber = fieldMaker('big_number');
const verbatimString = fieldMaker('verbatim_string');
const stringField = fieldMaker('string');

/** The text of an error as scripts see it: a code, a space, a message without line ends around it. */
export function errorText(line: string): string {
  const space = line.indexOf(' ');
  const code = space < 0 ? 'ERR' : line.slice(0, space);
  return `${code} ${trim(line.slice(space + 1), LINE_ENDS)}`;
}

/** The table `{err = text}`. `counted` says that the statistics have counted the error already: it is not counted again. */
export function errorTable(text: string, counted: boolean): LuaTable {
  const table = err(text);
  if (counted) table.setString('ignore_error_stats_update', true);
  return table;
}

const itemToLua = (item: Reply, resp: RespVersion): LuaValue =>
  typeof item === 'string' || typeof item === 'number' ? item : replyToLua(item, resp);

function arrayToLua(items: readonly Reply[], resp: RespVersion): LuaTable {
  const { length } = items;
  if (length > CHUNK) return longArrayToLua(items, resp);
  const values = new Array<LuaValue>(length);
  for (let position = 0; position < length; position++) values[position] = itemToLua(items[position], resp);
  return LuaTable.fromList(values);
}

/** The same for an array of any length, made while it is read: the script is charged for each piece before it is read. */
function longArrayToLua(items: Iterable<Reply>, resp: RespVersion): LuaTable {
  const values: LuaValue[] = [];
  for (const item of items) {
    if (values.length % CHUNK === 0) chargeForChunk(values.length);
    values.push(itemToLua(item, resp));
  }
  return LuaTable.fromList(values);
}

/** Charges the script for the next `CHUNK` items of a list of which there are so many already. */
function chargeForChunk(made: number): void {
  if (made > MAXIMUM_ELEMENTS - CHUNK) throw errorHere('not enough memory');
  spend(CHUNK);
  accountMemory(CHUNK * BYTES_PER_ITEM);
}

function mapToLua(entries: readonly Reply[]): LuaTable {
  const table = new LuaTable();
  for (let position = 0; position < entries.length; position += 2) {
    if (position % CHUNK === CHUNK - 2) chargeForChunk(position);
    table.set(replyToLua(entries[position], 3), replyToLua(entries[position + 1], 3));
  }
  return mapField(table);
}

function setToLua(members: readonly Reply[]): LuaTable {
  const table = new LuaTable();
  for (let position = 0; position < members.length; position++) {
    if (position % CHUNK === CHUNK - 1) chargeForChunk(position);
    table.set(replyToLua(members[position], 3), true);
  }
  return setField(table);
}

function verbatimToLua({ format, text }: VerbatimReply): LuaTable {
  const table = stringField(text);
  table.setString('format', format);
  return verbatimString(table);
}

/** What a script sees of a command's reply. Errors come as a table with `err`. */
export function replyToLua(reply: Reply, resp: RespVersion): LuaValue {
  switch (typeof reply) {
    case 'string':
    case 'number':
      return reply;
    case 'bigint':
      return Number(reply);
  }
  if (reply instanceof StatusReply) return ok(reply.text);
  if (reply === null || reply instanceof NullArrayReply) return resp === 2 ? false : undefined;
  if (Array.isArray(reply)) return arrayToLua(reply, resp);
  if (reply instanceof ErrorReply) return errorTable(errorText(reply.text), true);
  if (reply instanceof PushReply) return arrayToLua(reply.items, resp);
  if (reply instanceof AttributeReply) return replyToLua(reply.reply, resp);
  if (reply instanceof GeneratedReply) return longArrayToLua(reply.items, resp);
  return resp === 2 ? plainToLua(reply) : richToLua(reply);
}

/** What RESP2 makes of the kinds that only RESP3 has. */
function plainToLua(reply: RichReply): LuaValue {
  if (reply instanceof MapReply) return arrayToLua(reply.entries, 2);
  if (reply instanceof SetReply) return arrayToLua(reply.members, 2);
  if (reply instanceof DoubleReply) return formatDouble(reply.value);
  if (reply instanceof BooleanReply) return reply.value ? 1 : 0;
  return reply instanceof VerbatimReply ? reply.text : reply.digits;
}

function richToLua(reply: RichReply): LuaValue {
  if (reply instanceof MapReply) return mapToLua(reply.entries);
  if (reply instanceof SetReply) return setToLua(reply.members);
  if (reply instanceof DoubleReply) return double(reply.value);
  if (reply instanceof BooleanReply) return reply.value;
  return reply instanceof VerbatimReply ? verbatimToLua(reply) : bigNumber(reply.digits);
}

/** A Lua number as the 64-bit integer that a C cast makes of it: the fraction is cut off. */
function integerReply(number: number): number | bigint {
  if (Number.isSafeInteger(number)) return number + 0;
  if (!(number >= -TWO_63 && number < TWO_63)) return INT64_MIN;
  const whole = Math.trunc(number) + 0;
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}

type TableReader = (table: LuaTable, resp: RespVersion, slots: number) => Reply | undefined;

/** How a table that a script returns is recognized as something other than an array, in the order in which Redis tries. */
const specialTables: readonly TableReader[] = [
  (table) => {
    const text = table.getString('err');
    return typeof text === 'string' ? new ErrorReply(onOneLine(trim(untilNul(text), LINE_ENDS))) : undefined;
  },
  (table) => {
    const text = table.getString('ok');
    return typeof text === 'string' ? new StatusReply(onOneLine(untilNul(text))) : undefined;
  },
  (table) => {
    const number = table.getString('double');
    return typeof number === 'number' ? new DoubleReply(number) : undefined;
  },
  (table) => {
    const digits = table.getString('big_number');
    return typeof digits === 'string' ? new BigNumberReply(onOneLine(digits)) : undefined;
  },
  (table) => {
    const verbatim = table.getString('verbatim_string');
    if (!(verbatim instanceof LuaTable)) return undefined;
    const format = verbatim.getString('format');
    const text = verbatim.getString('string');
    if (typeof format !== 'string' || typeof text !== 'string') return undefined;
    return new VerbatimReply(untilNul(format).slice(0, 3).padEnd(3), text);
  },
  (table, resp, slots) => {
    const map = table.getString('map');
    if (!(map instanceof LuaTable)) return undefined;
    const entries: Reply[] = [];
    const walk = new TableIterator(map);
    while (walk.step()) {
      if (entries.length % CHUNK === CHUNK - 2) chargeForChunk(entries.length);
      entries.push(toReply(walk.key, resp, slots + 4), toReply(walk.value, resp, slots + 3));
    }
    return new MapReply(entries);
  },
  (table, resp, slots) => {
    const set = table.getString('set');
    if (!(set instanceof LuaTable)) return undefined;
    const members: Reply[] = [];
    const walk = new TableIterator(set);
    while (walk.step()) {
      if (members.length % CHUNK === CHUNK - 1) chargeForChunk(members.length);
      members.push(toReply(walk.key, resp, slots + 3));
    }
    return new SetReply(members);
  },
];

function tableReply(table: LuaTable, resp: RespVersion, slots: number): Reply {
  if (table.slots.length > 0) {
    for (const read of specialTables) {
      const reply = read(table, resp, slots);
      if (reply !== undefined) return reply;
    }
  }
  // A few tables that hold each other can make a reply without end.
  spend(STEPS_PER_TABLE);
  accountMemory(BYTES_PER_TABLE);
  const items: Reply[] = [];
  for (let index = 1; ; index++) {
    const value = table.getIndex(index);
    if (value === undefined) return items;
    if (index % CHUNK === 0) chargeForChunk(index);
    items.push(typeof value === 'string' ? value : toReply(value, resp, slots + 1));
  }
}

function toReply(value: LuaValue, resp: RespVersion, slots: number): Reply {
  if (slots + LEVEL_SLOTS > STACK_SLOTS) return STACK_LIMIT_REACHED;
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return integerReply(value);
    case 'boolean':
      if (resp === 3) return new BooleanReply(value);
      return value ? 1 : null;
    default:
      return value instanceof LuaTable ? tableReply(value, resp, slots) : null;
  }
}

/** What a client is answered when a script returns a value. `resp` is the script's protocol version. */
export function luaToReply(value: LuaValue, resp: RespVersion): Reply {
  if (typeof value === 'string') return value;
  return toReply(value, resp, FIRST_SLOTS);
}

/** A command's argument as text; undefined for what is neither a string nor a number. */
export function argumentText(value: LuaValue): string | undefined {
  if (typeof value === 'string') {
    // Commands take flat texts.
    if (value.length >= LONG_TEXT) lookInto(value);
    return value;
  }
  if (typeof value !== 'number') return undefined;
  if (value === 0) return '0';
  // The NaN that an x86 processor makes is negative, and printf shows its sign.
  return Number.isNaN(value) ? '-nan' : formatDouble(value);
}

/** A string, or a number's text, as C's `lua_tostring`; undefined for anything else. */
export function textOf(value: LuaValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberToString(value) : undefined;
}
