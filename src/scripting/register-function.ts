/** The arguments of `redis.register_function`, in both of its forms. Every error is raised as `{err = ...}`. */
import { characterSet, charactersFrom, consistsOf } from '../bytes/character-set.ts';
import { TableIterator } from '../lua/runtime/iteration.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import type { LuaFunction, LuaValue } from '../lua/runtime/value.ts';
import { textOf } from './convert.ts';
import { parseFlag, type ScriptFlag } from './flags.ts';
import { raiseError } from './redis-api.ts';

/** A function of a library. */
export interface FunctionInfo {
  readonly name: string;
  readonly description: string | undefined;
  readonly flags: ReadonlySet<ScriptFlag>;
  readonly callback: LuaFunction;
}

/** The rule for names, the same for libraries and for functions. */
export const BAD_NAME =
  'Library names can only contain letters, numbers, or underscores(_) and must be at least one character long';

const NAME_CHARACTERS = characterSet(
  `_${charactersFrom('A', 'Z')}${charactersFrom('a', 'z')}${charactersFrom('0', '9')}`,
);

export function isName(text: string): boolean {
  return text !== '' && consistsOf(text, NAME_CHARACTERS);
}

/** @throws LuaError */
export function readRegistration(values: LuaValue[]): FunctionInfo {
  if (values.length < 1 || values.length > 2) {
    raiseError('wrong number of arguments to redis.register_function');
  }
  const info = values.length === 1 ? readNamed(values[0]) : readPositional(values[0], values[1]);
  if (!isName(info.name)) raiseError(BAD_NAME);
  return info;
}

function readPositional(name: LuaValue, callback: LuaValue): FunctionInfo {
  const text = textOf(name);
  if (text === undefined) raiseError('first argument to redis.register_function must be a string');
  if (typeof callback !== 'function') {
    raiseError('second argument to redis.register_function must be a function');
  }
  return { name: text, description: undefined, flags: new Set(), callback };
}

interface Named {
  name: string | undefined;
  description: string | undefined;
  callback: LuaFunction | undefined;
  flags: ReadonlySet<ScriptFlag>;
}

/** The named arguments, and how each is checked. */
const readers = new Map(
  Object.entries<(named: Named, value: LuaValue) => void>({
    function_name: (named, value) => {
      named.name =
        textOf(value) ??
        raiseError('function_name argument given to redis.register_function must be a string');
    },
    description: (named, value) => {
      named.description =
        textOf(value) ?? raiseError('description argument given to redis.register_function must be a string');
    },
    callback: (named, value) => {
      if (typeof value !== 'function') {
        raiseError('callback argument given to redis.register_function must be a function');
      }
      named.callback = value;
    },
    flags: (named, value) => {
      if (!(value instanceof LuaTable)) {
        raiseError('flags argument to redis.register_function must be a table representing function flags');
      }
      named.flags = readFlags(value);
    },
  }),
);

function readFlags(table: LuaTable): ReadonlySet<ScriptFlag> {
  const flags = new Set<ScriptFlag>();
  for (let index = 1; ; index++) {
    const value = table.getIndex(index);
    if (value === undefined) return flags;
    const flag = parseFlag(textOf(value) ?? '');
    if (flag === undefined) raiseError('unknown flag given');
    flags.add(flag);
  }
}

function readNamed(value: LuaValue): FunctionInfo {
  if (!(value instanceof LuaTable)) {
    raiseError(
      'calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).',
    );
  }
  const named: Named = { name: undefined, description: undefined, callback: undefined, flags: new Set() };
  const walk = new TableIterator(value);
  while (walk.step()) {
    const key = textOf(walk.key);
    if (key === undefined) {
      raiseError('named argument key given to redis.register_function is not a string');
    }
    const lower = key.toLowerCase();
    const read = readers.get(lower) ?? raiseError('unknown argument given to redis.register_function');
    read(named, walk.value);
  }
  const { name, description, callback, flags } = named;
  if (name === undefined) raiseError('redis.register_function must get a function name argument');
  if (callback === undefined) raiseError('redis.register_function must get a callback argument');
  return { name, description, callback, flags };
}
