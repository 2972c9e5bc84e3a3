/** The `struct` library of Redis 7.2: C structures of x86-64 in byte strings. */
import { ByteText } from '../../bytes/byte-text.ts';
import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import {
  checkNumber,
  checkString,
  optionalInteger,
  truncateToInt32,
  truncateToInt64,
  truncateToUint64,
} from '../../lua/lib/arguments.ts';
import { createLibrary, nameFunctions } from '../../lua/lib/library.ts';
import { accountMemory } from '../../lua/runtime/budget.ts';
import { argumentError, raise } from '../../lua/runtime/error.ts';
import { errorHere } from '../../lua/runtime/lua-error.ts';
import { toNumber } from '../../lua/runtime/number.ts';
import type { LuaTable } from '../../lua/runtime/table.ts';
import { type LuaFunction, type LuaValue, packResult } from '../../lua/runtime/value.ts';
import { doubleBytes, floatBytes, readDouble, readFloat } from './binary.ts';
import { paddingBefore, type StructStep, structSteps } from './struct-format.ts';

/** `unpack` answers at most this many values, as Lua's stack would hold. */
const MAXIMUM_RESULTS = 7990;

/** The low 64 bits of a number in `size` bytes; bytes beyond the eighth are zero, also for negative numbers. */
function integerBytes(number: number, { size, little }: StructStep): string {
  if (size <= 4 && number < 2 ** 63) {
    // BigInt would take much longer.
    const low = truncateToInt32(number);
    let bytes = '';
    for (let position = 0; position < size; position++) {
      bytes += String.fromCharCode((low >> (8 * (little ? position : size - 1 - position))) & 0xff);
    }
    return bytes;
  }
  let rest = BigInt.asUintN(64, BigInt(number < 0 ? truncateToInt64(number) : truncateToUint64(number)));
  let bytes = '';
  for (let position = 0; position < size; position++) {
    const byte = String.fromCharCode(Number(rest & 0xffn));
    bytes = little ? bytes + byte : byte + bytes;
    rest >>= 8n;
  }
  return bytes;
}

/** Whether an integer option is a signed one. */
const isSigned = (option: string) => option === option.toLowerCase();

function readInteger(data: string, position: number, { size, little, option }: StructStep): number {
  if (size > 0 && size <= 4) {
    let bits = 0;
    for (let offset = 0; offset < size; offset++) {
      bits = (bits << 8) | data.charCodeAt(position + (little ? size - 1 - offset : offset));
    }
    const unused = 32 - 8 * size;
    return isSigned(option) ? (bits << unused) >> unused : bits >>> 0;
  }
  let bits = 0n;
  for (let offset = 0; offset < size; offset++) {
    const at = little ? size - 1 - offset : offset;
    bits = (bits << 8n) | BigInt(data.charCodeAt(position + at));
  }
  bits = BigInt.asUintN(64, bits);
  if (!isSigned(option)) return Number(bits);
  // x86 shifts by the low six bits of the count; for sizes beyond 8 that gives odd masks.
  const mask = BigInt.asUintN(64, 0xffff_ffff_ffff_ffffn << BigInt((size * 8 - 1) & 63));
  if ((bits & mask) !== 0n) bits |= mask;
  return Number(BigInt.asIntN(64, bits));
}

/** A result that has become longer than this is made one text. */
const PIECE = 1024;

function checkLength(length: number): void {
  if (length > MAXIMUM_STRING) throw errorHere('not enough memory');
}

const pack: LuaFunction = (...values) => {
  const steps = structSteps(checkString(values[0], 1, values.length));
  let result = '';
  let argument = 1;
  // C puts a nil behind the arguments: a missing one is nil, not "no value".
  const count = values.length + 1;
  // A long result is put together of pieces that have become one text each.
  let before: ByteText | undefined;
  for (const step of steps) {
    const padding = paddingBefore(step, (before?.length ?? 0) + result.length);
    if (padding > 0) result += '\0'.repeat(padding);
    switch (step.kind) {
      case 'integer':
        result += integerBytes(checkNumber(values[argument], ++argument, count), step);
        break;
      case 'float':
      case 'double': {
        const number = checkNumber(values[argument], ++argument, count);
        result += (step.kind === 'float' ? floatBytes : doubleBytes)(number, step.little);
        break;
      }
      case 'characters':
      case 'string': {
        const text = checkString(values[argument], ++argument, count);
        const size = step.size === 0 ? text.length : step.size;
        if (text.length < size) argumentError(argument + 1, 'string too short');
        accountMemory(size);
        checkLength((before?.length ?? 0) + result.length + size + 1);
        result += step.kind === 'string' ? `${text}\0` : text.slice(0, size);
        break;
      }
      case 'padding':
        result += '\0';
        break;
      case 'unknown':
      case 'error':
        step.fail?.();
    }
    if (result.length >= PIECE) {
      before ??= new ByteText();
      before.append(result);
      result = '';
    }
  }
  return before === undefined ? result : before.finish() + result;
};

const unpack: LuaFunction = (...values) => {
  const steps = structSteps(checkString(values[0], 1, values.length));
  const data = checkString(values[1], 2, values.length);
  const offset = optionalInteger(values[2], 3, 1);
  if (offset === 0) argumentError(3, 'offset must be 1 or greater');
  // A negative offset is a huge one in C.
  let position = offset < 0 ? Number.MAX_SAFE_INTEGER : offset - 1;
  const results: LuaValue[] = [];
  const need = (size: number) => {
    if (size > data.length || position > data.length - size) {
      argumentError(2, 'data string too short');
    }
  };
  for (const step of steps) {
    position += paddingBefore(step, position);
    let { size } = step;
    if (step.kind === 'error' && step.option !== '!') step.fail?.();
    need(size);
    if (results.length >= MAXIMUM_RESULTS) raise('stack overflow (too many results)');
    switch (step.kind) {
      case 'integer':
        results.push(readInteger(data, position, step));
        break;
      case 'float':
        results.push(readFloat(data, position, step.little));
        break;
      case 'double':
        results.push(readDouble(data, position, step.little));
        break;
      case 'characters':
        if (size === 0) {
          const previous = results.length === 0 ? undefined : toNumber(results.pop());
          if (previous === undefined) raise("format 'c0' needs a previous size");
          size = Number(truncateToUint64(previous));
          need(size);
        }
        results.push(data.slice(position, position + size));
        break;
      case 'string': {
        const end = data.indexOf('\0', position);
        if (end < 0) raise('unfinished string in data');
        results.push(data.slice(position, end));
        size = end - position + 1;
        break;
      }
      case 'unknown':
      case 'error':
        step.fail?.();
    }
    position += size;
  }
  // Without a byte to read a negative offset comes back as it was.
  results.push(offset < 0 ? offset : position + 1);
  return packResult(results);
};

const size: LuaFunction = (...values) => {
  let total = 0;
  for (const step of structSteps(checkString(values[0], 1, values.length))) {
    total += paddingBefore(step, total);
    if (step.kind === 'string') argumentError(1, "option 's' has no fixed size");
    if (step.kind === 'characters' && step.size === 0) {
      argumentError(1, "option 'c0' has no fixed size");
    }
    // A letter that is no option is skipped.
    if (step.kind === 'error' || !/[0-9A-Za-z]/.test(step.option)) step.fail?.();
    total += step.size;
  }
  return total;
};

const functions = nameFunctions({ pack, unpack, size });

/** A new library table. */
export function createStruct(): LuaTable {
  return createLibrary(functions);
}
