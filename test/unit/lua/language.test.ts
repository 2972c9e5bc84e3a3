import { describe, expect, test } from 'vitest';
import {
  callFunction,
  compile,
  createState,
  decodeUtf8,
  encodeUtf8,
  instantiate,
  LuaError,
  LuaTable,
  openLibraries,
  raise,
  run,
  ScriptAbort,
} from '../../../src/lua/language.ts';

describe('the language alone', () => {
  test('runs a text and answers its values', () => {
    expect(run('return 1 + 1, "a" .. 1, nil, true')).toEqual([2, 'a1', undefined, true]);
  });

  test('names chunks as loadstring does', () => {
    const failure = (text: string, name?: string) => {
      try {
        run(text, name);
      } catch (error) {
        return (error as LuaError).value;
      }
      return undefined;
    };
    expect(failure('local x = nil + 1')).toBe(
      '[string "local x = nil + 1"]:1: attempt to perform arithmetic on a nil value',
    );
    expect(failure('error("no")', '@sum.lua')).toBe('sum.lua:1: no');
    expect(failure('return =', '=input')).toBe("input:1: unexpected symbol near '='");
  });

  test('one text serves several states, which know nothing of each other', () => {
    const text = compile('count = (count or 0) + ... return count', '=counter', { repeated: true });
    expect(text.name).toBe('counter');
    const [one, other] = [createState(), createState()];
    expect(callFunction(one, instantiate(one, text), 2)).toEqual([2]);
    expect(callFunction(one, instantiate(one, text), 2)).toEqual([4]);
    expect(callFunction(other, instantiate(other, text), 2)).toEqual([2]);
  });

  test('functions of the host are Lua functions, and may raise', () => {
    const state = createState();
    openLibraries(state);
    state.globals.setString('double', (x) => Number(x) * 2);
    state.globals.setString('refuse', () => raise('refused'));
    const main = instantiate(state, compile('return double(21), pcall(refuse)'));
    expect(callFunction(state, main)).toEqual([42, false, 'refused']);
  });

  test('text goes in and comes out as UTF-8', () => {
    const [length, text] = run(encodeUtf8('local s = "grün, 世界" return #s, s'));
    expect(length).toBe(13);
    expect(decodeUtf8(text as string)).toBe('grün, 世界');
  });
});

describe('the bounds of a state', () => {
  test('a budget ends what never ends', () => {
    const state = createState({
      quantum: 1000,
      onBudget: () => {
        throw new ScriptAbort('enough');
      },
    });
    openLibraries(state);
    const main = instantiate(state, compile('pcall(function() while true do end end)'));
    expect(() => callFunction(state, main)).toThrow(ScriptAbort);
  });

  test('memory beyond the limit is refused', () => {
    const state = createState({ memoryLimit: 1_000_000 });
    openLibraries(state);
    const main = instantiate(state, compile('return pcall(string.rep, "x", 2000000)'));
    expect(callFunction(state, main)).toEqual([false, 'not enough memory']);
  });
});

describe('what is wrong is refused by its name', () => {
  const state = createState();
  const refused: [run: () => unknown, kind: new () => Error, message: string][] = [
    [() => run(null as never), TypeError, 'run: the source must be a string, not null'],
    [() => run('return 1', 1 as never), TypeError, 'run: the name of the chunk must be a string, not 1'],
    [
      () => run('return "世"'),
      RangeError,
      'run: the source must be a byte string, but char 8 is U+4E16: encodeUtf8 makes bytes of text',
    ],
    [
      () => compile('return 1', '=one', { pausible: true } as never),
      TypeError,
      "compile: unknown option 'pausible'; it takes 'pausable', 'environments', 'compact' and 'repeated'",
    ],
    [
      () => compile('return 1', '=one', { pausable: 1 as never }),
      TypeError,
      "compile: option 'pausable' must be true, false or 'auto', not 1",
    ],
    [
      () => compile('return 1', '=one', { compact: 'auto' as never }),
      TypeError,
      "compile: option 'compact' must be true or false, not 'auto'",
    ],
    [
      () => createState({ budget: 1 } as never),
      TypeError,
      "createState: unknown option 'budget'; it takes 'onBudget', 'quantum' and 'memoryLimit'",
    ],
    [() => createState({ onBudget: 1 as never }), TypeError, "option 'onBudget' must be a function, not 1"],
    [() => createState({ quantum: 0 }), RangeError, "option 'quantum' must be a number of steps, from 1 to"],
    [() => createState({ quantum: Number.NaN }), RangeError, 'not NaN'],
    [() => createState({ memoryLimit: -1 }), RangeError, "option 'memoryLimit' must be a number of bytes"],
    [() => createState({ memoryLimit: '1mb' as never }), TypeError, "not '1mb'"],
    [
      () => openLibraries({} as never),
      TypeError,
      'openLibraries: the state must be what createState answered',
    ],
    [
      () => instantiate(state, 'return 1' as never),
      TypeError,
      'instantiate: the text must be what compile answered',
    ],
    [
      () => callFunction(undefined as never, () => 1),
      TypeError,
      'the state must be what createState answered',
    ],
    [() => callFunction(state, null as never), TypeError, 'callFunction: the callee must be a Lua value'],
    [
      () => callFunction(state, () => 1, null as never),
      TypeError,
      'callFunction: argument 1 must be a Lua value (nil is undefined), not null',
    ],
    [() => callFunction(state, () => 1, 1, [] as never), TypeError, 'argument 2 must be a Lua value'],
    [() => callFunction(state, () => 1, '世'), RangeError, 'argument 1 must be a byte string'],
  ];

  test.each(refused.map(([call, kind, message]) => ({ call, kind, message })))(
    '$message',
    ({ call, kind, message }) => {
      expect(call).toThrow(kind);
      expect(call).toThrow(message);
    },
  );

  test('while every Lua value is taken', () => {
    const values = [undefined, true, 1.5, '\xff', new LuaTable(), () => 1];
    expect(callFunction(state, (...given) => given.length, ...values)).toEqual([values.length]);
    expect(() => callFunction(state, undefined)).toThrow(LuaError);
  });
});
