import { describe, expect, it } from 'vitest';
import {
  compareStreamIds,
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  previousStreamId,
  subtractUint64,
  toUint64,
} from '../../../src/data/stream-id.ts';

describe('stream IDs', () => {
  it('are neighbours over the end of a sequence and of the exact numbers', () => {
    const pairs = [
      ['1-1', '1-2'],
      ['1-18446744073709551615', '2-0'],
      ['1-9007199254740992', '1-9007199254740993'],
      ['9007199254740992-18446744073709551615', '9007199254740993-0'],
    ];
    for (const [low, high] of pairs) {
      const parse = (text: string) => {
        const [ms, seq] = text.split('-').map((half) => toUint64(BigInt(half)));
        return { ms, seq };
      };
      expect(formatStreamId(nextStreamId(parse(low)) ?? MIN_STREAM_ID)).toBe(high);
      expect(previousStreamId(parse(high))).toEqual(parse(low));
      expect(compareStreamIds(parse(low), parse(high))).toBeLessThan(0);
    }
  });

  it('end at both ends', () => {
    expect(nextStreamId(MAX_STREAM_ID)).toBeNull();
    expect(previousStreamId(MIN_STREAM_ID)).toBeNull();
  });

  it('subtract exactly', () => {
    expect(subtractUint64(5, 7)).toBe(-2);
    expect(subtractUint64(toUint64(2n ** 63n), 1)).toBe(2n ** 63n - 1n);
    expect(subtractUint64(toUint64(2n ** 63n), toUint64(2n ** 63n - 1n))).toBe(1);
  });
});
