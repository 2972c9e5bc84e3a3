import { describe, expect, it } from 'vitest';
import {
  type CompileOptions,
  call,
  callFunction,
  compile,
  createState,
  instantiate,
  type LuaFunction,
  type LuaState,
  openLibraries,
} from '../../../../src/lua/lua.ts';
import { callDepth } from '../../../../src/lua/runtime/call-depth.ts';
import { Tidelock } from '../../../../src/tidelock.ts';

function createTestState(options = {}): LuaState {
  const state = createState(options);
  openLibraries(state);
  const depth: LuaFunction = () => callDepth();
  const callBack: LuaFunction = (callee, ...values) => call(callee, ...values);
  for (const [name, builtin] of Object.entries({ depth, callBack })) {
    builtin.luaName = name;
    state.globals.setString(name, builtin);
  }
  return state;
}

function run(text: string, options: CompileOptions = {}, state = createTestState()): unknown[] {
  return callFunction(state, instantiate(state, compile(text, '=script', options)));
}

const FORMS: [form: string, options: CompileOptions][] = [
  ['as usual', {}],
  ['short', { compact: true }],
  ['pausable', { pausable: true }],
  ['with environments', { environments: true }],
  ['called often', { repeated: true }],
];

describe.each(FORMS)('the depth of calls, compiled %s', (_form, options) => {
  // What ends in any way, and must leave the depth as it was.
  const ways: [what: string, text: string][] = [
    ['a return', 'local function f(n) if n == 0 then return 1 end return 1 + f(n - 1) end f(10)'],
    ['no return', 'local function f(n) if n > 0 then f(n - 1) end end f(10)'],
    ['several values', 'local function f(n) if n == 0 then return end return n, f(n - 1) end f(10)'],
    ['varargs', 'local function f(n, ...) if n > 0 then f(n - 1, n, ...) end return ... end f(10, 1, 2)'],
    [
      'many values',
      'local t = {} for i = 1, 1000 do t[i] = i end local function f(...) return (...) end f(unpack(t)) f(f(unpack(t)), unpack(t))',
    ],
    [
      'a return from a loop',
      'local function f(n) for i = 1, 3 do if i == 2 then return f end tostring(i) end end f() f()',
    ],
    ['tail calls', 'local function f(n) if n == 0 then return tostring(n) end return f(n - 1) end f(1000)'],
    [
      'tail calls of many values',
      'local function f(n, ...) if n == 0 then return ... end return f(n - 1, ...) end f(5, unpack({}, 1, 1000))',
    ],
    ['tail calls of builtins', 'local function f() tostring(1) return tostring(1) end f()'],
    [
      'methods',
      'local c = {} function c:m(n) if n > 0 then return 1 + self:m(n - 1) end return 0 end c:m(10)',
    ],
    [
      'metamethods',
      'local t = setmetatable({}, {__add = function(a, b) tostring(a) return 1 end, __index = function() tostring(1) end}) local _ = t + 1, t.x',
    ],
    [
      'iterators',
      'local function step(_, i) tostring(i) if i < 3 then return i + 1 end end for _ in step, nil, 0 do tostring(1) end',
    ],
    [
      'errors',
      "local function f(n) if n == 0 then error('x') end f(n - 1) tostring(1) end pcall(f, 10) pcall(f, 0)",
    ],
    [
      'errors that are returned',
      "local function f() tostring(1) error('x') end local function g() return f() end pcall(f) pcall(g)",
    ],
    ['errors in handlers', "xpcall(function() error('x') end, function() tostring(1) error('y') end)"],
    ['overflows', 'local function f() return 1 + f() end pcall(f) xpcall(f, function() return f() end)'],
    ['overflows through C', 'local function f() pcall(f) end f()'],
    [
      'callbacks',
      "callBack(function() tostring(1) end); ('abc'):gsub('.', function(c) tostring(c) end) table.sort({3, 1, 2}, function(a, b) tostring(a) return a < b end)",
    ],
    [
      'coroutines that yield',
      'local w = coroutine.wrap(function() local function f(n) if n == 0 then coroutine.yield(1) else f(n - 1) end coroutine.yield(2) end f(5) end) for _ = 1, 7 do w() end',
    ],
    [
      'coroutines that fail',
      "local c = coroutine.create(function() local function f(n) if n == 0 then coroutine.yield() error('x') end f(n - 1) tostring(1) end f(5) end) coroutine.resume(c) coroutine.resume(c)",
    ],
    [
      'coroutines that overflow',
      'local function f() coroutine.yield() return 1 + f() end local c = coroutine.create(f) for _ = 1, 10 do coroutine.resume(c) end local function g() return 1 + g() end coroutine.resume(coroutine.create(g))',
    ],
    [
      'a yield that is not allowed',
      'pcall(function() local function f() coroutine.yield() tostring(1) end pcall(f) f() end)',
    ],
    [
      'text that is loaded',
      "load(function() error('x') end) loadstring('local f = ... return tostring(f)')(1) pcall(loadstring('error(1)'))",
    ],
  ];
  it.each(ways)('is the same after %s', (_what, text) => {
    const [before, after] = run(
      `local before = depth() local function way() ${text} end way() return before, depth()`,
      options,
    );
    expect(after).toBe(before);
    expect(callDepth()).toBe(0);
  });

  it('grows with each call, by itself or in a coroutine', () => {
    const text = `local function f(n) if n == 0 then return depth() end return (f(n - 1)) end
      local w = coroutine.wrap(function() coroutine.yield(f(10) - depth()) return f(10) - depth() end)
      return f(10) - depth(), w(), w()`;
    expect(run(text, options)).toEqual([10, 10, 10]);
  });
});

describe('a state that ends by an exception of its host', () => {
  it('leaves the depth as it was', () => {
    const state = createTestState({
      quantum: 100,
      onBudget: () => {
        throw new Error('enough');
      },
    });
    const text =
      'local function f() tostring(1) while true do end end local function g() f() return 1 end g()';
    expect(() => run(text, {}, state)).toThrow('enough');
    expect(callDepth()).toBe(0);
  });
});

describe('in an embedded engine the depth follows from the stack of the host', () => {
  const overflow = /^ERR (user_script:1: ){0,2}stack overflow/;
  const fat = Array.from({ length: 150 }, (_, number) => `a${number}`).join(', ');
  const scripts: [what: string, script: string][] = [
    [
      'a small function',
      "local function f(n) redis.call('rpush', 'k', n) return 1 + f(n + 1) end return f(1)",
    ],
    [
      'large frames',
      `local function f(n) local ${fat} = n redis.call('rpush', 'k', n) return 1 + f(n + 1) + ${fat.replaceAll(', ', ' + ')} end return f(1)`,
    ],
    [
      'coroutines',
      "local function f(n) redis.call('rpush', 'k', n) return 1 + f(n + 1) end return coroutine.wrap(f)(1)",
    ],
    [
      'values that are spread',
      "local t = {} for i = 1, 500 do t[i] = i end local function f(n) redis.call('rpush', 'k', n) t[1] = n + 1 return 1 + f(unpack(t)) end return f(1)",
    ],
  ];
  it.each(scripts)('and no command is cut off: %s', (_what, script) => {
    const tidelock = new Tidelock();
    for (let round = 0; round < 3; round++) {
      tidelock.call('DEL', 'k');
      expect(() => tidelock.eval(script)).toThrow(overflow);
      const length = tidelock.call('LLEN', 'k') as number;
      expect(length).toBeGreaterThan(20);
      const pushed = tidelock.call('LRANGE', 'k', 0, -1) as string[];
      expect(pushed).toEqual(Array.from({ length }, (_, number) => `${number + 1}`));
    }
  });

  it('which is enough for what programs do', () => {
    const script = 'local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(3000)';
    expect(new Tidelock().eval(script)).toBe(3000);
  });
});
