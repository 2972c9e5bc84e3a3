import { describe, expect, it } from 'vitest';
import type { LuaTable } from '../../../../src/lua/runtime/table.ts';
import type { LuaValue } from '../../../../src/lua/runtime/value.ts';
import { createCmsgpack } from '../../../../src/scripting/lib/cmsgpack.ts';
import { call, failure, list, record } from './libraries.ts';

const cmsgpack = createCmsgpack();
const pack = (...values: LuaValue[]) => call(cmsgpack, 'pack', ...values)[0] as string;
const unpack = (text: string) => call(cmsgpack, 'unpack', text);

describe('cmsgpack.pack', () => {
  it.each<[LuaValue, string]>([
    [127, '\x7f'],
    [-32, '\xe0'],
    [200, '\xcc\xc8'],
    [70000, '\xce\0\x01\x11p'],
    [2 ** 53, '\xcf\0 \0\0\0\0\0\0'],
    [-33, '\xd0\xdf'],
    [-129, '\xd1\xff\x7f'],
    [-32769, '\xd2\xff\xff\x7f\xff'],
    [-(2 ** 31) - 1, '\xd3\xff\xff\xff\xff\x7f\xff\xff\xff'],
    [2 ** 63, '\xca_\0\0\0'],
    [0.1, '\xcb?\xb9\x99\x99\x99\x99\x99\x9a'],
    [1.5, '\xca?\xc0\0\0'],
    [Number.NaN, '\xcb\xff\xf8\0\0\0\0\0\0'],
    [undefined, '\xc0'],
    [true, '\xc3'],
    ['abc', '\xa3abc'],
    ['x'.repeat(32), `\xd9 ${'x'.repeat(32)}`],
    [list(1, 2), '\x92\x01\x02'],
    [record({ a: 1 }), '\x81\xa1a\x01'],
    [list(1, undefined, 3), '\x82\x01\x01\x03\x03'],
  ])('packs %j in the shortest form', (value, bytes) => {
    expect(pack(value)).toBe(bytes);
  });

  it('gives up on tables nested deeper than 16', () => {
    let table = list();
    for (let depth = 0; depth < 20; depth++) table = list(table);
    expect(pack(table)).toBe(`${'\x91'.repeat(16)}\xc0`);
  });

  it('wants something to pack', () => {
    expect(failure(cmsgpack, 'pack')).toBe("bad argument #0 to '?' (MessagePack pack needs input.)");
  });
});

describe('cmsgpack.unpack', () => {
  it('reads what pack writes', () => {
    const long = 'y'.repeat(70_000);
    const values = [1, -1, 1.5, 0.1, 'a', long, true, false, undefined, -(2 ** 40), 2 ** 40];
    expect(unpack(pack(...values))).toEqual(values);
    const [table] = unpack(pack(record({ a: list(1, 2), b: record({ c: 'd' }) })));
    expect(pack(table)).toBe(pack(record({ a: list(1, 2), b: record({ c: 'd' }) })));
    const many = list(...Array.from({ length: 20 }, (_, index) => index));
    expect((unpack(pack(many))[0] as LuaTable).length()).toBe(20);
  });

  it('reads a part, and says where the next begins', () => {
    expect(call(cmsgpack, 'unpack_one', '\x01\x02')).toEqual([1, 1]);
    expect(call(cmsgpack, 'unpack_limit', '\x01\x02\x03', 2)).toEqual([2, 1, 2]);
    expect(call(cmsgpack, 'unpack_limit', '\x01\x02\x03', 2, 2)).toEqual([-1, 3]);
  });

  it('says what is wrong', () => {
    expect(failure(cmsgpack, 'unpack', '\x91')).toBe('Missing bytes in input.');
    expect(failure(cmsgpack, 'unpack', '\xc1')).toBe('Bad data format in input.');
    expect(failure(cmsgpack, 'unpack', '\x81\xc0\x01')).toBe('table index is nil');
    expect(failure(cmsgpack, 'unpack_one', '\x01', 20)).toBe('Start offset 20 greater than input length 1.');
    expect(failure(cmsgpack, 'unpack_one', '\x01\x02\x03', -1)).toBe(
      'Invalid request to unpack with offset of -1 and limit of 3.',
    );
    expect(failure(cmsgpack, 'unpack', '\x91'.repeat(9000))).toBe(
      'stack overflow (in function mp_decode_to_lua_array)',
    );
  });

  it.each([
    ['arrays', '\x91', 'in function mp_decode_to_lua_array', 4000, 3999],
    [
      'maps',
      '\x81\x01',
      'too many return values at once; use unpack_one or unpack_limit instead.',
      4000,
      3999,
    ],
    [
      'maps as keys',
      '\x81',
      'too many return values at once; use unpack_one or unpack_limit instead.',
      8000,
      7998,
    ],
  ])(
    'of %s is as deep as the stack of Lua allows, whatever V8 allows',
    (_what, opening, reason, tooDeep, deepest) => {
      expect(failure(cmsgpack, 'unpack', opening.repeat(tooDeep))).toBe(`stack overflow (${reason})`);
      expect(failure(cmsgpack, 'unpack', opening.repeat(deepest))).toBe('Missing bytes in input.');
    },
  );
});
