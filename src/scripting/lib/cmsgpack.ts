/** The `cmsgpack` library of Redis 7.2 (lua-cmsgpack 0.4.0). */
import { checkInteger, checkString, optionalInteger, truncateToInt32 } from '../../lua/lib/arguments.ts';
import { spend } from '../../lua/runtime/budget.ts';
import { argumentError, raise } from '../../lua/runtime/error.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import { type LuaFunction, type LuaResult, type LuaValue, packResult } from '../../lua/runtime/value.ts';
import { MessageDecoder } from './cmsgpack-decode.ts';
import { MessageEncoder } from './cmsgpack-encode.ts';
import { raisingFailures } from './nested-failure.ts';

/** What a call costs besides the values, in steps of the budget. */
const STEPS_PER_CALL = 50;
/** Of so many values in C's stack Lua lets the library put a copy there as well. */
const MOST_PACKED = 4000;

const pack: LuaFunction = (...values) => {
  if (values.length === 0) argumentError(0, 'MessagePack pack needs input.');
  if (values.length > MOST_PACKED) argumentError(0, 'Too many arguments for MessagePack pack.');
  spend(STEPS_PER_CALL);
  const encoder = new MessageEncoder();
  for (const value of values) encoder.encode(value);
  return encoder.finish();
};

/** Reads at most `limit` values from `offset` on; with either of them given the next offset comes first. */
function unpackFrom(text: string, limit: number, offset: number): LuaResult {
  if (offset < 0 || limit < 0) {
    // C prints the length where it says limit.
    raise(`Invalid request to unpack with offset of ${truncateToInt32(offset)} and limit of ${text.length}.`);
  }
  if (offset > text.length) {
    raise(`Start offset ${truncateToInt32(offset)} greater than input length ${text.length}.`);
  }
  spend(STEPS_PER_CALL);
  const all = limit === 0 && offset === 0;
  const decoder = new MessageDecoder(text, offset);
  const values: LuaValue[] = [];
  raisingFailures(() => {
    while (!decoder.atEnd && (all || values.length < limit)) values.push(decoder.result());
  });
  if (!all) values.unshift(decoder.atEnd ? -1 : decoder.position);
  return packResult(values);
}

const unpack: LuaFunction = (...values) => unpackFrom(checkString(values[0], 1, values.length), 0, 0);

const unpackOne: LuaFunction = (...values) => {
  const offset = optionalInteger(values[1], 2, 0);
  return unpackFrom(checkString(values[0], 1, values.length), 1, offset);
};

const unpackLimit: LuaFunction = (...values) => {
  const limit = checkInteger(values[1], 2, values.length);
  const offset = optionalInteger(values[2], 3, 0);
  return unpackFrom(checkString(values[0], 1, values.length), limit, offset);
};

const functions: Readonly<Record<string, LuaFunction>> = {
  pack,
  unpack,
  unpack_one: unpackOne,
  unpack_limit: unpackLimit,
};
for (const [name, builtin] of Object.entries(functions)) builtin.luaName = name;

/** A new library table. */
export function createCmsgpack(): LuaTable {
  const library = new LuaTable();
  for (const [name, builtin] of Object.entries(functions)) library.setString(name, builtin);
  library.setString('_NAME', 'cmsgpack');
  library.setString('_VERSION', 'lua-cmsgpack 0.4.0');
  library.setString('_COPYRIGHT', 'Copyright (C) 2012, Salvatore Sanfilippo');
  library.setString('_DESCRIPTION', 'MessagePack C implementation for Lua');
  return library;
}
