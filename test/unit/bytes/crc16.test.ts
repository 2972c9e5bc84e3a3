import { describe, expect, it } from 'vitest';
import { crc16, keySlot } from '../../../src/bytes/crc16.ts';

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
