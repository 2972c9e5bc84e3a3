import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16, keySlot } from '../../../src/bytes/crc16.ts';
import { Crc64, crc64 } from '../../../src/bytes/crc64.ts';
import { hashBytes } from '../../../src/bytes/hash.ts';
import { sha1Hex } from '../../../src/bytes/sha1.ts';

const byteString = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('sha1Hex', () => {
  it('agrees with a known implementation for any bytes', () => {
    fc.assert(
      fc.property(byteString, (text) => {
        expect(sha1Hex(text)).toBe(createHash('sha1').update(text, 'latin1').digest('hex'));
      }),
    );
  });
});

describe('crc16', () => {
  it('has the check value of XMODEM', () => {
    expect(crc16('123456789')).toBe(0x31c3);
  });

  it('hashes only the tag of a key', () => {
    expect(keySlot('foo')).toBe(12182);
    expect(keySlot('{foo}.a')).toBe(12182);
    expect(keySlot('a{foo}{bar}')).toBe(12182);
    expect(keySlot('{}foo')).toBe(crc16('{}foo') & 0x3fff);
  });
});

describe('crc64', () => {
  it('has the check value of Redis', () => {
    expect(crc64('123456789')).toBe(0xe9c6d914c4b8d9can);
    expect(crc64('')).toBe(0n);
  });

  it('may be fed in pieces', () => {
    const state = new Crc64();
    state.updateText('1234');
    state.update(Buffer.from('x56789'), 1);
    expect(state.digest()).toBe(0xe9c6d914c4b8d9can);
  });
});

describe('hashBytes', () => {
  it('spreads similar keys over the high and the low bits', () => {
    const high = new Set<number>();
    const low = new Set<number>();
    for (let number = 0; number < 1000; number++) {
      high.add(hashBytes(`user:${number}`, 1) >>> 22);
      low.add(hashBytes(`user:${number}`, 1) & 1023);
    }
    // 1,000 balls in 1,024 urns fill about 640 of them.
    expect(high.size).toBeGreaterThan(580);
    expect(low.size).toBeGreaterThan(580);
  });

  it('depends on the seed and on every byte', () => {
    expect(hashBytes('abc', 1)).not.toBe(hashBytes('abc', 2));
    expect(hashBytes('abc', 1)).not.toBe(hashBytes('abd', 1));
    expect(hashBytes('a\0', 1)).not.toBe(hashBytes('a', 1));
  });
});
