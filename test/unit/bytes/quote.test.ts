import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, splitArguments } from '../../../src/bytes/quote.ts';

describe('quote', () => {
  it.each([
    ['abc', '"abc"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\n\r\t\x07\b', '"\\n\\r\\t\\a\\b"'],
    ['\0\x7f\xff', '"\\x00\\x7f\\xff"'],
  ])('quotes %j', (bytes, quoted) => {
    expect(quote(bytes)).toBe(quoted);
  });
});

describe('split arguments', () => {
  it.each<[string, string[] | undefined]>([
    ['', []],
    ['   ', []],
    ['set  a\tb\r\n', ['set', 'a', 'b']],
    ['"a b" c', ['a b', 'c']],
    [String.raw`"\x41\n\q" 'it\'s'`, ['A\nq', "it's"]],
    ['foo"bar"', ['foobar']],
    [`"" ''`, ['', '']],
    ['"a"b', undefined],
    ["'a'b", undefined],
    ['"a', undefined],
    ["'a", undefined],
    ['"a\\', undefined],
    ['"\\xzz"', ['xzz']],
  ])('cuts %j', (line, words) => {
    expect(splitArguments(line)).toEqual(words);
  });

  it('undoes quote for any bytes', () => {
    const bytes = fc.uint8Array().map((array) => String.fromCharCode(...array));
    fc.assert(
      fc.property(bytes, (text) => {
        expect(splitArguments(quote(text))).toEqual([text]);
      }),
    );
  });
});
