/**
 * Texts of any length: compiling and running them is charged for as it goes on, in steps that grow with the length of the
 * text, and ends wherever somebody ends it.
 */
import { describe, expect, it } from 'vitest';
import {
  callFunction,
  compile,
  createState,
  instantiate,
  type LuaFunction,
  type LuaState,
  type LuaValue,
  openLibraries,
  ScriptAbort,
} from '../../../src/lua/lua.ts';

const QUANTUM = 100_000;

/** Each makes a text of about `n` bytes. */
const TEXTS: readonly (readonly [string, (n: number) => string])[] = [
  ['assignments', (n) => 'x=1 '.repeat(n / 4)],
  ['calls', (n) => `local f=math.abs ${'f(1) '.repeat(n / 5)}`],
  ['a sum', (n) => `local a=1 return a${'+a'.repeat(n / 2)}`],
  ['a sum of constants', (n) => `return 1${'+1'.repeat(n / 2)}`],
  ['a list', (n) => `return {${'1,'.repeat(n / 2)}}`],
  ['a list of tables', (n) => `return {${'{},'.repeat(n / 3)}}`],
  ['fields of fields', (n) => `local t={} t.b=t return t${'.b'.repeat(n / 2)}`],
  ['calls of calls', (n) => `local function f() return f end f=f return f${'()'.repeat(n / 2)}`],
  ['conditions', (n) => `local a return a${' or a'.repeat(n / 5)}`],
  ['branches', (n) => `local a if a then ${'elseif a then '.repeat(n / 14)}end`],
  ['functions', (n) => 'f=function() end '.repeat(n / 17)],
  ['functions that are called', (n) => 'do local function f() return f end f() end '.repeat(n / 43)],
  [
    'nested functions',
    (n) => `${'local function f() '.repeat(100)}${'x=1 '.repeat(n / 16)}${'end '.repeat(100)}`,
  ],
  ['a function', (n) => `local function f(x) ${'x=x '.repeat(n / 4)}return x end for i=1,3 do f(i) end`],
  ['a loop', (n) => `for i=1,3 do ${'x=i '.repeat(n / 4)}end`],
  ['a string', (n) => `x="${'a'.repeat(n)}"`],
  ['escapes', (n) => `x="${'\\n'.repeat(n / 2)}"`],
  ['lines in a string', (n) => `x=[[${'a\r\n'.repeat(n / 3)}]]`],
  ['a comment', (n) => `--${'a'.repeat(n)}`],
  ['lines in a comment', (n) => `--[[${'a\n'.repeat(n / 2)}]]`],
  ['blanks', (n) => ' '.repeat(n)],
  ['lines', (n) => '\n'.repeat(n)],
  ['a name', (n) => `${'a'.repeat(n)}=1`],
  ['a number', (n) => `x=${'1'.repeat(n)}`],
  ['a bracket without end', (n) => `x=[${'='.repeat(n)}`],
  ['a syntax error at the end', (n) => `${'x=1 '.repeat(n / 4)}=`],
];

/** A state that counts how often its steps run out. */
function counting(onBudget: () => void = () => {}): { state: LuaState; ticks: () => number } {
  let ticks = 0;
  const state = createState({
    quantum: QUANTUM,
    onBudget: () => {
      ticks++;
      onBudget();
    },
  });
  openLibraries(state);
  return { state, ticks: () => ticks };
}

function load(state: LuaState, source: string): LuaValue[] {
  return callFunction(state, state.globals.getString('loadstring'), source, '=text');
}

function ticksOf(make: (n: number) => string, n: number): number {
  const { state, ticks } = counting();
  const [main] = load(state, make(n));
  if (main !== undefined) callFunction(state, main);
  return ticks();
}

describe('loading and running a text', () => {
  it.each(TEXTS)('costs steps that grow with its length: %s', (_, make) => {
    const single = ticksOf(make, 160_000);
    const double = ticksOf(make, 320_000);
    expect(single).toBeGreaterThan(0);
    expect(double).toBeLessThan(2.5 * single + 2);
  });

  it('can be ended at each tick, and leaves nothing behind that another one could meet', () => {
    const source = `local a, f = 1 ${'f = function() a = a + 1 end f() '.repeat(500)} for i = 1, 200 do f() end return a`;
    let left = Number.POSITIVE_INFINITY;
    const { state, ticks } = counting(() => {
      if (--left < 0) throw new ScriptAbort('enough');
    });
    const run = (): LuaValue[] => callFunction(state, load(state, source)[0]);
    const [expected] = run();
    for (let limit = ticks() - 1; limit >= 0; limit -= 5) {
      left = limit;
      expect(run).toThrow(ScriptAbort);
    }
    left = Number.POSITIVE_INFINITY;
    expect(run()).toEqual([expected]);
    expect(expected).toBe(701);
  });

  it('ends with an error that pcall catches if it needs more memory than there is', () => {
    const { state } = counting();
    state.memoryLimit = 10_000_000;
    expect(load(state, 'x=1 '.repeat(50_000))).toEqual([undefined, 'not enough memory']);
    expect(load(state, 'x=1 '.repeat(10_000))[1]).toBeUndefined();
  });

  it('costs steps that grow with its length also if it comes byte by byte, inside a token as well', () => {
    const ticksOfPieces = (source: string): number => {
      const { state, ticks } = counting();
      let at = 0;
      const reader: LuaFunction = () => source[at++];
      const [main] = callFunction(state, state.globals.getString('load'), reader);
      expect(typeof main).toBe('function');
      return ticks();
    };
    for (const make of [(n: number) => 'x=1 '.repeat(n / 4), (n: number) => `x=[[${'\n'.repeat(n)}]]`]) {
      expect(ticksOfPieces(make(200_000))).toBeLessThan(2.5 * ticksOfPieces(make(100_000)) + 2);
    }
  });
});

describe('a text that is too long to be compiled', () => {
  const run = (source: string, longest: number): LuaValue[] => {
    const { state } = counting();
    return callFunction(state, instantiate(state, compile(source, '=text', { longest })), 1, 2);
  };

  it('shares its locals with the functions and loops in it that are compiled', () => {
    const source = `
      local count, list, constant = 0, {}, 5
      local function add(n) count = count + n * constant return count end
      for i = 1, 500 do add(i) list[i] = function() count = count + i return count end end
      local function outer()
        local inner = 0
        local function change() inner = inner + 1 count = count - 1 return inner end
        for i = 1, 300 do change() end
        return inner
      end
      return count, list[3](), list[4](), outer(), count, select('#', ...), ...`;
    const expected = run(source, Number.POSITIVE_INFINITY);
    for (const longest of [0, 50, 100, 200, 300]) expect(run(source, longest)).toEqual(expected);
    expect(expected).toEqual([626_250, 626_253, 626_257, 300, 625_957, 2, 1, 2]);
  });

  it('names the places of errors in all of them', () => {
    const source = `
      local t = {}
      local function fails(depth)
        if depth == 0 then return t.x.y end
        local value = fails(depth - 1)
        return value
      end
      local messages = {}
      for i = 1, 300 do
        local ok, message = pcall(fails, i % 5)
        messages[message] = true
        ok, message = pcall(function() error('far', 2) end)
        messages[message] = true
        ok, message = pcall(function() local s = 'x' s:rep({}) end)
        messages[message] = true
      end
      local list = {}
      for message in pairs(messages) do list[#list + 1] = message end
      table.sort(list)
      return unpack(list)`;
    const expected = run(source, Number.POSITIVE_INFINITY);
    for (const longest of [0, 60, 200]) expect(run(source, longest)).toEqual(expected);
    expect(expected).toContain("text:4: attempt to index field 'x' (a nil value)");
  });

  it('may be nested in calls of itself as deep as C calls may be', () => {
    const source =
      'local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return pcall(f, ...)';
    const { state } = counting();
    const main = instantiate(state, compile(source, '=text', { longest: 0 }));
    expect(callFunction(state, main, 150)).toEqual([true, 150]);
    expect(callFunction(state, main, 300)).toEqual([false, expect.stringContaining('stack overflow')]);
    const tails = 'local function f(n) if n == 0 then return 0 end return f(n - 1) end return f(10000)';
    expect(run(tails, 0)).toEqual([0]);
  });

  it('keeps coroutines from yielding in what is interpreted, but not in what is compiled', () => {
    const source = `
      local thread = coroutine.wrap(function(a) return coroutine.yield(a + 1) + 1 end)
      return thread(1), thread(5)`;
    expect(run(source, 100)).toEqual([2, 6]);
    expect(() => run(source, 0)).toThrow('attempt to yield across metamethod/C-call boundary');
  });
});
