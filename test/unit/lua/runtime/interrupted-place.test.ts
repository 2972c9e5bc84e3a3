import { describe, expect, it } from 'vitest';
import { compile, instantiate, parseText } from '../../../../src/lua/compile.ts';
import { firstRun } from '../../../../src/lua/first-run.ts';
import { callFunction, createState, openLibraries } from '../../../../src/lua/lua.ts';
import { innermostPosition } from '../../../../src/lua/runtime/position.ts';
import { type Skimmed, skim } from '../../../../src/lua/syntax/skim.ts';

/**
 * Programs, each of which has something on its first line that does not run again, and then something that can be
 * interrupted. Whoever ends a script says where it stood, so that has to be known wherever the steps run out.
 */
const PROGRAMS = [
  'local n = 0\nfor i = 1, 3000 do n = n + 1 end\nreturn n',
  'local n = 3000\nwhile n > 0 do n = n - 1 end',
  'local n = 3000\nlocal function f() n = n - 1 if n > 0 then return f() end end\nreturn f()',
  'local n = 3000\nlocal function f() n = n - 1 if n > 0 then f() end end\nf()',
  'local n = 3000\nlocal function f(...) n = n - 1 if n > 0 then return f(n, ...) end end\nreturn f()',
  'local function f() for i = 1, 3000 do end end\nfor i = 1, 9 do pcall(f) end',
  'local t = setmetatable({}, { __index = function(_, key) for i = 1, 3000 do end return key end })\nreturn t.x, t.y',
  'local f = function(a, b) for i = 1, 900 do end return a < b end\ntable.sort({ 3, 2, 1, 5, 4 }, f)',
  'local f = function(c) for i = 1, 3000 do end return c end\nreturn (("abc"):gsub(".", f))',
  'local f = coroutine.wrap(function() for i = 1, 3000 do coroutine.yield(i) end end)\nfor i = 1, 2900 do f() end',
  'local f = function() return 1 end\nfor i = 1, 3000 do pcall(pcall, f) end',
  'local s = ("x"):rep(1000)\nfor i = 1, 30 do s:upper() s:find("y", 1, true) end',
  'local f = loadstring("for i = 1, 3000 do end\\nreturn ...")\nfor i = 1, 9 do f(i) end',
];

/** Where a program stood each time that its steps ran out. */
function places(source: string, quantum: number, isInterpreted: boolean): (string | undefined)[] {
  const seen: (string | undefined)[] = [];
  let isRunning = false;
  const state = createState({
    quantum,
    onBudget: () => {
      if (!isRunning) return;
      const place = innermostPosition();
      seen.push(place && `${place.source}:${place.line}`);
    },
  });
  openLibraries(state);
  const interpreted = isInterpreted
    ? firstRun(state, parseText(source, '@chunk', skim(source) as Skimmed), undefined)?.main
    : undefined;
  const main = interpreted ?? instantiate(state, compile(source, '@chunk'));
  isRunning = true;
  callFunction(state, main);
  return seen;
}

describe('the place of a program whose steps run out', () => {
  it.each(PROGRAMS)('is known wherever that happens: %s', (source) => {
    let times = 0;
    for (const isInterpreted of [false, true]) {
      for (const quantum of [1, 2, 3, 7, 50]) {
        const seen = places(source, quantum, isInterpreted);
        times += seen.length;
        expect(
          [...new Set(seen)].filter((place) => !/^(chunk:[123]|\[string .*\]:[12])$/.test(String(place))),
        ).toEqual([]);
      }
    }
    expect(times).toBeGreaterThan(10);
  });

  it('is the line that a function is about to begin with', () => {
    const source =
      'local n = 3\nlocal function f()\n  n = n - 1\n  if n > 0 then\n    return f()\n  end\nend\nreturn f()';
    expect(places(source, 1, false)).toContain('chunk:3');
  });
});
