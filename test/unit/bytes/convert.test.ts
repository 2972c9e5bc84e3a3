import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes } from '../../../src/bytes/compare.ts';
import { bytesToString, stringToBytes, writeBytes } from '../../../src/bytes/convert.ts';
import { decodeUtf8, encodeUtf8 } from '../../../src/bytes/utf8.ts';

describe('bytes and byte strings', () => {
  it('convert both ways, large ones too', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, position) => (position * 7) & 255);
    expect(stringToBytes(bytesToString(bytes))).toEqual(bytes);
    expect(bytesToString(bytes, 1, 3)).toBe('\x07\x0e');
  });

  it('are written in place', () => {
    const target = new Uint8Array(4);
    writeBytes('\xff\x01', target, 1);
    expect([...target]).toEqual([0, 255, 1, 0]);
    const long = 'a\xff\0'.repeat(1000);
    const larger = new Uint8Array(3003);
    writeBytes(long, larger, 2);
    expect(bytesToString(larger)).toBe(`\0\0${long}\0`);
  });

  it('compare as unsigned bytes', () => {
    expect(compareBytes('\x7f', '\x80')).toBeLessThan(0);
    expect(compareBytes('a', 'aa')).toBeLessThan(0);
    expect(compareBytes('b', 'aa')).toBeGreaterThan(0);
    expect(compareBytes('', '')).toBe(0);
  });
});

describe('utf-8', () => {
  it('agrees with the standard encoder and decoder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeUtf8(text)).toBe(Buffer.from(text, 'utf8').toString('latin1'));
        expect(decodeUtf8(encodeUtf8(text))).toBe(text);
      }),
    );
  });

  it('replaces what is not valid', () => {
    expect(decodeUtf8('a\xffb')).toBe('a\ufffdb');
    expect(decodeUtf8('\xc0\x80')).toBe('\ufffd\ufffd');
    expect(encodeUtf8('\ud800')).toBe('\xef\xbf\xbd');
  });
});
