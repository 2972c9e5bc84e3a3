import { describe, expect, it } from 'vitest';
import { globMatch } from '../../../src/bytes/glob.ts';

describe('globMatch', () => {
  it.each([
    ['a*c', 'abbbc', true],
    ['a?c', 'ac', false],
    ['h[^e]llo', 'hello', false],
    ['h[^e]llo', 'hallo', true],
    ['[a-c]x', 'bx', true],
    ['[c-a]x', 'bx', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[\\]]', ']', true],
    ['a**b', 'ab', true],
    ['[ab', 'b', true],
    ['a*', 'a', true],
    ['', '', true],
    ['*', '', false],
    ['\\', '\\', true],
  ])('%j against %j: %s', (pattern, text, expected) => {
    expect(globMatch(pattern, text)).toBe(expected);
  });

  it('folds ASCII case on request, in ranges too', () => {
    expect(globMatch('HeLLo*', 'hello!', true)).toBe(true);
    expect(globMatch('[A-C]', 'b', true)).toBe(true);
    expect(globMatch('[A-C]', 'b')).toBe(false);
  });

  it('compares ranges as signed bytes', () => {
    expect(globMatch('[b-\xe9]', '^')).toBe(true);
    expect(globMatch('[b-\xe9]', 'c')).toBe(false);
  });

  it('does not blow up on many stars', () => {
    expect(globMatch(`${'a*'.repeat(400)}b`, 'a'.repeat(4000))).toBe(false);
    expect(globMatch(`${'*a'.repeat(1001)}*`, 'a'.repeat(2000))).toBe(false);
  });
});
