/** `loadstring` and `load`: text to functions, by a compiler that the host provides. */
import { accountMemory, budget, spend } from '../runtime/budget.ts';
import { callForOne } from '../runtime/call.ts';
import { asLuaError, raise } from '../runtime/error.ts';
import { numberToString } from '../runtime/number.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue } from '../runtime/value.ts';
import { checkFunction, checkString, optionalString } from './arguments.ts';
import { type Library, nameFunctions } from './library.ts';

/** Compiles a chunk into a function of the globals. A text that is no chunk gives Lua's message instead. */
export type ChunkLoader = (source: string, chunkName: string) => LuaFunction | string;

/** What compiling costs: 40 µs and more, however short the text. */
const STEPS_PER_CHUNK = 20_000;
const STEPS_PER_BYTE = 50;

/** All that a reader function gives until nil or an empty string. */
function readAll(reader: LuaFunction): string {
  let source = '';
  for (;;) {
    spend(1);
    const piece = callForOne(reader);
    if (piece === undefined || piece === '') return source;
    if (typeof piece !== 'string' && typeof piece !== 'number') raise('reader function must return a string');
    const text = typeof piece === 'number' ? numberToString(piece) : piece;
    accountMemory(text.length);
    source += text;
  }
}

export function createLoadFunctions(load: ChunkLoader): Library {
  function compile(source: string, chunkName: string): LuaResult {
    spend(STEPS_PER_CHUNK + source.length * STEPS_PER_BYTE);
    const loaded = load(source, chunkName);
    return typeof loaded === 'string' ? new MultiValue([undefined, loaded]) : loaded;
  }
  return nameFunctions({
    loadstring: (...values: LuaValue[]) => {
      const source = checkString(values[0], 1, 'loadstring', values.length);
      return compile(source, optionalString(values[1], 2, 'loadstring', source));
    },
    load: (...values: LuaValue[]) => {
      const chunkName = optionalString(values[1], 2, 'load', '=(load)');
      const reader = checkFunction(values[0], 1, 'load', values.length);
      let source: string;
      const { nestedCalls } = budget;
      try {
        source = readAll(reader);
      } catch (exception) {
        // The reader runs inside the protected parser: its errors are results of `load`.
        const error = asLuaError(exception);
        if (error === undefined) throw exception;
        budget.nestedCalls = nestedCalls;
        return new MultiValue([undefined, error.value]);
      }
      return compile(source, chunkName);
    },
  });
}
