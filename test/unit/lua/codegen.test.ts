/** What a script can and cannot do to its host: escapes, endless work, memory, other states. */
import { describe, expect, it } from 'vitest';
import {
  callFunction,
  compile,
  createState,
  instantiate,
  LuaError,
  type LuaFunction,
  type LuaState,
  LuaTable,
  type LuaValue,
  openLibraries,
  run,
  ScriptAbort,
} from '../../../src/lua/lua.ts';

function evaluate(state: LuaState, source: string): LuaValue[] {
  return callFunction(state, instantiate(state, compile(source, '=script')));
}

function opened(options: Parameters<typeof createState>[0] = {}): LuaState {
  const state = createState(options);
  openLibraries(state);
  return state;
}

function failure(action: () => unknown): unknown {
  try {
    action();
  } catch (exception) {
    return exception instanceof LuaError ? exception.value : exception;
  }
  return undefined;
}

describe('a script cannot reach JavaScript', () => {
  const NAMES = [
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'apply',
    'length',
    'get',
    'set',
    'shape',
    'slots',
    'array',
    'metatable',
  ];
  const VALUES = [
    '{}',
    '{1}',
    '_G',
    'string',
    '("x")',
    'print',
    'coroutine.create(function() end)',
    'newproxy(true)',
    '(1)',
    '(true)',
    'pcall',
  ];

  it.each(NAMES)('through the name %s of a value', (name) => {
    for (const value of VALUES) {
      const [ok, found] = run(`return pcall(function() local v = ${value} return v.${name} end)`);
      if (ok === true) expect(found).toBe(undefined);
      else expect(found).toMatch(/attempt to index/);
      const [dynamic, got] = run(`return pcall(function() local v, n = ${value}, "${name}" return v[n] end)`);
      if (dynamic === true) expect(got).toBe(undefined);
    }
  });

  it.each([
    ...NAMES,
    'this',
    'arguments',
    'globalThis',
    'Function',
    'eval',
    'process',
    'require',
    'R',
    'C',
    'G',
    'B',
    'V',
    'T',
    'L0',
    't1',
    's1',
    'index',
    'yield',
    'undefined',
    'var',
    'class',
  ])('through a variable called %s', (name) => {
    expect(run(`return ${name}`)).toEqual([undefined]);
    expect(run(`local ${name} = 5; local function f() return ${name} end return f()`)).toEqual([5]);
    expect(run(`${name} = 6 return ${name}, _G["${name}"]`)).toEqual([6, 6]);
    expect(
      run(`local t = {${name} = 7} function t:${name}x() return self.${name} end return t:${name}x()`),
    ).toEqual([7]);
  });

  it('through strings in the text', () => {
    const nasty = [
      '\\"',
      "'",
      '`$\x7b1}`',
      '*/',
      '//',
      '</script>',
      '\\u2028',
      '\n',
      '\0',
      '\x80',
      '\x81',
      '\xff',
      '\\',
      '");globalThis.hit=1;("',
    ];
    for (const text of nasty) {
      const quoted = `"${[...text]
        .map((char) => `\\${char.charCodeAt(0)}`)
        .map((code) => `\\${code.slice(1).padStart(3, '0')}`)
        .join('')}"`;
      expect(run(`return ${quoted}`)).toEqual([text]);
      expect(
        run(`local t = {} t[${quoted}] = 1 return t[${quoted}], ({[${quoted}] = 2})[${quoted}]`),
      ).toEqual([1, 2]);
      expect(run(`return pcall(function() local t = {} t[${quoted}]() end)`)[0]).toBe(false);
    }
    expect((globalThis as { hit?: number }).hit).toBe(undefined);
  });

  it('through the name of a chunk', () => {
    const state = opened();
    const chunk = compile('error("x")', '=a\n*/ throw 1; //# sourceURL=evil');
    expect(failure(() => callFunction(state, instantiate(state, chunk)))).toMatch(/^a\n\*\/ throw 1/);
  });

  it('through the holes that number formats and patterns might leave', () => {
    expect(run('return ({})[-1], ({})[0.5], ({})[1e300], ({})[1/0], ("x")[1], ("x")[-1]')).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(run('local t = {} t[-1] = 1 t[0.5] = 2 t[2^32] = 3 return t[-1], t[0.5], t[2^32], #t')).toEqual([
      1, 2, 3, 0,
    ]);
  });
});

describe('a script can be stopped', () => {
  const endless = {
    'while loop': 'while true do end',
    'repeat loop': 'repeat until false',
    'numeric loop': 'for i = 1, math.huge do end',
    'generic loop': 'for x in function() return 1 end do end',
    'loop around one without a turn': 'while true do for i = 1, 0 do end end',
    'loop around one without a turn, around another':
      'while true do for i = 1, 0 do for j = 1, 2 do end end end',
    'loop around three without a turn':
      'while true do for i = 1, 0 do while i do repeat for j = 1, 2 do end until j end end end',
    'loop around one that seldom runs':
      'local n = 0 while true do n = n + 1 if n < 3 then repeat until true end end',
    'loop around one in a block': 'while true do do for i = 1, 0 do end end end',
    'loop around one with a break': 'while true do while true do break end end',
    'loop in a function that is called over and over':
      'local function f() for i = 1, 100 do end end while true do f() end',
    'loop in pcall in a loop': 'while true do pcall(function() while true do end end) end',
    'loop in xpcall with a handler that loops':
      'xpcall(function() while true do end end, function() while true do end end)',
    'tail recursion': 'local function f() return f() end f()',
    'mutual tail recursion': 'local g local function f() return g() end g = function() return f() end f()',
    coroutine: 'coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()',
    'coroutine that yields for ever':
      'local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end',
    'iterator that is a coroutine':
      'for i in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end',
    'tail recursion in a coroutine':
      'local function f() return f() end coroutine.wrap(function() return f() end)()',
    'coroutines that are made in a loop':
      'while true do coroutine.wrap(function() coroutine.yield() end)() end',
    'error caught in a loop': 'while true do pcall(function() error("x") end) end',
    'error caught by recursion': 'local function f() pcall(f) error("x") end while true do pcall(f) end',
    'varargs read in a loop':
      'local function f(...) while true do local n = select("#", ...) + select(1, ...) end end f(1, 2)',
    'sort comparator': 'table.sort({3, 2, 1}, function(a, b) while true do end end)',
    metamethod: 'local t = setmetatable({}, {__index = function() while true do end end}) return t.x',
    'gsub callback': '("x"):gsub("x", function() while true do end end)',
  };

  it.each(Object.entries(endless))('in a %s', (_, source) => {
    let calls = 0;
    const state = opened({
      quantum: 1000,
      onBudget: () => {
        if (++calls === 5) throw new ScriptAbort('killed');
      },
    });
    const thrown = failure(() => evaluate(state, source));
    expect(thrown).toBeInstanceOf(ScriptAbort);
    expect((thrown as ScriptAbort).reason).toBe('killed');
    expect(evaluate(state, 'return 1')).toEqual([1]);
  });

  it.each([
    'local x = long + 1',
    'local x = tonumber(long)',
    'local x = ("x"):rep(long)',
    'local x = -long',
    'local t = {} t[long:sub(2)] = 1',
    'local x = long:find("2", 1, true)',
    'local x = long:upper()',
    'local x = long .. "1"',
    'local x = pcall(string.format, "%d", long)',
  ])('between two of `%s` on a long text', (operation) => {
    let calls = 0;
    const state = opened({
      quantum: 1000,
      onBudget: () => {
        if (++calls === 5) throw new ScriptAbort('killed');
      },
    });
    evaluate(state, 'long = ("1"):rep(100000) count = 0');
    calls = 0;
    const loop = `while true do count = count + 1 pcall(function() ${operation} end) end`;
    expect(failure(() => evaluate(state, loop))).toBeInstanceOf(ScriptAbort);
    expect(state.globals.getString('count')).toBeLessThan(30);
  });

  it('and runs to its end when the hook only looks', () => {
    let calls = 0;
    const state = opened({ quantum: 1000, onBudget: () => calls++ });
    expect(evaluate(state, 'local n = 0 for i = 1, 100000 do n = n + i end return n')).toEqual([5000050000]);
    expect(calls).toBeGreaterThan(90);
  });

  it('by its memory limit, with an error that it can catch', () => {
    const state = opened({ memoryLimit: 10_000_000 });
    const hungry = [
      'local s = "x" while true do s = s .. s end',
      'return ("x"):rep(1e9)',
      'local t = {} for i = 1, 1e9 do t[i] = i end',
      'local t = {} for i = 1, 1e9 do t["k" .. i] = i end',
      'local t = {} for i = 1e9, 1, -1 do t[i] = i end',
    ];
    for (const source of hungry) {
      expect(failure(() => evaluate(state, source))).toBe('not enough memory');
      expect(evaluate(state, `return pcall(function() ${source} end)`)).toEqual([false, 'not enough memory']);
    }
  });

  it('by its recursion, with an error that it can catch', () => {
    expect(failure(() => run('local function f() return 1 + f() end return f()', '=script'))).toBe(
      'script:1: stack overflow',
    );
    const [ok, message] = run(
      'return pcall(function() local function f() return 1 + f() end return f() end)',
      '=script',
    );
    expect([ok, message]).toEqual([false, 'script:1: stack overflow']);
    const inCoroutine =
      'return coroutine.resume(coroutine.create(function() local function f() return 1 + f() end return f() end))';
    expect(run(inCoroutine, '=script')).toEqual([false, 'script:1: stack overflow']);
    const paused =
      'local function f() coroutine.yield() return 1 + f() end local co, n, ok, message = coroutine.create(f), 0 ' +
      'repeat ok, message = coroutine.resume(co) n = n + 1 until not ok return n < 100000, message';
    expect(run(paused, '=script')).toEqual([true, 'script:1: stack overflow']);
    const meta = 'local t = {} setmetatable(t, {__index = function(_, k) return t[k .. "x"] end}) return t.a';
    expect(failure(() => run(meta, '=script'))).toMatch(/stack overflow|not enough memory/);
  });
});

describe('states', () => {
  it('share compiled text and nothing else', () => {
    const chunk = compile(
      'counter = (counter or 0) + 1 string.mark = counter return counter, ("x").mark',
      '=script',
    );
    const first = opened();
    const second = opened();
    const inFirst = instantiate(first, chunk);
    const inSecond = instantiate(second, chunk);
    expect(callFunction(first, inFirst)).toEqual([1, 1]);
    expect(callFunction(first, inFirst)).toEqual([2, 2]);
    expect(callFunction(second, inSecond)).toEqual([1, 1]);
  });

  it('nest, and restore the outer one also after an error', () => {
    const outer = opened();
    const inner = opened();
    inner.stringMetatable = undefined;
    const host: LuaFunction = () => {
      try {
        evaluate(inner, 'return ("x"):upper()');
      } catch (error) {
        return (error as LuaError).value;
      }
      return undefined;
    };
    outer.globals.setString('host', host);
    expect(evaluate(outer, 'return host(), ("x"):upper()')).toEqual([
      'script:1: attempt to index a string value',
      'X',
    ]);
  });
});

describe('read-only tables', () => {
  it('refuse writes from scripts by every way, and keep taking them from the host', () => {
    const state = opened();
    const table = LuaTable.fromArray([1, 2]);
    table.setString('field', 1);
    state.globals.setString('frozen', table);
    const writes = [
      'frozen.field = 2',
      'frozen.new = 2',
      'frozen[1] = 2',
      'frozen[3] = 2',
      'frozen[{}] = 2',
      'rawset(frozen, "field", 2)',
      'rawset(frozen, 1, 2)',
      'table.insert(frozen, 2)',
      'table.remove(frozen)',
      'table.sort(frozen, function(a, b) return a > b end)',
      'setmetatable(frozen, {})',
    ];
    for (const write of writes) {
      const writer = instantiate(state, compile(`${write} return`, '=script'));
      table.readonly = false;
      // Warm the call site up while the table may be written.
      const before = [...table.array];
      callFunction(state, writer);
      table.metatable = undefined;
      table.array = before;
      table.readonly = true;
      expect(
        failure(() => callFunction(state, writer)),
        write,
      ).toMatch(/Attempt to modify a readonly table/);
    }
    table.setString('field', 'host');
    expect(evaluate(state, 'return frozen.field')).toEqual(['host']);
  });
});

describe('work without loops', () => {
  const calls = 's:byte(1) '.repeat(2000);
  it.each([
    ['in a loop', `local s = 'a' for i = 1, 1000 do ${calls} end`],
    ['in a function', `local s = 'a' local function f() ${calls} end for i = 1, 1000 do f() end`],
    ['around a loop', `local s = 'a' for i = 1, 1000 do ${calls} for j = 1, 1 do end end`],
  ])('is counted by how much there is of it: %s', (_, source) => {
    let ticks = 0;
    evaluate(opened({ quantum: 10_000, onBudget: () => void ticks++ }), source);
    expect(ticks).toBeGreaterThan(20);
  });
});

describe('the place of an error', () => {
  it('is that of its statement, however much text is around it', () => {
    // As many statements as it takes for the text with what explains it to count as more turns than the text without.
    for (let count = 0; count < 40; count++) {
      const source = `local t, n = {}, 0 while n < 1 and\nstring.rep() do ${'n = t.a '.repeat(count)} end`;
      expect(
        failure(() => evaluate(opened(), source)),
        `${count}`,
      ).toBe("script:2: bad argument #1 to 'rep' (string expected, got no value)");
    }
  });
});
