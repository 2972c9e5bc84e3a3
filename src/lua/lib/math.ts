/** The math library of Lua 5.1, with Redis's random numbers. */
import { acos, asin, atan, atan2, cos, cosh, exp, log, power, sin, tan } from '../../bytes/elementary.ts';
import { argumentError, raise } from '../runtime/error.ts';
import type { LuaState } from '../runtime/state.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaFunction, type LuaValue, MultiValue } from '../runtime/value.ts';
import { checkInt, checkNumber } from './arguments.ts';
import { createLibrary, nameFunctions } from './library.ts';
import { Random48 } from './random.ts';

const RADIANS_PER_DEGREE = Math.PI / 180;
/** Redis takes random integers modulo this and divides by it, so that 1 is never reached. */
const RANDOM_MODULUS = 2 ** 31 - 1;

/** A function of one number. */
function unary(operation: (x: number) => number): LuaFunction {
  return (...values) => {
    const [x] = values;
    return operation(typeof x === 'number' ? x : checkNumber(x, 1, values.length));
  };
}

function binary(operation: (x: number, y: number) => number): LuaFunction {
  return (...values) => {
    // C leaves the order of evaluation open. In Redis as it is usually compiled, the second argument is checked first.
    const y = checkNumber(values[1], 2, values.length);
    return operation(checkNumber(values[0], 1, values.length), y);
  };
}

/** `min` and `max`. As in C, a NaN is the result if it is the first argument, and is passed over anywhere else. */
function extreme(isBetter: (candidate: number, best: number) => boolean): LuaFunction {
  return (...values) => {
    let best = checkNumber(values[0], 1, values.length);
    for (let position = 2; position <= values.length; position++) {
      const candidate = checkNumber(values[position - 1], position, values.length);
      if (isBetter(candidate, best)) best = candidate;
    }
    return best;
  };
}

/** The integral and the fractional part of a number, both with its sign. */
function modf(...values: LuaValue[]): MultiValue {
  const x = checkNumber(values[0], 1, values.length);
  const whole = Math.trunc(x);
  const fraction = x - whole;
  const signed = fraction === 0 || !Number.isFinite(x) ? (x < 0 || Object.is(x, -0) ? -0 : 0) : fraction;
  return new MultiValue([whole, Number.isNaN(x) ? x : signed]);
}

/** Scratch space: written and read within one synchronous call. */
const asDouble = new Float64Array(1);
const asBits = new BigUint64Array(asDouble.buffer);
const MANTISSA_BITS = 52n;
const EXPONENT_MASK = 0x7ffn;

/** The number as a mantissa from 0.5 up to, but not including, 1, and the power of two that it is multiplied by. */
function frexp(...values: LuaValue[]): MultiValue {
  const x = checkNumber(values[0], 1, values.length);
  if (x === 0 || !Number.isFinite(x)) return new MultiValue([x, 0]);
  const isSubnormal = Math.abs(x) < 2 ** -1022;
  asDouble[0] = isSubnormal ? x * 2 ** 54 : x;
  const exponent = Number((asBits[0] >> MANTISSA_BITS) & EXPONENT_MASK) - 1022;
  asBits[0] = (asBits[0] & ~(EXPONENT_MASK << MANTISSA_BITS)) | (1022n << MANTISSA_BITS);
  return new MultiValue([asDouble[0], isSubnormal ? exponent - 54 : exponent]);
}

/** x * 2^exponent, rounded once, whatever the size of the exponent. */
function ldexp(x: number, exponent: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  let left = Math.max(-2200, Math.min(2200, exponent));
  let result = x;
  for (; left > 1023; left -= 1023) result *= 2 ** 1023;
  // On the way down, the number must not become subnormal before the last step, or it would be rounded twice.
  for (; left < -969; left += 969) result *= 2 ** -969;
  return result * 2 ** left;
}

/** The functions that stand before `random` in the order of Lua's C source. */
const functions = nameFunctions({
  abs: unary(Math.abs),
  acos: unary(acos),
  asin: unary(asin),
  atan2: binary(atan2),
  atan: unary(atan),
  ceil: unary(Math.ceil),
  cosh: unary(cosh),
  cos: unary(cos),
  deg: unary((x) => x / RADIANS_PER_DEGREE),
  exp: unary(exp),
  floor: unary(Math.floor),
  fmod: binary((x, y) => x % y),
  frexp,
  ldexp: (...values: LuaValue[]) => {
    const exponent = checkInt(values[1], 2, values.length);
    return ldexp(checkNumber(values[0], 1, values.length), exponent);
  },
  log10: unary(Math.log10),
  log: unary(log),
  max: extreme((candidate, best) => candidate > best),
  min: extreme((candidate, best) => candidate < best),
  modf,
  pow: binary(power),
  rad: unary((x) => x * RADIANS_PER_DEGREE),
});

const lastFunctions = nameFunctions({
  sinh: unary(Math.sinh),
  sin: unary(sin),
  sqrt: unary(Math.sqrt),
  tanh: unary(Math.tanh),
  tan: unary(tan),
});

/** Makes `random` and `randomseed`, which share one generator. */
function randomFunctions(generator: Random48) {
  return nameFunctions({
    random: (...values: LuaValue[]) => {
      const fraction = (generator.next() % RANDOM_MODULUS) / RANDOM_MODULUS;
      if (values.length === 0) return fraction;
      if (values.length > 2) raise('wrong number of arguments');
      const first = checkInt(values[0], 1, values.length);
      if (values.length === 1) {
        if (first < 1) argumentError(1, 'interval is empty');
        return Math.floor(fraction * first) + 1;
      }
      const last = checkInt(values[1], 2, values.length);
      if (first > last) argumentError(2, 'interval is empty');
      // The width is a 32-bit integer that wraps round.
      return Math.floor(fraction * ((last - first + 1) | 0)) + first;
    },
    randomseed: (...values: LuaValue[]) => {
      generator.seed(checkInt(values[0], 1, values.length));
      return new MultiValue([]);
    },
  });
}

/** Makes `math`. States that share a generator share its sequence, as all scripts of one server do. */
export function openMath(_state: LuaState, generator = new Random48()): LuaTable {
  const library = createLibrary({ ...functions, ...randomFunctions(generator), ...lastFunctions });
  library.setString('pi', Math.PI);
  library.setString('huge', Number.POSITIVE_INFINITY);
  library.setString('mod', functions.fmod);
  return library;
}
