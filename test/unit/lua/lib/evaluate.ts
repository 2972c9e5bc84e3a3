/** Runs a chunk named `c` as stock Lua would be asked to, and shows what came of it in one line. */
import { formatGeneral } from '../../../../src/bytes/number.ts';
import {
  callFunction,
  compile,
  createState,
  instantiate,
  LuaCoroutine,
  LuaError,
  type LuaState,
  LuaTable,
  type LuaValue,
  openLibraries,
} from '../../../../src/lua/lua.ts';

function show(value: LuaValue): string {
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? 'nan' : formatGeneral(value, 14);
    case 'string':
      return `"${value}"`;
    case 'boolean':
      return `${value}`;
    case 'undefined':
      return 'nil';
    case 'function':
      return 'function';
    default:
      if (value instanceof LuaTable) return 'table';
      return value instanceof LuaCoroutine ? 'thread' : 'userdata';
  }
}

/** A state with all libraries. */
export function newState(): LuaState {
  const state = createState();
  openLibraries(state);
  return state;
}

/** `true` and the results, or `false` and the error value. */
export function evaluate(source: string, state = newState()): string {
  try {
    const main = instantiate(state, compile(source, '=c', { levels: 2 }));
    return ['true', ...callFunction(state, main, 1, 2, 3).map(show)].join(' ');
  } catch (error) {
    if (error instanceof LuaError) return `false ${show(error.value)}`;
    throw error;
  }
}
