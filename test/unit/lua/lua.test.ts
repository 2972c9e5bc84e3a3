import { describe, expect, it } from 'vitest';
import { generate } from '../../../src/lua/codegen/chunk.ts';
import {
  call,
  callFunction,
  compile,
  createState,
  instantiate,
  LuaError,
  type LuaFunction,
  LuaTable,
  type LuaValue,
  MultiValue,
  NO_VALUES,
  openLibraries,
  raise,
  run,
} from '../../../src/lua/lua.ts';
import { parse } from '../../../src/lua/syntax/parser.ts';

function thrown(action: () => unknown): LuaError {
  try {
    action();
  } catch (exception) {
    if (exception instanceof LuaError) return exception;
    throw exception;
  }
  throw new Error('nothing was thrown');
}

describe('callFunction', () => {
  it('throws the error that a main function returns', () => {
    const state = createState();
    openLibraries(state);
    const main = instantiate(
      state,
      compile('local t = {}\nreturn t.first.second', '@chunk', { repeated: true }),
    );
    expect(thrown(() => callFunction(state, main)).value).toBe(
      "chunk:2: attempt to index field 'first' (a nil value)",
    );
  });
});

describe('compile', () => {
  it("throws Lua's message for a text that is no chunk", () => {
    expect(thrown(() => compile('x = = 1', '@user_script')).value).toBe(
      "user_script:1: unexpected symbol near '='",
    );
    expect(thrown(() => compile('\n\nfor', '=(load)')).value).toBe(
      "(load):3: '<name>' expected near '<eof>'",
    );
  });

  it('chooses pausable functions only for chunks that can reach coroutines', () => {
    const pausable = (source: string): boolean =>
      generate(() => parse(source, '=x')).modes.pausable !== 'nothing';
    expect(pausable('return 1')).toBe(false);
    expect(pausable('local t = {coroutine = 1} return t.coroutine')).toBe(false);
    for (const name of ['coroutine', '_G', 'getfenv', 'loadstring', 'load']) {
      expect(pausable(`local x = function() return ${name} end`)).toBe(true);
    }
  });
});

describe('run', () => {
  it('returns all values', () => {
    expect(run('return 1, "two", nil, true')).toEqual([1, 'two', undefined, true]);
    expect(run('local x = 1')).toEqual([]);
    const [table] = run('return {1, 2, name = "n"}');
    expect(table).toBeInstanceOf(LuaTable);
    expect((table as LuaTable).getString('name')).toBe('n');
  });

  it('passes byte strings through unchanged', () => {
    expect(run('return "\0\x80\xff"')).toEqual(['\0\x80\xff']);
  });
});

describe('host functions', () => {
  function evaluate(source: string, functions: Record<string, LuaFunction>): LuaValue[] {
    const state = createState();
    openLibraries(state);
    for (const [name, builtin] of Object.entries(functions)) state.globals.setString(name, builtin);
    return callFunction(state, instantiate(state, compile(source, '@host_script')));
  }

  it('answer with none, one or several values', () => {
    const functions: Record<string, LuaFunction> = {
      none: () => NO_VALUES,
      one: () => 'a',
      two: () => new MultiValue(['b', 'c']),
    };
    expect(evaluate('return none()', functions)).toEqual([]);
    expect(evaluate('return none(), one(), two()', functions)).toEqual([undefined, 'a', 'b', 'c']);
    expect(evaluate('return select("#", none()), select("#", two()), (two())', functions)).toEqual([
      0,
      2,
      'b',
    ]);
    expect(evaluate('local a, b, c = two() return c, b, a', functions)).toEqual([undefined, 'c', 'b']);
    expect(evaluate('local t = {none()} t[1] = 1 return #{none()}, #t', functions)).toEqual([0, 1]);
  });

  it('call back into Lua, and see no unfinished tail call', () => {
    const twice: LuaFunction = (callee, value) => call(callee, call(callee, value) as LuaValue);
    const source = `local function down(n) if n <= 0 then return "end" end return down(n - 1) end
      return twice(function(n) return down(n == "end" and 5 or n) end, 100000)`;
    expect(evaluate(source, { twice })).toEqual(['end']);
  });

  it('raise errors at the line of the Lua code that called them', () => {
    const functions: Record<string, LuaFunction> = {
      fail: () => raise('failed'),
      failCaller: () => raise('failed', 2),
    };
    expect(thrown(() => evaluate('local x = 1\n\nfail()', functions)).value).toBe('host_script:3: failed');
    const nested = 'local function f()\n failCaller()\nend\n\nf()';
    expect(thrown(() => evaluate(nested, functions)).value).toBe('host_script:5: failed');
    expect(
      thrown(() => evaluate('pcall(error)\nlocal ok, e = pcall(fail)\nerror(e, 0)', functions)).value,
    ).toBe('failed');
  });
});

describe('an error', () => {
  const place = (source: string): unknown[] => {
    const error = thrown(() => run(source, '@user_script'));
    return [error.value, error.source, error.line];
  };

  it('knows the innermost Lua line, whatever its value', () => {
    expect(place('local function f()\n  local x = nil\n  return x.y\nend\n\nreturn (f())')).toEqual([
      "user_script:3: attempt to index local 'x' (a nil value)",
      'user_script',
      3,
    ]);
    expect(place('\n\nerror("text", 0)')).toEqual(['text', 'user_script', 3]);
    expect(place('\nerror({})')).toEqual([expect.any(LuaTable), 'user_script', 2]);
    expect(place('\n\nstring.rep()').slice(1)).toEqual(['user_script', 3]);
    expect(place('\nassert(false, "no")')).toEqual(['user_script:2: no', 'user_script', 2]);
    expect(place('\n\n\nrawset({}, nil, 1)')).toEqual(['table index is nil', 'user_script', 4]);
  });

  it('names builtins as the call does', () => {
    const message = (source: string): LuaValue => thrown(() => run(source, '=s')).value;
    expect(message('local r = string.rep r()')).toBe(
      "s:1: bad argument #1 to 'r' (string expected, got no value)",
    );
    expect(message('local t = {["a b"] = string.rep} t["a b"]()')).toBe(
      "s:1: bad argument #1 to 'a b' (string expected, got no value)",
    );
    expect(message('local s = "" s.rep({})')).toBe(
      "s:1: bad argument #1 to 'rep' (string expected, got table)",
    );
    expect(message('local s = "" s:rep()')).toBe(
      "s:1: bad argument #1 to 'rep' (number expected, got no value)",
    );
    expect(message('local t = {f = string.rep} t:f(1)')).toBe(
      "s:1: calling 'f' on bad self (string expected, got table)",
    );
  });
});
