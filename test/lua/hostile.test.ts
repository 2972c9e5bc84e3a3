/**
 * Broken and hostile source, from fixed seeds: compiling it either works, and the text is JavaScript, or raises a
 * Lua error; running it ends with a value or a Lua error. Nothing else is ever thrown.
 */
import { describe, expect, it } from 'vitest';
import { FORMS, type LuaModules } from '../support/forms.ts';
import { generateProgram } from './generator/program.ts';
import { Random } from './generator/random.ts';

const TOKENS = (
  'and break do else elseif end false for function if in local nil not or repeat return then true until while ... ' +
  '.. == >= <= ~= = < > + - * / % ^ # ( ) { } [ ] ; : , . a b c f() f(1) x.y a:b() 1 2 0x1f 1. .5 1e 0x "s" \'t\' ' +
  '[[l]] [==[ ]==] "\\200\\201" "\\ \u0000 \u0080 \u0081 \u00ff $ @ ! ` {a} */ /* // --[[ -- constructor __proto__ ' +
  'arguments eval this new class yield await async var let const undefined null NaN prototype'
).split(' ');

/** Reserved words of JavaScript and properties of its objects, none of them reserved in Lua. */
const NAMES_OF_JAVASCRIPT = (
  '__proto__ constructor prototype toString valueOf hasOwnProperty __defineGetter__ __lookupSetter__ isPrototypeOf ' +
  'arguments eval await async let const var class this new undefined null NaN Infinity yield static super void typeof ' +
  'delete with try catch throw switch case default export import extends enum interface package implements public ' +
  'private protected instanceof debugger finally of get set apply call bind caller length name globalThis window ' +
  'process require module exports Function Object Symbol iterator B C E G M N R V L1 F1 t1 s1 b1 h1'
).split(' ');

/** As bytes: JavaScript's line separators, and what ends its literals, templates and comments. */
const TEXTS = [
  '`${',
  '}`',
  '${',
  '*/',
  '//',
  '-->',
  '</script>',
  '\xe2\x80\xa8',
  '\xe2\x80\xa9',
  "'",
  '\\u0041',
  '\\',
  ']]',
  '#!',
];

/** The bound of a hostile program's running time, in steps. */
const QUANTUM = 20_000;

/** What running a text comes to; undefined for values and Lua errors, the exception for anything else. */
function defect(lua: LuaModules, source: string): unknown {
  const state = lua.createState({
    quantum: QUANTUM,
    onBudget: () => {
      throw new lua.LuaError('too long');
    },
  });
  lua.openLibraries(state);
  try {
    lua.callFunction(state, lua.instantiate(state, lua.compile(source, '=hostile', {})));
  } catch (exception) {
    if (!(exception instanceof lua.LuaError)) return exception;
  }
  return undefined;
}

function expectNoDefect(lua: LuaModules, source: string): void {
  const found = defect(lua, source);
  expect(found === undefined ? undefined : { source, found: String(found) }).toBeUndefined();
}

describe.each(FORMS)('hostile source, $form,', ({ lua }) => {
  it('of random tokens', () => {
    const random = new Random(11);
    for (let count = 0; count < 5000; count++) {
      const length = 1 + random.below(16);
      expectNoDefect(
        lua,
        Array.from({ length }, () => random.pick(TOKENS)).join(random.pick([' ', ' ', '\n', ''])),
      );
    }
  }, 60_000);

  it('of random bytes', () => {
    const random = new Random(12);
    for (let count = 0; count < 2000; count++) {
      const bytes = Array.from({ length: random.below(40) }, () => String.fromCharCode(random.below(256)));
      expectNoDefect(lua, bytes.join(''));
    }
  }, 60_000);

  it('made of programs by leaving out, doubling and swapping bytes', () => {
    const random = new Random(13);
    for (let count = 0; count < 300; count++) {
      let text = generateProgram(count);
      for (let edits = 1 + random.below(4); edits > 0; edits--) {
        const at = random.below(text.length);
        const end = at + random.below(6);
        const middle = random.pick([
          '',
          text.slice(at, end).repeat(2),
          random.pick(TOKENS),
          text.slice(0, at),
        ]);
        text = text.slice(0, at) + middle + text.slice(end);
      }
      expectNoDefect(lua, text);
    }
  }, 60_000);

  it.each([
    ['operators', (n: number) => `local a = 1 return ${'a + '.repeat(n)}a`],
    ['concatenations', (n: number) => `local a = 1 return ${'a .. '.repeat(n)}a`],
    ['parentheses', (n: number) => `return ${'('.repeat(n)}1${')'.repeat(n)}`],
    ['calls', (n: number) => `local function f() return f end return f${'()'.repeat(n)}`],
    ['fields', (n: number) => `local t = {} t.b = t return t${'.b'.repeat(n)}`],
    ['conditions', (n: number) => `local a return ${'a or '.repeat(n)}1`],
    ['comparisons', (n: number) => `local a = 1 return ${'a == '.repeat(n)}1`],
    ['branches', (n: number) => `local a if a then ${'elseif a then '.repeat(n)}end`],
    ['blocks', (n: number) => `${'do '.repeat(n)}${'end '.repeat(n)}`],
    ['functions', (n: number) => `${'return function() '.repeat(n)}${'end '.repeat(n)}`],
    ['tables', (n: number) => `return ${'{'.repeat(n)}${'}'.repeat(n)}`],
    ['signs', (n: number) => `return ${'- '.repeat(n)}1`],
    ['names', (n: number) => `local ${Array.from({ length: n }, (_, at) => `a${at}`).join()} = 1`],
    ['patterns', (n: number) => `return ("a"):rep(${n}):find(("a?"):rep(${n}) .. "b")`],
    ['a cycle of __index', (n: number) => `local t = {} setmetatable(t, {__index = t}) return t.x, ${n}`],
    ['recursion', (n: number) => `local function f() return 1 + f() end return f(${n})`],
  ])(
    'of many %s',
    (_, make) => {
      for (const size of [10, 150, 250, 5000, 20_000]) expectNoDefect(lua, make(size));
    },
    60_000,
  );

  it.each([
    ['names that mean something to JavaScript', NAMES_OF_JAVASCRIPT.map((name) => `t.${name}`).join()],
    ['texts that end literals and comments', TEXTS.map((text) => JSON.stringify(text)).join()],
  ])('of %s answers as Lua does', (_, list) => {
    const source = `local t = setmetatable({}, {__index = function(_, name) return name end}) return ${list}`;
    const state = lua.createState();
    lua.openLibraries(state);
    const expected = list.startsWith('t.') ? NAMES_OF_JAVASCRIPT : TEXTS;
    expect(lua.callFunction(state, lua.instantiate(state, lua.compile(source, '=hostile')))).toEqual(
      expected,
    );
  });

  it.each([
    ['locals', (name: string) => `local ${name} = 1 ${name} = ${name} + 1 return ${name}`],
    ['globals', (name: string) => `${name} = 1 ${name} = ${name} + 1 return ${name}`],
    [
      'upvalues',
      (name: string) => `local ${name} = 1 return (function() ${name} = ${name} + 1 return ${name} end)()`,
    ],
    ['parameters', (name: string) => `return (function(${name}) return ${name} + 1 end)(1)`],
    ['loop variables', (name: string) => `for ${name} = 2, 2 do return ${name} end`],
    ['fields', (name: string) => `local t = {${name} = 1} t.${name} = t.${name} + 1 return t.${name}`],
    ['fields of fields', (name: string) => `local t = {${name} = {${name} = 2}} return t.${name}.${name}`],
    ['methods', (name: string) => `local t = {} function t:${name}(n) return n end return t:${name}(2)`],
    [
      'functions',
      (name: string) =>
        `local function ${name}(n) return n > 1 and n or ${name}(n + 1) end return ${name}(1)`,
    ],
    ['absent fields', (name: string) => `return ({}).${name} == nil and ("x").${name} == nil and 2`],
    ['absent globals', (name: string) => `return ${name} == nil and 2`],
    [
      'keys that are met',
      (name: string) => `for key in pairs({${name} = 1}) do return key == "${name}" and 2 end`,
    ],
  ])('names %s as JavaScript does its own', (_, make) => {
    for (const name of NAMES_OF_JAVASCRIPT.filter((each) => !['length', 'name'].includes(each))) {
      const state = lua.createState();
      lua.openLibraries(state);
      expect(
        lua.callFunction(state, lua.instantiate(state, lua.compile(make(name), '=hostile'))),
        name,
      ).toEqual([2]);
    }
  });

  it.each([
    ['a line of 1 MB', `return #"${'x'.repeat(1_000_000)}"`, 1_000_000],
    ['100,000 lines', `local n = 0\n${'n = n + 1\n'.repeat(100_000)}return n`, 100_000],
    ['100,000 elements', `return #{${'1,'.repeat(100_000)}}`, 100_000],
    ['a comment of 1 MB', `--[==[${']]'.repeat(500_000)}]==] return 1`, 1],
    [
      '30,000 functions',
      `local n = 0 ${'local function f() n = n + 1 end f() '.replace('local ', '').repeat(30_000)}return n`,
      30_000,
    ],
  ])(
    'with %s',
    (_, source, expected) => {
      const state = lua.createState();
      lua.openLibraries(state);
      expect(lua.callFunction(state, lua.instantiate(state, lua.compile(source, '=hostile')))).toEqual([
        expected,
      ]);
    },
    60_000,
  );
});
