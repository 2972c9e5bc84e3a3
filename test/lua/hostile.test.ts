/**
 * Broken and hostile source, from fixed seeds: compiling it either works, and the text is JavaScript, or raises a
 * Lua error; running it ends with a value or a Lua error. Nothing else is ever thrown.
 */
import { describe, expect, it } from 'vitest';
import {
  callFunction,
  compile,
  createState,
  instantiate,
  LuaError,
  openLibraries,
} from '../../src/lua/lua.ts';
import { generateProgram } from './generator/program.ts';
import { Random } from './generator/random.ts';

const TOKENS = (
  'and break do else elseif end false for function if in local nil not or repeat return then true until while ... ' +
  '.. == >= <= ~= = < > + - * / % ^ # ( ) { } [ ] ; : , . a b c f() f(1) x.y a:b() 1 2 0x1f 1. .5 1e 0x "s" \'t\' ' +
  '[[l]] [==[ ]==] "\\200\\201" "\\ \u0000 \u0080 \u0081 \u00ff $ @ ! ` {a} */ /* // --[[ -- constructor __proto__ ' +
  'arguments eval this new class yield await async var let const undefined null NaN prototype'
).split(' ');

/** The bound of a hostile program's running time, in steps. */
const QUANTUM = 20_000;

/** What running a text comes to; undefined for values and Lua errors, the exception for anything else. */
function defect(source: string): unknown {
  const state = createState({
    quantum: QUANTUM,
    onBudget: () => {
      throw new LuaError('too long');
    },
  });
  openLibraries(state);
  try {
    callFunction(state, instantiate(state, compile(source, '=hostile', {})));
  } catch (exception) {
    if (!(exception instanceof LuaError)) return exception;
  }
  return undefined;
}

function expectNoDefect(source: string): void {
  const found = defect(source);
  expect(found === undefined ? undefined : { source, found: String(found) }).toBeUndefined();
}

describe('hostile source', () => {
  it('of random tokens', () => {
    const random = new Random(11);
    for (let count = 0; count < 5000; count++) {
      const length = 1 + random.below(16);
      expectNoDefect(
        Array.from({ length }, () => random.pick(TOKENS)).join(random.pick([' ', ' ', '\n', ''])),
      );
    }
  }, 60_000);

  it('of random bytes', () => {
    const random = new Random(12);
    for (let count = 0; count < 2000; count++) {
      const bytes = Array.from({ length: random.below(40) }, () => String.fromCharCode(random.below(256)));
      expectNoDefect(bytes.join(''));
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
      expectNoDefect(text);
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
      for (const size of [10, 150, 250, 5000, 20_000]) expectNoDefect(make(size));
    },
    60_000,
  );
});
