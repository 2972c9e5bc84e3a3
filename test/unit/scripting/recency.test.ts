import { describe, expect, it } from 'vitest';
import { type Linked, Recency } from '../../../src/scripting/recency.ts';

interface Item extends Linked<Item> {
  readonly name: string;
}

describe('Recency', () => {
  it('gives items in the order of their last use, like a list that is searched', () => {
    const items = ['a', 'b', 'c', 'd', 'e'].map(
      (name): Item => ({ name, older: undefined, newer: undefined }),
    );
    const recency = new Recency<Item>();
    let expected: Item[] = [];
    let seed = 1;
    for (let step = 0; step < 500; step++) {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      const item = items[(seed >> 8) % items.length];
      const isIn = expected.includes(item);
      const isRemoved = isIn && (seed >> 16) % 3 === 0;
      expected = expected.filter((other) => other !== item);
      if (isRemoved) recency.remove(item);
      else {
        if (isIn) recency.touch(item);
        else recency.add(item);
        expected.push(item);
      }
      expect(order(recency)).toEqual(expected.map(({ name }) => name));
      expect(recency.size).toBe(expected.length);
    }
  });
});

function order(recency: Recency<Item>): string[] {
  const names: string[] = [];
  for (let item = recency.oldest; item !== undefined; item = item.newer) names.push(item.name);
  return names;
}
