import { describe, expect, it } from 'vitest';
import { compile } from '../../../../src/lua/lua.ts';
import { skim } from '../../../../src/lua/syntax/skim.ts';

/** The literals of a text that its code takes from outside, as written; undefined if it may not be shared at all. */
function parameters(source: string, repeated = false): string[] | undefined {
  const skimmed = skim(source);
  const { fixedLiterals } = compile(source, '=x', { skimmed, repeated, bindCall: () => undefined });
  return (
    fixedLiterals && skimmed?.literals.flatMap((literal, at) => (fixedLiterals[at] ? [] : (literal ?? [])))
  );
}

describe('parameters of compiled code', () => {
  it('are literals that are nothing but values, where the code runs once', () => {
    expect(parameters(`local a = 1 -- one\nreturn a + 2 .. 'x', { 3, k = 'y' }, f'z', ('s'):rep(4)`)).toEqual(
      ['1', '2', "'x'", '3', "'y'", "'z'", "'s'", '4'],
    );
    expect(parameters(`if a == 'x' then t[5] = 6 elseif b then return -a end do return 7 < 8 end`)).toEqual([
      "'x'",
      '5',
      '6',
      '7',
      '8',
    ]);
    expect(parameters(`redis.call('set', 'key', 5)`)).toEqual(["'key'", '5']);
  });

  it('are none that stand in loops and functions', () => {
    expect(parameters(`while a < 1 do b = 2 end repeat c = 3 until d == 'x'`)).toEqual([]);
    expect(parameters(`for i = 1, 10, 2 do f(3) end for k in pairs('x', 4) do g(5) end`)).toEqual([
      '10',
      "'x'",
      '4',
    ]);
    expect(parameters(`local function f() return 1 end return function() return 'x' end, 2`)).toEqual(['2']);
  });

  it('are none that the text depends on', () => {
    expect(parameters(`return t['a'].b, t[1].c, { ['d'] = 2, [3] = 4 }`)).toEqual(['1', '2', '3', '4']);
    expect(parameters(`redis.pcall('get', redis.call('get'))`)).toEqual([]);
    expect(parameters('return 1 + 2, -3, 4 * x')).toEqual(['4']);
  });

  it('are none in code that is made for speed, and code is not shared where skimming took a place wrongly', () => {
    expect(parameters('return 1', true)).toEqual([]);
    expect(parameters('return 5\0+3, 4')).toBeUndefined();
  });

  it('do not depend on who has asked for what explains the code', () => {
    const source = `local t = { 1, 2 } return t['a']['b'] + 3`;
    const skimmed = skim(source);
    const chunk = compile(source, '=x', { skimmed });
    const before = [...(chunk.fixedLiterals ?? [])];
    expect(chunk.code?.sites.some(({ left }) => left === "field 'a'")).toBe(true);
    expect(chunk.fixedLiterals).toEqual(before);
  });
});
