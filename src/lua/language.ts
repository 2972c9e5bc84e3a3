/**
 * The language alone, for programs that embed it (subpath `./lua`): Lua 5.1 compiled to JavaScript.
 *
 * ```ts
 * import { run } from 'tidelock/lua';
 * run('return 1 + 1'); // [2]
 * ```
 *
 * Lua values are JavaScript values. nil is `undefined`. Booleans, numbers and functions are JavaScript's own. A
 * string is a byte string, in which every char is one byte, 0 to 255. A table is a `LuaTable`. `encodeUtf8` makes a
 * byte string of JavaScript text, and `decodeUtf8` makes text of a byte string.
 */
import { checkProperties, describe, refusal } from '../options/check.ts';
import * as language from './lua.ts';

import { LuaState } from './runtime/state.ts';
import { LuaCoroutine } from './runtime/suspended.ts';
import { LuaTable } from './runtime/table.ts';
import { LuaUserdata } from './runtime/userdata.ts';
import type { LuaFunction, LuaValue } from './runtime/value.ts';

export { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
export { CodeGenerationError } from './code-generation.ts';
export { call } from './runtime/call.ts';
export { LuaError, raise, ScriptAbort, typeName } from './runtime/error.ts';
export { allValues, firstValue, type LuaResult, MultiValue, NO_VALUES, packResult } from './runtime/value.ts';
export { LuaCoroutine, type LuaFunction, LuaState, LuaTable, LuaUserdata, type LuaValue };

/** How a text is compiled. */
export interface CompileOptions {
  /**
   * Whether coroutines may yield in this chunk. With `true` they may in all of its functions, including the main
   * function; with `'auto'`, in the inner functions of a chunk that mentions `coroutine`. A chunk in which they may
   * runs slower. `'auto'` by default.
   *
   * @example
   * ```ts
   * compile('coroutine.yield(1)', '=main', { pausable: true }); // the main function is to be a coroutine
   * ```
   */
  pausable?: boolean | 'auto';

  /**
   * Whether each function has an environment of its own, as `setfenv` needs it. With `'auto'` it has if the chunk
   * mentions `setfenv` or `getfenv`. `'auto'` by default.
   *
   * @example
   * ```ts
   * compile(plugin, '@plugin.lua', { environments: true }); // others will call setfenv on its functions
   * ```
   */
  environments?: boolean | 'auto';

  /**
   * Whether to generate short JavaScript rather than fast JavaScript. By default it is not done.
   *
   * @example
   * ```ts
   * compile(data, '@data.lua', { compact: true }); // a table of constants that runs once
   * ```
   */
  compact?: boolean;

  /**
   * Whether the main function will be called over and over, so that it should be as fast as the functions in it.
   * `false` by default.
   *
   * @example
   * ```ts
   * compile('return (...) * 2', '=double', { repeated: true });
   * ```
   */
  repeated?: boolean;
}

/** The limits of the code that runs in a state. */
export interface StateOptions {
  /**
   * Called about every `quantum` steps of Lua code. It may stop the code by throwing a `ScriptAbort`, which no `pcall`
   * catches. By default nothing is called, and Lua code may run for ever.
   *
   * @example
   * ```ts
   * const deadline = Date.now() + 100;
   * createState({
   *   onBudget: () => {
   *     if (Date.now() > deadline) throw new ScriptAbort('out of time');
   *   },
   * });
   * ```
   */
  onBudget?: (state: LuaState) => void;

  /**
   * The number of steps between two calls of `onBudget`. Roughly, each function call and each turn of a loop is a step.
   * 100,000 by default.
   *
   * @example
   * ```ts
   * createState({ quantum: 1000, onBudget });
   * ```
   */
  quantum?: number;

  /**
   * How many bytes one call from outside may allocate for strings and tables. Memory that has become garbage in the
   * course of the call counts, too. Code that needs more gets the error `not enough memory`. Unlimited by default.
   *
   * @example
   * ```ts
   * createState({ memoryLimit: 64 * 1024 * 1024 });
   * ```
   */
  memoryLimit?: number;
}

/** A compiled text. It belongs to no state and serves any number of them. */
export interface CompiledText {
  /** The name of the chunk as errors show it: `sum.lua`, `[string "return 1"]`. */
  readonly name: string;
}

/**
 * Runs a text in a new state with all libraries.
 *
 * @param source Lua text, a byte string
 * @param chunkName as for `loadstring`: `@file`, `=name`; by default the text itself
 * @returns the values that it returns
 * @throws LuaError whose `value` is what Lua code raised, or what is wrong with the text
 * @throws CodeGenerationError where the host does not let Lua be compiled
 * @throws TypeError for what is no string; RangeError for a string that is no byte string
 * @example
 * ```ts
 * run('local sum = 0 for i = 1, 10 do sum = sum + i end return sum'); // [55]
 * ```
 */
export function run(source: string, chunkName: string = source): LuaValue[] {
  checkBytes('run', 'the source', source);
  checkBytes('run', 'the name of the chunk', chunkName);
  return language.run(source, chunkName);
}

/**
 * Compiles a text.
 *
 * @param source Lua text, a byte string
 * @param chunkName as for `loadstring`: `@file`, `=name`; by default the text itself
 * @throws LuaError whose `value` is Lua's message, such as `sum.lua:1: unexpected symbol near '='`
 * @throws CodeGenerationError where the host does not let Lua be compiled
 * @throws TypeError, RangeError for an argument or option that is not as it should be
 * @example
 * ```ts
 * const text = compile('return ...', '@identity.lua');
 * const state = createState();
 * callFunction(state, instantiate(state, text), 1, 2); // [1, 2]
 * ```
 */
export function compile(source: string, chunkName: string = source, options?: CompileOptions): CompiledText {
  checkBytes('compile', 'the source', source);
  checkBytes('compile', 'the name of the chunk', chunkName);
  const known = ['pausable', 'environments', 'compact', 'repeated'] as const;
  const given = checkProperties('compile', 'an object of options', 'option', options, known);
  const { pausable, environments, compact, repeated } = given;
  checkMode('pausable', pausable, true);
  checkMode('environments', environments, true);
  checkMode('compact', compact, false);
  checkMode('repeated', repeated, false);
  return language.compile(source, chunkName, { pausable, environments, compact, repeated });
}

/**
 * Makes a state, which is one Lua world with globals of its own. It has no libraries yet.
 *
 * @throws TypeError, RangeError for an option that does not exist or does not take its value
 * @example
 * ```ts
 * const state = createState({ memoryLimit: 1_000_000 });
 * openLibraries(state);
 * state.globals.setString('double', (x) => Number(x) * 2);
 * ```
 */
export function createState(options?: StateOptions): LuaState {
  const known = ['onBudget', 'quantum', 'memoryLimit'] as const;
  const given = checkProperties('createState', 'an object of options', 'option', options, known);
  const { onBudget, quantum, memoryLimit } = given;
  if (onBudget !== undefined && typeof onBudget !== 'function') {
    throw new TypeError(`createState: option 'onBudget' must be a function, not ${describe(onBudget)}`);
  }
  if (quantum !== undefined && !(Number.isInteger(quantum) && quantum >= 1 && quantum <= LARGEST_QUANTUM)) {
    const expected = `must be a number of steps, from 1 to ${LARGEST_QUANTUM}`;
    throw refusal(quantum, 'number', `createState: option 'quantum' ${expected}`);
  }
  if (memoryLimit !== undefined && !(typeof memoryLimit === 'number' && memoryLimit >= 0)) {
    throw refusal(
      memoryLimit,
      'number',
      "createState: option 'memoryLimit' must be a number of bytes, 0 or more",
    );
  }
  return new LuaState({ onBudget, quantum, memoryLimit });
}

/** The largest number of steps: the counter of steps has to be a small integer, which V8 keeps without a box. */
const LARGEST_QUANTUM = 2 ** 30 - 1;

/**
 * Puts the libraries of Lua 5.1 that need no operating system, and `bit`, into the globals of a state.
 *
 * @example
 * ```ts
 * const state = createState();
 * openLibraries(state);
 * ```
 */
export function openLibraries(state: LuaState): void {
  checkState('openLibraries', state);
  language.openLibraries(state);
}

/**
 * Makes the main function of a compiled text in a state. Call it with `callFunction`.
 *
 * @example
 * ```ts
 * const main = instantiate(state, compile('return 1'));
 * callFunction(state, main); // [1]
 * ```
 */
export function instantiate(state: LuaState, text: CompiledText): LuaFunction {
  checkState('instantiate', state);
  const chunk = text as language.CompiledChunk;
  if (typeof chunk !== 'object' || chunk === null || typeof chunk.factory !== 'function') {
    throw new TypeError(`instantiate: the text must be what compile answered, not ${describe(text)}`);
  }
  return language.instantiate(state, chunk);
}

/**
 * Calls a Lua function from outside of Lua. A function that was itself called by Lua code must use `call` instead.
 *
 * @param callee a function, or a value with the metamethod `__call`
 * @param values its arguments
 * @returns its results
 * @throws LuaError whose `value` is what Lua code raised
 * @throws ScriptAbort when `onBudget` stopped the code
 * @throws TypeError, RangeError for an argument that is no Lua value
 * @example
 * ```ts
 * callFunction(state, state.globals.getString('tostring'), 12); // ['12']
 * ```
 */
export function callFunction(state: LuaState, callee: LuaValue, ...values: LuaValue[]): LuaValue[] {
  checkState('callFunction', state);
  checkValue('the callee', callee);
  for (let index = 0; index < values.length; index++) checkValue(`argument ${index + 1}`, values[index]);
  return language.callFunction(state, callee, ...values);
}

function checkState(owner: string, state: LuaState): void {
  if (!(state instanceof LuaState)) {
    throw new TypeError(`${owner}: the state must be what createState answered, not ${describe(state)}`);
  }
}

function checkMode(name: string, mode: unknown, takesAuto: boolean): void {
  if (mode === undefined || typeof mode === 'boolean' || (takesAuto && mode === 'auto')) return;
  const expected = takesAuto ? "true, false or 'auto'" : 'true or false';
  throw new TypeError(`compile: option '${name}' must be ${expected}, not ${describe(mode)}`);
}

function checkBytes(owner: string, what: string, text: string): void {
  if (typeof text !== 'string')
    throw new TypeError(`${owner}: ${what} must be a string, not ${describe(text)}`);
  for (let position = 0; position < text.length; position++) {
    const char = text.charCodeAt(position);
    if (char <= 0xff) continue;
    const shown = `U+${char.toString(16).toUpperCase().padStart(4, '0')}`;
    throw new RangeError(
      `${owner}: ${what} must be a byte string, but char ${position} is ${shown}: encodeUtf8 makes bytes of text`,
    );
  }
}

function checkValue(what: string, value: LuaValue): void {
  if (typeof value === 'string') checkBytes('callFunction', what, value);
  else if (typeof value === 'object' || typeof value === 'symbol' || typeof value === 'bigint') {
    if (value instanceof LuaTable || value instanceof LuaUserdata || value instanceof LuaCoroutine) return;
    throw new TypeError(
      `callFunction: ${what} must be a Lua value (nil is undefined), not ${describe(value)}`,
    );
  }
}
