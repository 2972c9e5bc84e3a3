/**
 * The library `bit`, which is LuaBitOp 1.0.2. Its operations take numbers modulo 2^32, and every result is a signed
 * 32-bit integer.
 */
import { typeError } from '../runtime/error.ts';
import { toNumber } from '../runtime/number.ts';
import type { LuaState } from '../runtime/state.ts';
import type { LuaTable } from '../runtime/table.ts';
import type { LuaFunction, LuaValue } from '../runtime/value.ts';
import { createLibrary, nameFunctions } from './library.ts';

/** Added to a double, this leaves the double rounded to an integer (half to even) in the low bits of the mantissa. */
const ROUNDING_BIAS = 2 ** 52 + 2 ** 51;
const HEXADECIMAL_DIGITS = 8;

/** Scratch space: written and read within one synchronous call. */
const asDouble = new Float64Array(1);
const asBytes = new DataView(asDouble.buffer);
/** Whether the processor stores the low half of a double first. */
const LOW_HALF = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 0 : 4;
const IS_LITTLE_ENDIAN = LOW_HALF === 0;

/** Converts an argument to a signed 32-bit integer. */
function toBits(values: readonly LuaValue[], position: number): number {
  const value = values[position - 1];
  if (typeof value === 'number' && (value | 0) === value) return value | 0;
  const number = toNumber(value);
  if (number === undefined) typeError(position, 'number', value, position <= values.length);
  asDouble[0] = number + ROUNDING_BIAS;
  return asBytes.getInt32(LOW_HALF, IS_LITTLE_ENDIAN);
}

/** An operation on any number of arguments. The first one is checked first, then the others from the last backwards. */
function fold(operation: (left: number, right: number) => number): LuaFunction {
  return (...values) => {
    let bits = toBits(values, 1);
    for (let position = values.length; position > 1; position--) {
      bits = operation(bits, toBits(values, position));
    }
    return bits;
  };
}

/** A shift or rotation by the second argument modulo 32. */
function shift(operation: (bits: number, count: number) => number): LuaFunction {
  return (...values) => {
    const bits = toBits(values, 1);
    return operation(bits, toBits(values, 2) & 31) | 0;
  };
}

function tohex(...values: LuaValue[]): string {
  const bits = toBits(values, 1);
  const width = values.length < 2 ? HEXADECIMAL_DIGITS : toBits(values, 2);
  const digits = Math.min(Math.abs(width), HEXADECIMAL_DIGITS);
  const text = (bits >>> 0)
    .toString(16)
    .padStart(HEXADECIMAL_DIGITS, '0')
    .slice(HEXADECIMAL_DIGITS - digits);
  return width < 0 ? text.toUpperCase() : text;
}

const functions = nameFunctions({
  tobit: (...values: LuaValue[]) => toBits(values, 1),
  bnot: (...values: LuaValue[]) => ~toBits(values, 1),
  band: fold((left, right) => left & right),
  bor: fold((left, right) => left | right),
  bxor: fold((left, right) => left ^ right),
  lshift: shift((bits, count) => bits << count),
  rshift: shift((bits, count) => bits >>> count),
  arshift: shift((bits, count) => bits >> count),
  rol: shift((bits, count) => (bits << count) | (bits >>> (32 - count))),
  ror: shift((bits, count) => (bits << (32 - count)) | (bits >>> count)),
  bswap: (...values: LuaValue[]) => {
    const bits = toBits(values, 1);
    return (bits >>> 24) | ((bits >>> 8) & 0xff00) | ((bits & 0xff00) << 8) | (bits << 24);
  },
  tohex,
});

/** Makes `bit`. */
export function openBit(_state: LuaState): LuaTable {
  return createLibrary(functions);
}
