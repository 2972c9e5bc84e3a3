/**
 * The settings of one `cjson` instance and the functions that read and change them (lua-cjson 2.1.0).
 *
 * Each function answers its setting; with an argument, it changes the setting first.
 */
import { checkInteger, checkOption, truncateToInt32 } from '../../lua/lib/arguments.ts';
import { argumentError } from '../../lua/runtime/error.ts';
import { type LuaFunction, type LuaValue, MultiValue } from '../../lua/runtime/value.ts';

const INT_MAX = 2 ** 31 - 1;

/** What encoding does with NaN and the infinities: it raises an error, writes them as they are, or writes null. */
const INVALID_NUMBERS = ['off', 'on', 'null'] as const;

export class CjsonConfig {
  /** Sparse arrays become objects instead of errors. */
  sparseConvert = false;
  /** An array is sparse when its largest index is more than this many times its items; 0: never. */
  sparseRatio = 2;
  /** Arrays up to this index are never sparse. */
  sparseSafe = 10;
  encodeMaxDepth = 1000;
  decodeMaxDepth = 1000;
  /** Index into `INVALID_NUMBERS`. */
  encodeInvalidNumbers = 0;
  decodeInvalidNumbers = true;
  /** Has no effect, because there is no buffer to keep; the function answers what was set. */
  encodeKeepBuffer = true;
  numberPrecision = 14;
}

/** `count` arguments at most; answers as many, nil where one is missing. */
function checkCount(values: LuaValue[], count: number): void {
  if (values.length > count) argumentError(count + 1, 'found too many arguments');
}

/** An integer option; undefined when it is not given. A value out of range is blamed on argument 1, as in C. */
function integerOption(
  value: LuaValue,
  position: number,
  minimum: number,
  maximum = INT_MAX,
): number | undefined {
  if (value === undefined) return undefined;
  const integer = truncateToInt32(checkInteger(value, position, position));
  if (integer < minimum || integer > maximum) {
    argumentError(1, `expected integer between ${minimum} and ${maximum}`);
  }
  return integer;
}

/** A boolean or one of the names; undefined when it is not given. */
function enumOption(value: LuaValue, options: readonly string[]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return checkOption(value, 1, 1, options);
}

const ON_OFF = ['off', 'on'];

type Setter = (config: CjsonConfig, values: LuaValue[]) => LuaValue | MultiValue;

function depthSetter(field: 'encodeMaxDepth' | 'decodeMaxDepth'): Setter {
  return (config, values) => {
    checkCount(values, 1);
    config[field] = integerOption(values[0], 1, 1) ?? config[field];
    return config[field];
  };
}

function switchSetter(field: 'encodeKeepBuffer' | 'decodeInvalidNumbers'): Setter {
  return (config, values) => {
    checkCount(values, 1);
    const chosen = enumOption(values[0], ON_OFF);
    if (chosen !== undefined) config[field] = chosen === 1;
    return config[field];
  };
}

const setters: Readonly<Record<string, Setter>> = {
  encode_sparse_array: (config, values) => {
    checkCount(values, 3);
    const convert = enumOption(values[0], ON_OFF);
    if (convert !== undefined) config.sparseConvert = convert === 1;
    config.sparseRatio = integerOption(values[1], 2, 0) ?? config.sparseRatio;
    config.sparseSafe = integerOption(values[2], 3, 0) ?? config.sparseSafe;
    return new MultiValue([config.sparseConvert, config.sparseRatio, config.sparseSafe]);
  },
  encode_max_depth: depthSetter('encodeMaxDepth'),
  decode_max_depth: depthSetter('decodeMaxDepth'),
  encode_number_precision: (config, values) => {
    checkCount(values, 1);
    config.numberPrecision = integerOption(values[0], 1, 1, 14) ?? config.numberPrecision;
    return config.numberPrecision;
  },
  encode_keep_buffer: switchSetter('encodeKeepBuffer'),
  decode_invalid_numbers: switchSetter('decodeInvalidNumbers'),
  encode_invalid_numbers: (config, values) => {
    checkCount(values, 1);
    config.encodeInvalidNumbers = enumOption(values[0], INVALID_NUMBERS) ?? config.encodeInvalidNumbers;
    const setting = config.encodeInvalidNumbers;
    return setting === 2 ? INVALID_NUMBERS[setting] : setting === 1;
  },
};

/** The functions that change one instance's settings, by name. */
export function configFunctions(config: CjsonConfig): [string, LuaFunction][] {
  return Object.entries(setters).map(([name, setter]) => {
    const builtin: LuaFunction = (...values) => setter(config, values);
    builtin.luaName = name;
    return [name, builtin];
  });
}
