import { describe, expect, it } from 'vitest';
import { parse } from '../../../../src/lua/syntax/parser.ts';

/** The constant that an expression is. */
function constant(text: string): unknown {
  const [statement] = parse(`return ${text}`, '=test').main.block.statements;
  const value = statement.kind === 'Return' ? statement.values[0] : undefined;
  return value?.kind === 'String' || value?.kind === 'Number' ? value.value : value?.kind;
}

describe('strings', () => {
  it.each([
    ["'a\"b'", 'a"b'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\65\\066\\0007\\255"', 'AB\x007\xff'],
    ['"\\q\\x41"', 'qx41'],
    ['"a\\\r\nb"', 'a\nb'],
    ['[[\r\na\rb]]', 'a\nb'],
    ['[[\n\n]]', '\n'],
    ['[==[ ]=] ]] ]==]', ' ]=] ]] '],
    ['[=[[[x]]]=]', '[[x]]'],
    ['"\0\x80\xff"', '\0\x80\xff'],
  ])('%j', (text, value) => {
    expect(constant(text)).toBe(value);
  });
});

describe('numbers', () => {
  it.each([
    ['3', 3],
    ['3.', 3],
    ['.5', 0.5],
    ['3e2', 300],
    ['3E-2', 0.03],
    ['0x', undefined],
    ['0xA', 10],
    ['0XfF', 255],
    ['0x1p4', 16],
    ['0xffffffffffffffff', 2 ** 64],
    ['1e999', Infinity],
    ['9007199254740993', 2 ** 53],
  ])('%s', (text, value) => {
    if (value === undefined) expect(() => constant(text)).toThrow('malformed number');
    else expect(constant(text)).toBe(value);
  });
});

describe('comments', () => {
  it.each(['1 -- x', '--[[ a\n b ]] 1', '--[==[ ]] ]==] 1', '--[x\n1', '--\n1'])('%j', (text) => {
    expect(constant(text)).toBe(1);
  });
});

describe('lines', () => {
  it.each([
    ['\n', 2],
    ['\r', 2],
    ['\r\n', 2],
    ['\n\r', 2],
    ['\n\n', 3],
    ['\r\r\n', 3],
    ['[[\n\r\n]]\n', 4],
  ])('%j counts to %d', (text, line) => {
    const source = text.startsWith('[') ? `x=${text}` : `x=1${text}`;
    const body = parse(source, '=test').main;
    expect(body.endLine).toBe(line);
  });
});
