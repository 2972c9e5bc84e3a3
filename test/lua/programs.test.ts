/**
 * Every program in test/lua prints what its `-- expect:` lines say, on Tidelock as it is written, on Tidelock in a
 * minified bundle and, where it is installed, on stock Lua 5.1: the expectations are the reference's answers, not ours.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CompileOptions, LuaFunction } from '../../src/lua/lua.ts';
import { FORMS, type LuaModules } from '../support/forms.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const EXPECT = '-- expect: ';
/** So that all functions of a program are interpreted, or some, or only the main function. No coroutine yields in these. */
const LONGEST = [0, 100, 10_000];
const ONLY_MAIN = [10_000];
const hasLua = spawnSync('lua5.1', ['-v']).status === 0;

function expected(source: string): string[] {
  const lines = source.split('\n').filter((line) => `${line} `.startsWith(EXPECT));
  return lines.map((line) => line.slice(EXPECT.length));
}

function printed(lua: LuaModules, source: string, name: string, options: CompileOptions): string[] {
  const state = lua.createState();
  lua.openLibraries(state);
  let output = '';
  const print: LuaFunction = (...values) => {
    const tostring = state.globals.getString('tostring');
    output += `${values.map((value) => lua.call(tostring, value)).join('\t')}\n`;
    return lua.NO_VALUES;
  };
  print.luaName = 'print';
  state.globals.setString('print', print);
  lua.callFunction(state, lua.instantiate(state, lua.compile(source, `@${name}`, options)));
  return output.split('\n').slice(0, -1);
}

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith('.lua')))('%s', (name) => {
  const source = readFileSync(join(FOLDER, name), 'latin1');

  it.each(FORMS)('prints what it expects, $form', ({ lua }) => {
    expect(printed(lua, source, name, {})).toEqual(expected(source));
  });

  it.each(FORMS)('prints the same when compiled for short text, $form', ({ lua }) => {
    expect(printed(lua, source, name, { repeated: true })).toEqual(expected(source));
    expect(printed(lua, source, name, { compact: true })).toEqual(expected(source));
  });

  it.each(FORMS)('prints the same when it is taken for too long to be compiled, $form', ({ lua }) => {
    for (const longest of source.includes('coroutine') ? ONLY_MAIN : LONGEST) {
      expect(printed(lua, source, name, { longest })).toEqual(expected(source));
    }
  });

  it.each(FORMS)('prints the same when every function is pausable, $form', ({ lua }) => {
    expect(printed(lua, source, name, { pausable: true })).toEqual(expected(source));
  });

  it.runIf(hasLua)('prints the same on stock Lua 5.1', () => {
    const { stdout } = spawnSync('lua5.1', [name], { cwd: FOLDER, encoding: 'latin1' });
    expect(stdout.split('\n').slice(0, -1)).toEqual(expected(source));
  });
});
