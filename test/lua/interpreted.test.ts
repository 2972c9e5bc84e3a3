/**
 * Interpreted programs do what compiled ones do: generated programs of a single function, whose loops go over to
 * compiled code after a few turns (`LUA_FLAT_PROGRAMS` of them, from the seed `LUA_SEED`).
 */
import { describe, expect, it } from 'vitest';
import type { FirstRun } from '../../src/lua/first-run.ts';
import type { LuaFunction, LuaState, LuaValue } from '../../src/lua/lua.ts';
import { FORMS, type LuaModules } from '../support/forms.ts';
import { GLOBALS, generateFlatProgram } from './generator/flat-programs.ts';

const COUNT = Number(process.env.LUA_FLAT_PROGRAMS ?? 2000);
const SEED = Number(process.env.LUA_SEED ?? 1);
const PARTS = 4;

function prepared(lua: LuaModules): LuaState {
  const state = lua.createState();
  lua.openLibraries(state);
  state.globals.setString('cjson', lua.createCjson());
  state.globals.setString('cmsgpack', lua.createCmsgpack());
  state.globals.setString('struct', lua.createStruct());
  lua.callFunction(state, lua.instantiate(state, lua.compile(GLOBALS, '=globals')));
  return state;
}

function shown(lua: LuaModules, value: LuaValue): string {
  if (typeof value === 'object') return value instanceof lua.LuaTable ? `{${value.length()}}` : 'object';
  return typeof value === 'function' ? 'function' : `${typeof value} ${Object.is(value, -0) ? '-0' : value}`;
}

/** What a program comes to: its results or its error, without addresses. */
function outcome(lua: LuaModules, state: LuaState, main: LuaFunction): string {
  let text: string;
  try {
    const values = lua.callFunction(state, main, 7, 'second', undefined);
    text = values.map((value) => shown(lua, value)).join(', ');
  } catch (exception) {
    if (!(exception instanceof lua.LuaError)) throw exception;
    text = `error ${shown(lua, exception.value)} at ${exception.source}:${exception.line}`;
  }
  return text.replace(/\b(table|function|thread|userdata|builtin): ?(0x)?[0-9a-f]+/g, '$1: <address>');
}

/** The program's first run; undefined for the few texts that are no Lua, and for those that have to be compiled. */
function interpreted(lua: LuaModules, state: LuaState, program: string, turns: number): FirstRun | undefined {
  try {
    return lua.firstRun(state, lua.parseText(program, '@program'), undefined, turns);
  } catch (exception) {
    if (!(exception instanceof lua.LuaError)) throw exception;
    return undefined;
  }
}

describe.each(FORMS)('interpreted programs do what compiled ones do, $form', ({ lua }) => {
  it.each(Array.from({ length: PARTS }, (_, part) => part))(
    'part %i',
    (part) => {
      let compared = 0;
      const count = Math.ceil(COUNT / PARTS);
      for (let seed = SEED + part * count; seed < SEED + (part + 1) * count; seed++) {
        const program = generateFlatProgram(seed);
        const [first, second] = [prepared(lua), prepared(lua)];
        const run = interpreted(lua, first, program, seed % 8);
        if (run === undefined) continue;
        compared++;
        const expected = outcome(lua, second, lua.instantiate(second, lua.compile(program, '@program')));
        expect(outcome(lua, first, run.main), `seed ${seed}\n${program}`).toBe(expected);
        run.release();
      }
      expect(compared).toBeGreaterThan(count / 2);
    },
    120_000,
  );
});
