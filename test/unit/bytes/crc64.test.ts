import { describe, expect, it } from 'vitest';
import { Crc64, crc64 } from '../../../src/bytes/crc64.ts';

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
