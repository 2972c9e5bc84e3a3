import { describe, expect, it } from 'vitest';
import {
  callFunction,
  compile,
  createState,
  instantiate,
  type LuaError,
  type LuaState,
  type LuaValue,
  openLibraries,
  ScriptAbort,
  type StateOptions,
} from '../../../../src/lua/lua.ts';

function newState(options: StateOptions = {}): LuaState {
  const state = createState(options);
  openLibraries(state);
  return state;
}

/** Runs a text in a state; compiled anew each time. */
function run(state: LuaState, source: string, name = '@inner'): LuaValue[] {
  return callFunction(state, instantiate(state, compile(source, name)));
}

/** Runs a text whose function `nested` runs another one in a state of its own. */
function runAround(outer: LuaState, source: string, nested: () => LuaValue): LuaValue[] {
  outer.globals.setString('nested', () => nested());
  return run(outer, source, '@outer');
}

function raised(action: () => unknown): unknown {
  try {
    action();
  } catch (exception) {
    return exception;
  }
  throw new Error('nothing was raised');
}

const LOOP = 'local sum = 0 for i = 1, 20000 do sum = sum + i end return sum';

describe('a state that runs while another one does', () => {
  it('has a budget of its own', () => {
    const ticks = { outer: 0, inner: 0 };
    const outer = newState({ quantum: 1000, onBudget: () => ticks.outer++ });
    const inner = newState({ quantum: 100, onBudget: () => ticks.inner++ });
    const source = `nested() ${LOOP}`;
    runAround(outer, source, () => 0);
    const alone = ticks.outer;
    expect(alone).toBeGreaterThan(10);
    ticks.outer = 0;
    runAround(outer, source, () => run(inner, LOOP)[0]);
    expect(ticks.outer).toBe(alone);
    expect(ticks.inner).toBeGreaterThan(100);
  });

  it('is killed alone, and so is the one around it', () => {
    const kill = (): never => {
      throw new ScriptAbort('killed');
    };
    const inner = newState({ quantum: 100, onBudget: kill });
    const outer = newState();
    const survived = runAround(outer, 'return nested(), pcall(error, "still here", 0)', () => {
      expect(raised(() => run(inner, 'while true do pcall(function() end) end'))).toBeInstanceOf(ScriptAbort);
      return 'back';
    });
    expect(survived).toEqual(['back', false, 'still here']);

    const killed = newState({ quantum: 100, onBudget: kill });
    const free = newState();
    let answer: LuaValue;
    const end = raised(() =>
      runAround(killed, `pcall(nested) ${LOOP}`, () => {
        [answer] = run(free, LOOP);
        return answer;
      }),
    );
    expect(end).toBeInstanceOf(ScriptAbort);
    expect(answer).toBe(200010000);
  });

  it('has memory of its own', () => {
    const grow = (megabytes: number): string => `return #string.rep("x", ${megabytes} * 1024 * 1024)`;
    const outer = newState({ memoryLimit: 3 * 2 ** 20 });
    const inner = newState({ memoryLimit: 8 * 2 ** 20 });
    const source = `local before = string.rep("x", 2 * 1024 * 1024) nested() ${grow(0.5)}`;
    expect(runAround(outer, source, () => run(inner, grow(7))[0])).toEqual([2 ** 19]);
    expect(raised(() => runAround(outer, `nested() ${grow(4)}`, () => run(inner, grow(7))[0]))).toMatchObject(
      {
        value: 'not enough memory',
      },
    );
    expect(
      runAround(outer, `nested() ${grow(2)}`, () => {
        expect(raised(() => run(inner, grow(9)))).toMatchObject({ value: 'not enough memory' });
        return 0;
      }),
    ).toEqual([2 ** 21]);
  });

  it('has coroutines of its own', () => {
    const inner = newState();
    const outer = newState();
    const nested = (): LuaValue => {
      expect(run(inner, 'return coroutine.running(), pcall(coroutine.yield, 1)')).toEqual([
        undefined,
        false,
        'attempt to yield across metamethod/C-call boundary',
      ]);
      return run(
        inner,
        `local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)
         return co(1) + co(20)`,
      )[0];
    };
    const source = `
      local function step(x) local y = nested() local z = coroutine.yield(x + y) return z + nested() end
      local co = coroutine.create(function(x) return step(x) .. coroutine.status(coroutine.running()) end)
      local _, first = coroutine.resume(co, 1)
      local _, second = coroutine.resume(co, 100)
      return first, second, coroutine.status(co)`;
    expect(runAround(outer, source, nested)).toEqual([43, '142running', 'dead']);
  });

  it('does not show in the other one, nor sees it', () => {
    const inner = newState();
    const outer = newState();
    const levels = `local places = {}
      for level = 1, 6 do places[level] = tostring(select(2, pcall(error, "x", level))) end
      return table.concat(places, "|")`;
    const [alone] = run(inner, levels);
    expect(alone).not.toContain('outer');
    const [seen] = runAround(
      outer,
      'local function f() local text = nested() return text end return (f())',
      () => run(inner, levels)[0],
    );
    expect(seen).toBe(alone);

    const [inside] = runAround(outer, 'return (nested())', () => {
      const error = raised(() => run(inner, 'error("deep", 2)'));
      return (error as LuaError).value;
    });
    expect(inside).toBe('deep');
    const caught = runAround(outer, 'return pcall(nested)', () => {
      const error = raised(() => run(inner, '\n\nstring.rep()')) as LuaError;
      expect([error.source, error.line]).toEqual(['inner', 3]);
      return 'done';
    });
    expect(caught).toEqual([true, 'done']);
  });

  it('finds its own environments', () => {
    const inner = newState();
    const outer = newState();
    inner.globals.setString('whose', 'inner');
    const source = `
      local own = setmetatable({ whose = 'outer' }, { __index = _G })
      local function getfenv() return nested() end
      setfenv(1, own)
      return getfenv(1)`;
    const [found] = runAround(
      outer,
      source,
      () => run(inner, 'local get = getfenv return pcall(function() return get(1).whose end)')[1],
    );
    expect(found).toBe('inner');
  });
});
