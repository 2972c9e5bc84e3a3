/** The `struct` library of Redis 7.2: C structures of x86-64 in byte strings. */
import {
  checkNumber,
  checkString,
  optionalInteger,
  truncateToInt64,
  truncateToUint64,
} from '../../lua/lib/arguments.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { argumentError, raise } from '../../lua/runtime/error.ts';
import { toNumber } from '../../lua/runtime/number.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import { type LuaFunction, type LuaValue, packResult } from '../../lua/runtime/value.ts';
import { doubleBytes, floatBytes, readDouble, readFloat } from './binary.ts';
import { StructFormat } from './struct-format.ts';

/** `unpack` answers at most this many values, as Lua's stack would hold. */
const MAXIMUM_RESULTS = 7990;

const reversed = (bytes: string) => [...bytes].reverse().join('');

/** The low 64 bits of a number in `size` bytes; bytes beyond the eighth are zero, also for negative numbers. */
function integerBytes(number: number, size: number, little: boolean): string {
  let rest = BigInt.asUintN(64, BigInt(number < 0 ? truncateToInt64(number) : truncateToUint64(number)));
  let bytes = '';
  for (let position = 0; position < size; position++) {
    bytes += String.fromCharCode(Number(rest & 0xffn));
    rest >>= 8n;
  }
  return little ? bytes : reversed(bytes);
}

function readInteger(data: string, position: number, format: StructFormat): number {
  const { size, little, option } = format;
  let bits = 0n;
  for (let offset = 0; offset < size; offset++) {
    const at = little ? size - 1 - offset : offset;
    bits = (bits << 8n) | BigInt(data.charCodeAt(position + at));
  }
  bits = BigInt.asUintN(64, bits);
  if (option === option.toUpperCase()) return Number(bits);
  // x86 shifts by the low six bits of the count; for sizes beyond 8 that gives odd masks.
  const mask = BigInt.asUintN(64, 0xffff_ffff_ffff_ffffn << BigInt((size * 8 - 1) & 63));
  if ((bits & mask) !== 0n) bits |= mask;
  return Number(BigInt.asIntN(64, bits));
}

const INTEGERS = new Set('bBhHlLTiI');

const pack: LuaFunction = (...values) => {
  const format = new StructFormat(checkString(values[0], 1, 'pack', values.length), 'pack');
  let result = '';
  let argument = 1;
  // C puts a nil behind the arguments: a missing one is nil, not "no value".
  const count = values.length + 1;
  const number = () => checkNumber(values[argument], ++argument, 'pack', count);
  while (format.next()) {
    const { option } = format;
    result += '\0'.repeat(format.padding(result.length));
    if (INTEGERS.has(option)) result += integerBytes(number(), format.size, format.little);
    else if (option === 'x') result += '\0';
    else if (option === 'f' || option === 'd') {
      const bytes = option === 'f' ? floatBytes(number()) : doubleBytes(number());
      result += format.little ? reversed(bytes) : bytes;
    } else if (option === 'c' || option === 's') {
      const text = checkString(values[argument], ++argument, 'pack', count);
      const size = format.size === 0 ? text.length : format.size;
      if (text.length < size) argumentError(argument + 1, 'pack', 'string too short');
      result += option === 's' ? `${text}\0` : text.slice(0, size);
      accountMemory(size);
    } else format.control();
    spend(1);
  }
  return result;
};

const unpack: LuaFunction = (...values) => {
  const format = new StructFormat(checkString(values[0], 1, 'unpack', values.length), 'unpack');
  const data = checkString(values[1], 2, 'unpack', values.length);
  const offset = optionalInteger(values[2], 3, 'unpack', 1);
  if (offset === 0) argumentError(3, 'unpack', 'offset must be 1 or greater');
  // A negative offset is a huge one in C.
  let position = offset < 0 ? Number.MAX_SAFE_INTEGER : offset - 1;
  const results: LuaValue[] = [];
  const need = (size: number) => {
    if (size > data.length || position > data.length - size) {
      argumentError(2, 'unpack', 'data string too short');
    }
  };
  while (format.next()) {
    const { option, little } = format;
    position += format.padding(position);
    let { size } = format;
    need(size);
    if (results.length >= MAXIMUM_RESULTS) raise('stack overflow (too many results)');
    if (INTEGERS.has(option)) results.push(readInteger(data, position, format));
    else if (option === 'f') results.push(readFloat(data, position, little));
    else if (option === 'd') results.push(readDouble(data, position, little));
    else if (option === 'c') {
      if (size === 0) {
        const previous = results.length === 0 ? undefined : toNumber(results.pop());
        if (previous === undefined) raise("format 'c0' needs a previous size");
        size = Number(truncateToUint64(previous));
        need(size);
      }
      results.push(data.slice(position, position + size));
    } else if (option === 's') {
      const end = data.indexOf('\0', position);
      if (end < 0) raise('unfinished string in data');
      results.push(data.slice(position, end));
      size = end - position + 1;
    } else if (option !== 'x') format.control();
    position += size;
    spend(1);
  }
  results.push(position + 1);
  return packResult(results);
};

const size: LuaFunction = (...values) => {
  const format = new StructFormat(checkString(values[0], 1, 'size', values.length), 'size');
  let total = 0;
  while (format.next()) {
    const { option } = format;
    total += format.padding(total);
    if (option === 's') argumentError(1, 'size', "option 's' has no fixed size");
    if (option === 'c' && format.size === 0) argumentError(1, 'size', "option 'c0' has no fixed size");
    if (!/[0-9A-Za-z]/.test(option)) format.control();
    total += format.size;
  }
  return total;
};

const functions: Readonly<Record<string, LuaFunction>> = { pack, unpack, size };
for (const [name, builtin] of Object.entries(functions)) builtin.luaName = name;

/** A new library table. */
export function createStruct(): LuaTable {
  const library = new LuaTable();
  for (const [name, builtin] of Object.entries(functions)) library.setString(name, builtin);
  return library;
}
