import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compile, instantiate, parseText } from '../../../../src/lua/compile.ts';
import { firstRun } from '../../../../src/lua/first-run.ts';
import type { LuaFunction, LuaValue } from '../../../../src/lua/lua.ts';
import { callFunction, createState, openLibraries } from '../../../../src/lua/lua.ts';
import { innermostPosition } from '../../../../src/lua/runtime/position.ts';
import { type Skimmed, skim } from '../../../../src/lua/syntax/skim.ts';
import { ENTRY, FORMS, type LuaModules } from '../../../support/forms.ts';
import { importMinified, MINIFIERS } from '../../../support/minified.ts';

/** What V8 adds to `Error`, and Node's hosts may set for themselves. */
const host = Error as {
  stackTraceLimit?: number;
  prepareStackTrace?: ((error: Error, frames: unknown[]) => unknown) | undefined;
  captureStackTrace?: (target: object, below: unknown) => void;
};
const { stackTraceLimit, prepareStackTrace, captureStackTrace } = host;
const initial = { stackTraceLimit, prepareStackTrace, captureStackTrace };

afterEach(() => {
  Object.assign(host, initial);
});

function evaluate(lua: LuaModules, source: string, functions: Record<string, LuaFunction> = {}): LuaValue[] {
  const state = lua.createState();
  lua.openLibraries(state);
  for (const [name, builtin] of Object.entries(functions)) state.globals.setString(name, builtin);
  return lua.callFunction(state, lua.instantiate(state, lua.compile(source, '@chunk')));
}

const FAILURES = `
local function message(...) return (select(2, pcall(...))) end
local function thrower() error('caller', 2) end
local function endless() return 1 + endless() end
local object = setmetatable({}, { __index = function() error('reader', 2) end })
return message(string.rep),
  message(function() string.rep() end),
  message(function() ('x'):rep({}) end),
  message(function() thrower() end),
  message(function() table.sort({ 1, 2 }, thrower) end),
  message(table.sort, { 1, 2 }, setmetatable),
  message(function() return object.field end),
  message(endless)`;

const MESSAGES = [
  "bad argument #1 to '?' (string expected, got no value)",
  "chunk:7: bad argument #1 to 'rep' (string expected, got no value)",
  "chunk:8: bad argument #1 to 'rep' (number expected, got table)",
  'chunk:9: caller',
  'caller',
  "bad argument #1 to '?' (table expected, got number)",
  'chunk:12: reader',
  'chunk:4: stack overflow',
];

describe.each(FORMS)('the place of an error, $form,', ({ lua }) => {
  it('is that of the Lua code at the level, and the name that of the call', () => {
    expect(evaluate(lua, FAILURES)).toEqual(MESSAGES);
  });

  it('does not depend on how host functions are named', () => {
    const named = (name: string): LuaFunction => {
      const functions: Record<string, LuaFunction> = { [name]: () => lua.raise('failed', 2) };
      return functions[name];
    };
    for (const name of [
      'protectedCall',
      'finish',
      'resumeCoroutine',
      'callHandler',
      'interpretMain',
      'callOrder',
    ]) {
      const source = 'local function f()\nfail()\nend\n\nreturn (select(2, pcall(function() f() end)))';
      expect(evaluate(lua, source, { fail: named(name) }), name).toEqual(['chunk:5: failed']);
    }
  });

  it('is found below any depth of the host', () => {
    const deep = (depth: number): never => (depth === 0 ? lua.raise('deep') : deep(depth - 1));
    const fail: LuaFunction = (depth) => deep(depth as number);
    const source =
      'local messages = {}\nfor power = 0, 10 do\nmessages[#messages + 1] = select(2, pcall(function()\nfail(2 ^ power) end))\nend return unpack(messages)';
    expect(evaluate(lua, source, { fail })).toEqual(Array(11).fill('chunk:4: deep'));
  });

  it('is found whatever the host has set for its own errors, which stays', () => {
    const prepareStackTrace = (): string => 'mine';
    Object.assign(host, { stackTraceLimit: 0, prepareStackTrace });
    expect(evaluate(lua, FAILURES)).toEqual(MESSAGES);
    expect([host.stackTraceLimit, host.prepareStackTrace]).toEqual([0, prepareStackTrace]);
  });

  it('leaves what the host has set even where the stack cannot be read', () => {
    const prepareStackTrace = (): string => 'mine';
    const captureStackTrace = (): never => {
      throw new RangeError('no stack');
    };
    Object.assign(host, { stackTraceLimit: 3, prepareStackTrace, captureStackTrace });
    expect(() => evaluate(lua, 'string.rep()')).toThrow();
    expect([host.stackTraceLimit, host.prepareStackTrace]).toEqual([3, prepareStackTrace]);
  });
});

/**
 * An `Error` whose stack is text, as that of most hosts, and which has no functions that are V8's own.
 *
 * @param show what becomes of the text
 */
function plainError(show: (stack: string) => string): unknown {
  // Minifiers leave out `new`, which classes insist on.
  function PlainError(message?: string): Error {
    const error = new Error(message);
    return Object.defineProperty(error, 'stack', { value: show(error.stack ?? '') });
  }
  PlainError.prototype = Error.prototype;
  return PlainError;
}

/** A stack as Firefox shows it. */
function asInFirefox(stack: string): string {
  const lines = stack.split('\n').filter((line) => line.startsWith('    at '));
  return lines.map((line) => line.replace(/^ {4}at (?:(?:\S+\.)?(\S+) \()?(.*?)\)?$/, '$1@$2')).join('\n');
}

/** An `Object` that gives no names to functions: Firefox shows none but those in the program's text. */
const objectOfFirefox = Object.assign(Object.create(Object) as object, {
  defineProperty: <T>(target: T, key: PropertyKey, descriptor: PropertyDescriptor): T =>
    key === 'name' ? target : Object.defineProperty(target, key, descriptor),
});

describe.each(MINIFIERS)('where the host gives stacks as text, minified by %s,', (minifier) => {
  beforeEach(() => {
    host.stackTraceLimit = 200;
  });

  it('places and names are the same', async () => {
    const lua = await importMinified<LuaModules>(ENTRY, minifier, { Error: plainError((stack) => stack) });
    expect(evaluate(lua, FAILURES)).toEqual(MESSAGES);
  });

  it('they are the same where functions cannot be named', async () => {
    const globals = { Error: plainError(asInFirefox), Object: objectOfFirefox };
    const lua = await importMinified<LuaModules>(ENTRY, minifier, globals);
    expect(evaluate(lua, FAILURES)).toEqual(MESSAGES);
  });
});

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
