import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../../src/lua/syntax/parser.ts';
import { askLua, hasLua } from './stock-lua.ts';
import { SYNTAX_ERRORS } from './syntax-errors.ts';

function messageOf(source: string, chunkName = source, levels = 0): string {
  try {
    parse(source, chunkName, levels);
    return 'OK';
  } catch (error) {
    if (error instanceof Error && error.name === 'LuaSyntaxError') return error.message;
    throw error;
  }
}

const list = (count: number, item: (position: number) => string, separator = ',') =>
  Array.from({ length: count }, (_, position) => item(position)).join(separator);

describe('a broken chunk', () => {
  it.each(SYNTAX_ERRORS)('%j', (source, message) => {
    expect(messageOf(source)).toBe(message);
  });

  it('is named by its file or as it is', () => {
    expect(messageOf('x', '@user_script')).toBe("user_script:1: '=' expected near '<eof>'");
    expect(messageOf('x', '=[C]')).toBe("[C]:1: '=' expected near '<eof>'");
    const file = `@${'f'.repeat(90)}.lua`;
    expect(messageOf('x', file)).toBe(`...${'f'.repeat(68)}.lua:1: '=' expected near '<eof>'`);
  });
});

describe('limits', () => {
  it('are 200 locals in a function, the hidden ones of a loop included', () => {
    expect(messageOf(`local ${list(200, (n) => `a${n}`)}`, '=c')).toBe('OK');
    expect(messageOf(`local ${list(201, (n) => `a${n}`)}`, '=c')).toBe(
      'c:1: main function has more than 200 local variables',
    );
    const locals = list(197, (n) => `local a${n}`, '\n');
    expect(messageOf(`function f()\n${locals}\nfor i = 1, 2 do end end`, '=c')).toBe(
      'c:199: function at line 1 has more than 200 local variables',
    );
  });

  it('are 60 upvalues in a function, found outermost first', () => {
    const names = (count: number) => list(count, (n) => `a${n}`, '+');
    const nested = (count: number) =>
      `local ${list(count, (n) => `a${n}`)}\nfunction f()\nreturn function() return ${names(count)} end end`;
    expect(messageOf(nested(60), '=c')).toBe('OK');
    expect(messageOf(nested(61), '=c')).toBe('c:3: function at line 2 has more than 60 upvalues');
  });

  it.each([
    ['parentheses', (n: number) => `x=${'('.repeat(n)}1${')'.repeat(n)}`],
    ['blocks', (n: number) => `${'do '.repeat(n)}${'end '.repeat(n)}`],
    ['operators to the right', (n: number) => `x=${list(n, () => 'a', '..')}`],
    ['prefix operators', (n: number) => `x=${'not '.repeat(n - 1)}x`],
    ['tables', (n: number) => `x=${'{'.repeat(n)}${'}'.repeat(n)}`],
  ])('are 200 levels of %s, with the C calls in progress', (_, source) => {
    const tooMany = 'chunk has too many syntax levels';
    expect(messageOf(source(150), '=c')).toBe('OK');
    expect(messageOf(source(201), '=c')).toBe(`c:1: ${tooMany}`);
    expect(messageOf(source(100), '=c', 101)).toBe(`c:1: ${tooMany}`);
    // Far beyond: no trouble with the host's stack.
    expect(messageOf(source(100_000), '=c')).toBe(`c:1: ${tooMany}`);
  });

  it('are none to the left and in sequence', () => {
    expect(messageOf(`x=${list(20_000, () => 'a', '+')}`)).toBe('OK');
    expect(messageOf(`f${'()'.repeat(20_000)}`)).toBe('OK');
    expect(messageOf(`x=a${'.b'.repeat(20_000)}`)).toBe('OK');
    expect(messageOf(`if a then ${'elseif b then '.repeat(20_000)} end`)).toBe('OK');
  });

  it('are 250 registers for one expression', () => {
    expect(messageOf(`f(${list(247, () => '1')})`, '=c')).toBe('OK');
    expect(messageOf(`f(${list(260, () => '1')})`, '=c')).toBe(
      "c:1: function or expression too complex near '1'",
    );
    expect(messageOf(`x={${list(5000, () => '1')}}`, '=c')).toBe('OK');
  });

  it('are the rest of the levels in targets of one assignment', () => {
    expect(messageOf(`${list(210, (n) => `a${n}`)}=1`, '=c')).toBe(
      'c:1: main function has more than 199 variables in assignment',
    );
  });
});

/** Words and symbols that have a meaning, and some that have none. */
const TOKENS = (
  'and break do else elseif end false for function if in local nil not or repeat return then true until ' +
  'while .. ... == >= <= ~= = < > + - * / % ^ # ( ) { } [ ] ; : , . a b c f() f(1) x.y a:b() 1 0x1f 3e 1. ' +
  '"s" [[l]] [=[m]=] --[[d]] \x01 \0 "u \\ \x80 ~ ! [= ]'
)
  .split(' ')
  .concat(['--c\n', '\n', '\r\n']);

describe.runIf(hasLua)('any text', () => {
  it('is accepted or refused as stock Lua does, with the same words', () => {
    const soups = fc.sample(
      fc
        .array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom(' ', ' ', '')), { maxLength: 12 })
        .map((words) => words.flat().join('')),
      { numRuns: 5000, seed: 51 },
    );
    // Stock Lua runs `loadstring` two C calls deep; it also knows binary chunks, which have no place here.
    expect(soups.map((soup) => messageOf(soup, soup, 2))).toEqual(askLua(soups));
  });
});
