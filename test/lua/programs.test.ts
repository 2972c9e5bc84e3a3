/**
 * Every program in test/lua prints what its `-- expect:` lines say, on Tidelock and, where it is installed, on
 * stock Lua 5.1: the expectations are the reference's answers, not ours.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type CompileOptions,
  callForOne,
  callFunction,
  compile,
  createState,
  instantiate,
  type LuaFunction,
  NO_VALUES,
  openLibraries,
} from '../../src/lua/lua.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const EXPECT = '-- expect: ';
const hasLua = spawnSync('lua5.1', ['-v']).status === 0;

function expected(source: string): string[] {
  const lines = source.split('\n').filter((line) => `${line} `.startsWith(EXPECT));
  return lines.map((line) => line.slice(EXPECT.length));
}

function printed(source: string, name: string, options: CompileOptions): string[] {
  const state = createState();
  openLibraries(state);
  let output = '';
  const print: LuaFunction = (...values) => {
    output += `${values.map((value) => callForOne(state.globals.getString('tostring'), value)).join('\t')}\n`;
    return NO_VALUES;
  };
  print.luaName = 'print';
  state.globals.setString('print', print);
  callFunction(state, instantiate(state, compile(source, `@${name}`, options)));
  return output.split('\n').slice(0, -1);
}

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith('.lua')))('%s', (name) => {
  const source = readFileSync(join(FOLDER, name), 'latin1');

  it('prints what it expects', () => {
    expect(printed(source, name, {})).toEqual(expected(source));
  });

  it('prints the same when compiled for short text', () => {
    expect(printed(source, name, { repeated: true })).toEqual(expected(source));
    expect(printed(source, name, { compact: true })).toEqual(expected(source));
  });

  it('prints the same when every function is pausable', () => {
    expect(printed(source, name, { pausable: true })).toEqual(expected(source));
  });

  it.runIf(hasLua)('prints the same on stock Lua 5.1', () => {
    const { stdout } = spawnSync('lua5.1', [name], { cwd: FOLDER, encoding: 'latin1' });
    expect(stdout.split('\n').slice(0, -1)).toEqual(expected(source));
  });
});
