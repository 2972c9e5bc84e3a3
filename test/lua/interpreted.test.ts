/**
 * Interpreted programs do what compiled ones do: generated programs of a single function, whose loops go over to
 * compiled code after a few turns (`LUA_FLAT_PROGRAMS` of them, from the seed `LUA_SEED`).
 */
import { describe, expect, it } from 'vitest';
import { type FirstRun, firstRun } from '../../src/lua/first-run.ts';
import {
  callFunction,
  compile,
  createState,
  instantiate,
  LuaError,
  type LuaFunction,
  type LuaState,
  LuaTable,
  type LuaValue,
  openLibraries,
  parseText,
} from '../../src/lua/lua.ts';
import { createCjson } from '../../src/scripting/lib/cjson.ts';
import { createCmsgpack } from '../../src/scripting/lib/cmsgpack.ts';
import { createStruct } from '../../src/scripting/lib/struct.ts';
import { GLOBALS, generateFlatProgram } from './generator/flat-programs.ts';

const COUNT = Number(process.env.LUA_FLAT_PROGRAMS ?? 2000);
const SEED = Number(process.env.LUA_SEED ?? 1);
const PARTS = 4;

function prepared(): LuaState {
  const state = createState();
  openLibraries(state);
  state.globals.setString('cjson', createCjson());
  state.globals.setString('cmsgpack', createCmsgpack());
  state.globals.setString('struct', createStruct());
  callFunction(state, instantiate(state, compile(GLOBALS, '=globals')));
  return state;
}

function shown(value: LuaValue): string {
  if (typeof value === 'object') return value instanceof LuaTable ? `{${value.length()}}` : 'object';
  return typeof value === 'function' ? 'function' : `${typeof value} ${Object.is(value, -0) ? '-0' : value}`;
}

/** What a program comes to: its results or its error, without addresses. */
function outcome(state: LuaState, main: LuaFunction): string {
  let text: string;
  try {
    text = callFunction(state, main, 7, 'second', undefined).map(shown).join(', ');
  } catch (exception) {
    if (!(exception instanceof LuaError)) throw exception;
    text = `error ${shown(exception.value)} at ${exception.source}:${exception.line}`;
  }
  return text.replace(/\b(table|function|thread|userdata|builtin): ?(0x)?[0-9a-f]+/g, '$1: <address>');
}

/** The program's first run; undefined for the few texts that are no Lua, and for those that have to be compiled. */
function interpreted(state: LuaState, program: string, turns: number): FirstRun | undefined {
  try {
    return firstRun(state, parseText(program, '@program'), undefined, turns);
  } catch (exception) {
    if (!(exception instanceof LuaError)) throw exception;
    return undefined;
  }
}

describe('interpreted programs do what compiled ones do', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part))(
    'part %i',
    (part) => {
      let compared = 0;
      const count = Math.ceil(COUNT / PARTS);
      for (let seed = SEED + part * count; seed < SEED + (part + 1) * count; seed++) {
        const program = generateFlatProgram(seed);
        const [first, second] = [prepared(), prepared()];
        const run = interpreted(first, program, seed % 8);
        if (run === undefined) continue;
        compared++;
        const expected = outcome(second, instantiate(second, compile(program, '@program')));
        expect(outcome(first, run.main), `seed ${seed}\n${program}`).toBe(expected);
        run.release();
      }
      expect(compared).toBeGreaterThan(count / 2);
    },
    120_000,
  );
});
