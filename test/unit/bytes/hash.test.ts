import { describe, expect, it } from 'vitest';
import { hashBytes } from '../../../src/bytes/hash.ts';

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
