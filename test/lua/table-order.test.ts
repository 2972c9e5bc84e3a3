/**
 * Generated programs that build and change tables: the order of `next`, and the border that `#` finds, are those of
 * stock Lua 5.1 (`LUA_TABLE_PROGRAMS` of them, from the seed `LUA_SEED`), where it is installed.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/lua/lua.ts';
import { generateTableProgram } from './generator/table-programs.ts';

const COUNT = Number(process.env.LUA_TABLE_PROGRAMS ?? 1000);
const SEED = Number(process.env.LUA_SEED ?? 1);
const BATCH = 250;
const hasLua = spawnSync('lua5.1', ['-v']).status === 0;

function askLua(programs: readonly string[]): string[] {
  const source = programs
    .map((program) => `io.write(((function()\n${program}\nend)()):gsub("\\n", " "), "\\n")\n`)
    .join('');
  const { stdout } = spawnSync('lua5.1', ['-'], { input: source, encoding: 'latin1', maxBuffer: 1 << 28 });
  return stdout.split('\n');
}

describe.runIf(hasLua)('tables are in the order of stock Lua 5.1', () => {
  it.each(Array.from({ length: Math.ceil(COUNT / BATCH) }, (_, part) => SEED + part * BATCH))(
    'from seed %i',
    (seed) => {
      const programs = Array.from({ length: BATCH }, (_, at) => generateTableProgram(seed + at));
      const expected = askLua(programs);
      programs.forEach((program, at) => {
        expect(String(run(program)[0]).replaceAll('\n', ' '), program).toBe(expected[at]);
      });
    },
    60_000,
  );
});
