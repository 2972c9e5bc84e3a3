import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatGeneral } from '../../../../src/bytes/number.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';
import { NULL_POINTER } from '../../../../src/lua/runtime/text.ts';
import type { LuaValue } from '../../../../src/lua/runtime/value.ts';
import { createCjson } from '../../../../src/scripting/lib/cjson.ts';
import { call, failure, list, record } from './libraries.ts';

let cjson: LuaTable;
const encode = (value: LuaValue) => call(cjson, 'encode', value)[0];
const decode = (text: string) => call(cjson, 'decode', text)[0];

beforeEach(() => {
  cjson = createCjson();
});

describe('cjson.encode', () => {
  it('writes numbers with 14 digits', () => {
    expect(encode(list(1.5, 1e15, 1e14, 123456789012345, 0.1, 1 / 3, -0, 1e300, -1e-7))).toBe(
      '[1.5,1e+15,1e+14,1.2345678901234e+14,0.1,0.33333333333333,-0,1e+300,-1e-07]',
    );
    call(cjson, 'encode_number_precision', 3);
    expect(encode(list(1 / 3, 12345))).toBe('[0.333,1.23e+04]');
  });

  it('escapes as lua-cjson does: slashes and DEL too, bytes beyond ASCII not', () => {
    expect(encode('a/b\x7f\x01\x1f\n\t"\\\xc8')).toBe('"a\\/b\\u007f\\u0001\\u001f\\n\\t\\"\\\\\xc8"');
    const long = `${'x'.repeat(50)}/`;
    expect(encode(long)).toBe(`"${'x'.repeat(50)}\\/"`);
  });

  it('takes a table for an array when its keys are positive integers', () => {
    expect(encode(list(1, undefined, 3))).toBe('[1,null,3]');
    expect(encode(new LuaTable())).toBe('{}');
    const mixed = list('a');
    mixed.setString('k', true);
    expect(encode(mixed)).toBe('{"1":"a","k":true}');
    const huge = new LuaTable();
    huge.set(1e10, 1);
    expect(encode(huge)).toBe('{"10000000000":1}');
  });

  it('refuses what has no JSON form', () => {
    expect(failure(cjson, 'encode', () => 1)).toBe('Cannot serialise function: type not supported');
    expect(failure(cjson, 'encode', Number.NaN)).toBe('Cannot serialise number: must not be NaN or Inf');
    const sparse = list(1);
    sparse.set(20, 1);
    expect(failure(cjson, 'encode', sparse)).toBe('Cannot serialise table: excessively sparse array');
    call(cjson, 'encode_sparse_array', true);
    expect(encode(sparse)).toBe('{"1":1,"20":1}');
    let nested = list(1);
    for (let depth = 0; depth < 1000; depth++) nested = list(nested);
    expect(failure(cjson, 'encode', nested)).toBe('Cannot serialise, excessive nesting (1001)');
  });

  it('writes invalid numbers where told to', () => {
    expect(call(cjson, 'encode_invalid_numbers', 'null')).toEqual(['null']);
    expect(encode(list(Number.POSITIVE_INFINITY, Number.NaN))).toBe('[null,null]');
    expect(call(cjson, 'encode_invalid_numbers', true)).toEqual([true]);
    expect(encode(list(Number.NEGATIVE_INFINITY, Number.NaN))).toBe('[-inf,nan]');
  });
});

describe('cjson.decode', () => {
  it('reads every kind of value', () => {
    const table = decode(' {"a": [1, 2.5e1, -3], "b": {"c": null}, "d": [true, false, "x"]} ') as LuaTable;
    expect(table.getString('a')).toEqual(list(1, 25, -3));
    expect((table.getString('b') as LuaTable).getString('c')).toBe(NULL_POINTER);
    expect(table.getString('d')).toEqual(list(true, false, 'x'));
  });

  it('reads records that look alike, and those that do not', () => {
    const text = '[{"a":1,"b":2},{"a":3,"b":4},{"a":5},{"b":6,"a":7},{"a":8,"b":9,"c":10},{"a":1,"a":2}]';
    expect(encode(decode(text))).toBe(
      '[{"a":1,"b":2},{"a":3,"b":4},{"a":5},{"a":7,"b":6},{"a":8,"c":10,"b":9},{"a":2}]',
    );
    const escaped = '[{"a\\\\n":1},{"a\\n":2}]';
    expect(encode(decode(escaped))).toBe(escaped);
  });

  it('makes UTF-8 of escapes', () => {
    expect(decode('"\\ud83d\\ude00\\u20ac\\u00e9\\u0041"')).toBe('\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xa9A');
  });

  it('takes numbers that strtod takes, unless told not to', () => {
    expect(decode('[0x10,012,+5,1.,-Infinity]')).toEqual(list(16, 12, 5, 1, Number.NEGATIVE_INFINITY));
    call(cjson, 'decode_invalid_numbers', false);
    expect(failure(cjson, 'decode', '[0x10]')).toBe('Expected value but found invalid number at character 2');
  });

  it.each([
    ['', 'Expected value but found T_END at character 1'],
    ['{', 'Expected object key string but found T_END at character 2'],
    ['[1 2]', 'Expected comma or array end but found T_NUMBER at character 4'],
    ['{"a" 1}', 'Expected colon but found T_NUMBER at character 6'],
    ['"abc', 'Expected value but found unexpected end of string at character 5'],
    ['"a\\x"', 'Expected value but found invalid escape code at character 3'],
    ['"\\ud800"', 'Expected value but found invalid unicode escape code at character 2'],
    ['[1,]', 'Expected value but found T_ARR_END at character 4'],
    ['1 2', 'Expected the end but found T_NUMBER at character 3'],
    ['nul', 'Expected value but found invalid token at character 1'],
    ['\0a', 'JSON parser does not support UTF-16 or UTF-32'],
    ['['.repeat(1001), 'Found too many nested data structures (1001) at character 1001'],
  ])('says what is wrong with %j', (text, message) => {
    expect(failure(cjson, 'decode', text)).toBe(message);
  });

  it('reads what was written', () => {
    // The document itself is what has to come back; JSON knows no negative zero.
    const expected = (document: unknown): unknown => {
      if (document === 0) return 0;
      if (Array.isArray(document)) return document.map(expected);
      if (typeof document !== 'object' || document === null) return document;
      return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, expected(value)]));
    };
    const plain = (value: LuaValue): unknown => {
      if (value === NULL_POINTER) return null;
      if (!(value instanceof LuaTable)) return value;
      const { array, shape, slots } = value;
      if (slots.length === 0) return array.map(plain);
      return Object.fromEntries(shape.keys.map((key, slot) => [key, plain(slots[slot])]));
    };
    const scalar = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.tuple(fc.integer(), fc.constantFrom(8, 10, 1000)).map(([a, b]) => a / b),
      fc.string({ unit: 'binary-ascii', maxLength: 40 }),
      fc.boolean(),
      fc.constant(null),
    );
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', 'n'), minLength: 1, maxLength: 30 });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('object'), tie('records')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      // An empty object reads as an empty list, and one with the keys of its neighbour takes a shorter way.
      object: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      records: fc.array(
        fc.record({ id: scalar, name: tie('value'), tag: scalar }, { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (document, indent) => {
        expect(plain(decode(JSON.stringify(document, null, indent)))).toEqual(expected(document));
      }),
      { numRuns: 2000 },
    );
  });

  it('ends at a NUL', () => {
    expect(encode(decode('[1]\0]'))).toBe('[1]');
  });
});

describe('cjson.encode of long texts', () => {
  it('has room for all of them', () => {
    for (const length of [2729, 2730, 2731, 16381, 16382, 16383, 16384, 16385, 100_000]) {
      const plain = 'x'.repeat(length);
      expect(encode(plain)).toBe(`"${plain}"`);
      expect(encode(list(...Array.from({ length }, () => 7)))).toBe(`[${'7,'.repeat(length).slice(0, -1)}]`);
      expect(encode('\x01'.repeat(length))).toBe(`"${'\\u0001'.repeat(length)}"`);
      expect(encode(record({ [plain]: list(plain, true) }))).toBe(`{"${plain}":["${plain}",true]}`);
    }
  });

  it('begins anew after an error', () => {
    expect(failure(cjson, 'encode', list('begun', Number.NaN))).toMatch(/must not be NaN/);
    expect(encode(list('a'))).toBe('["a"]');
  });
});

describe('cjson.encode of numbers', () => {
  it('prints 14 significant digits', () => {
    const numbers = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.tuple(fc.integer(), fc.constantFrom(8, 10, 1000, 7, 2 ** 20)).map(([a, b]) => a / b),
    );
    fc.assert(
      fc.property(numbers, (number) => {
        expect(encode(number)).toBe(formatGeneral(number, 14));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('cjson settings', () => {
  it('belong to an instance', () => {
    const [other] = call(cjson, 'new');
    call(other as LuaTable, 'decode_max_depth', 1);
    expect(failure(other as LuaTable, 'decode', '[[1]]')).toBe(
      'Found too many nested data structures (2) at character 2',
    );
    expect(encode(decode('[[1]]'))).toBe('[[1]]');
  });

  it('are checked', () => {
    expect(failure(cjson, 'encode_max_depth', 0)).toBe(
      "bad argument #1 to '?' (expected integer between 1 and 2147483647)",
    );
    expect(failure(cjson, 'encode_sparse_array', 'x')).toBe("bad argument #1 to '?' (invalid option 'x')");
    expect(call(cjson, 'encode_sparse_array')).toEqual([false, 2, 10]);
  });

  it('encodes records in the order of next', () => {
    expect(encode(record({ b: 1, a: list('x') }))).toBe('{"a":["x"],"b":1}');
  });
});
