import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LuaFunction, LuaValue } from '../../../../src/lua/lua.ts';
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
