import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortFirst } from '../../../src/data/partial-sort.ts';

const compare = (a: number, b: number): number => a - b;

/** Items that make a quicksort of medians slow: their order is settled only when it looks at them (McIlroy, 1999). */
function adversary(size: number): { comparisons: number } {
  const gas = size;
  const values = new Array<number>(size).fill(gas);
  let solid = 0;
  let candidate = 0;
  let comparisons = 0;
  const items = values.map((_, at) => at);
  sortFirst(items, size, (a, b) => {
    comparisons++;
    if (values[a] === gas && values[b] === gas) values[a === candidate ? a : b] = solid++;
    if (values[a] === gas) candidate = a;
    else if (values[b] === gas) candidate = b;
    return values[a] - values[b];
  });
  return { comparisons };
}

describe('sorting the first items', () => {
  it('puts those there that sorting all of them would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 300 }),
        fc.nat(300),
        (numbers, count) => {
          const sorted = [...numbers].sort(compare);
          const items = [...numbers];
          sortFirst(items, count, compare);
          expect(items.slice(0, count)).toEqual(sorted.slice(0, count));
          expect(items.sort(compare)).toEqual(sorted);
        },
      ),
    );
  });

  it('does not take the square of the time for items that are arranged for it', () => {
    const size = 20_000;
    expect(adversary(size).comparisons).toBeLessThan(20 * size * Math.log2(size));
  });
});
