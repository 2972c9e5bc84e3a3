/** `loadstring` and `load`, which make functions of text by a compiler that the host provides. */
import { accountMemory, budget, spend } from '../runtime/budget.ts';
import { callForOne } from '../runtime/call.ts';
import { callDepth, restoreDepth } from '../runtime/call-depth.ts';
import { asLuaError, raise } from '../runtime/error.ts';
import { numberToString } from '../runtime/number.ts';
import { type LuaFunction, type LuaResult, type LuaValue, MultiValue } from '../runtime/value.ts';
import { checkFunction, checkString, optionalString } from './arguments.ts';
import { type Library, nameFunctions } from './library.ts';

/** Reads the next piece of a text; undefined at its end. It is told how many C calls and levels of syntax are nested. */
type TextReader = (levels: number) => string | undefined;

/** Compiles a chunk into a function that uses the globals. For a text that is not correct, it returns Lua's message. */
export type ChunkLoader = (source: string | TextReader, chunkName: string) => LuaFunction | string;

/** How many steps compiling costs, however short the text is. The compiler charges for the rest as it goes. */
const STEPS_PER_CHUNK = 20_000;
/** How many steps reading a piece costs. */
const STEPS_PER_PIECE = 20;

/**
 * Reads the pieces that a function gives, up to nil or an empty string. Like Lua, it asks a second time if the very
 * first piece is missing.
 */
function readPieces(reader: LuaFunction): TextReader {
  let isFirst = true;
  const next = (levels: number): string | undefined => {
    spend(STEPS_PER_PIECE);
    budget.nestedCalls = levels;
    const piece = callForOne(reader);
    if (piece === undefined || piece === '') return undefined;
    if (typeof piece !== 'string' && typeof piece !== 'number') raise('reader function must return a string');
    const text = typeof piece === 'number' ? numberToString(piece) : piece;
    accountMemory(text.length);
    return text;
  };
  return (levels) => {
    if (!isFirst) return next(levels);
    isFirst = false;
    return next(levels) ?? next(levels);
  };
}

export function createLoadFunctions(load: ChunkLoader): Library {
  function compile(source: string | TextReader, chunkName: string): LuaResult {
    spend(STEPS_PER_CHUNK);
    const loaded = load(source, chunkName);
    return typeof loaded === 'string' ? new MultiValue([undefined, loaded]) : loaded;
  }
  return nameFunctions({
    loadstring: (...values: LuaValue[]) => {
      const source = checkString(values[0], 1, values.length);
      return compile(source, optionalString(values[1], 2, source));
    },
    load: (...values: LuaValue[]) => {
      const chunkName = optionalString(values[1], 2, '=(load)');
      const reader = checkFunction(values[0], 1, values.length);
      const { nestedCalls } = budget;
      const depth = callDepth();
      try {
        return compile(readPieces(reader), chunkName);
      } catch (exception) {
        // The reader runs inside the protected parser: its errors are results of `load`.
        const error = asLuaError(exception);
        if (error === undefined) throw exception;
        return new MultiValue([undefined, error.value]);
      } finally {
        // An error of the reader has ended the calls that were under way in it.
        budget.nestedCalls = nestedCalls;
        restoreDepth(depth);
      }
    },
  });
}
