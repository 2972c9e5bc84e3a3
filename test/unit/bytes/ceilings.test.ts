import { describe, expect, it, vi } from 'vitest';

// The ceilings, as low as a test can reach them at once.
vi.mock('../../../src/bytes/ceilings.ts', () => ({
  MAXIMUM_STRING: 100_000,
  MAXIMUM_ELEMENTS: 4096,
  MAXIMUM_KEYS: 1024,
}));

import { evaluate } from '../lua/lib/evaluate.ts';

/** Runs a chunk that grows something without end. */
const outcome = (source: string) => evaluate(source);
const outOfMemory = 'false "not enough memory"';

describe('a table', () => {
  it.each([
    ['appended to', 'local t = {} for i = 1, 1e6 do t[i] = i end'],
    ['appended to with #', 'local t = {} for i = 1, 1e6 do t[#t + 1] = "x" end'],
    ['inserted into', 'local t = {} for i = 1, 1e6 do table.insert(t, 1.5) end'],
    ['inserted into at its front', 'local t = {} for i = 1, 1e6 do table.insert(t, 1, i) end'],
    ['filled from its end', 'local t = {} for i = 5000, 1, -1 do t[i] = i end'],
    ['filled by names', 'local t = {} for i = 1, 1e6 do t["k" .. i] = i end'],
    ['filled by fractions', 'local t = {} for i = 1, 1e6 do t[i / 2] = i end'],
    ['filled by negative numbers', 'local t = {} for i = 1, 1e6 do t[-i] = i end'],
    ['filled by tables', 'local t = {} for i = 1, 1e6 do t[{}] = i end'],
    ['filled by numbers beyond any array', 'local t = {} for i = 1, 1e6 do t[2 ^ 30 + i] = i end'],
    ['filled by rawset', 'local t = {} for i = 1, 1e6 do rawset(t, "k" .. i, i) end'],
  ])('%s ends in an error that Lua can catch', (_, source) => {
    expect(outcome(source)).toBe(outOfMemory);
    expect(outcome(`return select(2, pcall(function() ${source} end))`)).toBe('true "not enough memory"');
  });

  it.each([
    ['elements', 'for i = 1, 4096 do t[i] = i end return #t, t[4096]', 'true 4096 4096'],
    ['keys', 'for i = 1, 1024 do t["k" .. i] = i end return t.k1, t.k1024', 'true 1 1024'],
    [
      'keys that come and go',
      'for i = 1, 20000 do t["k" .. i] = i t["k" .. (i - 500)] = nil end return t.k20000, t.k19500, t.k19501',
      'true 20000 nil 19501',
    ],
  ])('holds as many %s as there may be', (_, source, expected) => {
    expect(outcome(`local t = {} ${source}`)).toBe(expected);
  });

  it('is whole after it could not grow', () => {
    const grow = 'local t = {} pcall(function() for i = 1, 1e6 do t[i] = i end end) ';
    expect(outcome(`${grow}return #t, t[1], t[4096], t[4097]`)).toBe('true 4096 1 4096 nil');
    expect(outcome(`${grow}table.remove(t) t[#t + 1] = "x" return #t, t[4096]`)).toBe('true 4096 "x"');
    const fill = 'local t = {} pcall(function() for i = 1, 1e6 do t["k" .. i] = i end end) ';
    expect(
      outcome(`${fill}local n = 0 for k, v in pairs(t) do n = n + 1 end return n, t.k1024, t.k1025`),
    ).toBe('true 1024 1024 nil');
    expect(outcome(`${fill}t.k1 = nil t.k2 = nil return t.k1, t.k3`)).toBe('true nil 3');
  });
});

describe('a text', () => {
  it.each([
    ['string.rep', 'return #string.rep("x", 100001)'],
    ['string.rep of a long text', 'return #string.rep(string.rep("x", 1000), 101)'],
    ['table.concat', 'local t = {} for i = 1, 101 do t[i] = ("x"):rep(1000) end return #table.concat(t)'],
    ['gsub with a text', 'return #string.gsub(("x"):rep(1000), "x", ("y"):rep(101))'],
    ['gsub with captures', 'return #string.gsub(("x"):rep(1000), ".+", ("%0"):rep(101))'],
    [
      'gsub with a function',
      'return #string.gsub(("x"):rep(1000), "x", function() return ("y"):rep(101) end)',
    ],
    ['%q', 'return #string.format("%q", ("\\0"):rep(30000))'],
    [
      'a long format',
      'return #string.format(("%s"):rep(1001), unpack({("x"):rep(100000), "y", "z"}, 1, 1001))',
    ],
  ])('of %s ends in an error', (_, source) => {
    expect(outcome(source)).toMatch(/^false "(not enough memory|.*no value.*|.*got nil.*)"$/);
  });

  it.each([
    ['string.rep', 'return #string.rep("x", 100000)'],
    ['table.concat', 'local t = {} for i = 1, 100 do t[i] = ("x"):rep(1000) end return #table.concat(t)'],
    ['gsub', 'return #string.gsub(("x"):rep(1000), "x", ("y"):rep(100))'],
  ])('of %s is as long as there may be', (_, source) => {
    expect(outcome(source)).toBe('true 100000');
  });

  it('that is a replacement or a pattern of too many parts is an error', () => {
    expect(outcome('return string.gsub("x", "x", ("%0"):rep(9000))')).toBe(outOfMemory);
    expect(outcome('return string.find("x", ("a?"):rep(4050))')).toBe('false "c:1: pattern too complex"');
    expect(outcome('return string.match("x", ("a"):rep(9000))')).toBe(outOfMemory);
  });
});
