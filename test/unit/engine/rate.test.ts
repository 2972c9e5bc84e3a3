import { describe, expect, it } from 'vitest';
import { Rate } from '../../../src/engine/rate.ts';

/** Samples a counter every 100 ms. */
function sampled(counts: number[]): Rate {
  const rate = new Rate();
  counts.forEach((count, index) => {
    rate.sample(count, 1000 + index * 100);
  });
  return rate;
}

describe('rate', () => {
  it('is the average of the last samples, per second', () => {
    expect(sampled(Array.from({ length: 17 }, (_, i) => i * 5)).perSecond).toBe(50);
  });

  it('rises slowly from nothing', () => {
    expect(sampled([0, 16]).perSecond).toBe(10);
    expect(sampled([7]).perSecond).toBe(0);
  });

  it('takes a counter that was set back for one that stands still', () => {
    expect(sampled([100, 0]).perSecond).toBe(0);
  });
});
