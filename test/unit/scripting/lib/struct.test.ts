import { describe, expect, it } from 'vitest';
import type { LuaValue } from '../../../../src/lua/runtime/value.ts';
import { createStruct } from '../../../../src/scripting/lib/struct.ts';
import { call, failure } from './libraries.ts';

const struct = createStruct();
const pack = (...values: LuaValue[]) => call(struct, 'pack', ...values)[0];
const unpack = (...values: LuaValue[]) => call(struct, 'unpack', ...values);

describe('struct.pack', () => {
  it('packs in either order of bytes', () => {
    expect(pack('>i2<i2', 1, 2)).toBe('\0\x01\x02\0');
    expect(pack('>hd', -2, 1.5)).toBe('\xff\xfe\x3f\xf8\0\0\0\0\0\0');
    expect(pack('<f>f', 1.5, 1.5)).toBe('\0\0\xc0\x3f\x3f\xc0\0\0');
    expect(pack('L', -1)).toBe('\xff'.repeat(8));
    expect(pack('<i16', -1)).toBe('\xff'.repeat(8) + '\0'.repeat(8));
  });

  it('packs strings of a fixed size, with a zero, or whole', () => {
    expect(pack('c2sc0x', 'abc', 'de', 'fgh')).toBe('abde\0fgh\0');
  });

  it('aligns', () => {
    expect(pack('!8bi4d', 1, 2, 3)).toBe('\x01\0\0\0\x02\0\0\0\0\0\0\0\0\0\x08@');
    expect(call(struct, 'size', '!8bi4d')).toEqual([16]);
  });

  it('says what is wrong', () => {
    expect(failure(struct, 'pack', 'i33', 1)).toBe('integral size 33 is larger than limit of 32');
    expect(failure(struct, 'pack', '!3i', 1)).toBe('alignment 3 is not a power of 2');
    expect(failure(struct, 'pack', 'i99999999999', 1)).toBe('integral size overflow');
    expect(failure(struct, 'pack', 'z')).toBe("bad argument #1 to '?' (invalid format option 'z')");
    expect(failure(struct, 'pack', 'c5', 'abc')).toBe("bad argument #3 to '?' (string too short)");
    expect(failure(struct, 'pack', 'i')).toBe("bad argument #2 to '?' (number expected, got nil)");
    expect(failure(struct, 'size', 's')).toBe("bad argument #1 to '?' (option 's' has no fixed size)");
  });
});

describe('struct.unpack', () => {
  it('answers the values and where the next would start', () => {
    expect(unpack('bBhH', '\xff'.repeat(6))).toEqual([-1, 255, -1, 65535, 7]);
    expect(unpack('>I8', '\0\x20\0\0\0\0\0\x01')).toEqual([2 ** 53, 9]);
    expect(unpack('<d>f', '\0\0\0\0\0\0\xf8\x3f\x3f\xc0\0\0')).toEqual([1.5, 1.5, 13]);
    expect(unpack('bc0s', '\x02abcd\0')).toEqual(['ab', 'cd', 7]);
    expect(unpack('i', '\x01\0\0\0\x02\0\0\0', 5)).toEqual([2, 9]);
    expect(unpack('', 'abc', -1)).toEqual([-1]);
  });

  it('says what is wrong', () => {
    expect(failure(struct, 'unpack', 'c0', 'abc')).toBe("format 'c0' needs a previous size");
    expect(failure(struct, 'unpack', 's', 'abc')).toBe('unfinished string in data');
    expect(failure(struct, 'unpack', 'i', 'abc')).toBe("bad argument #2 to '?' (data string too short)");
    expect(failure(struct, 'unpack', 'i', 'abcd', 0)).toBe(
      "bad argument #3 to '?' (offset must be 1 or greater)",
    );
  });
});
