import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Dict } from '../../../src/data/dict.ts';
import { DictSegment, SEGMENT_LIMIT } from '../../../src/data/dict-segment.ts';

function filled(count: number): Dict<number> {
  const dict = new Dict<number>();
  for (let number = 0; number < count; number++) dict.set(`key:${number}`, number);
  return dict;
}

function scanAll(dict: Dict<number>, between: (step: number) => void = () => {}): Set<string> {
  const seen = new Set<string>();
  let cursor = 0;
  let step = 0;
  do {
    cursor = dict.scan(cursor, (_value, key) => seen.add(key));
    between(step++);
  } while (cursor !== 0);
  return seen;
}

/** A small linear congruential generator: the same sequence in every run. */
function chance(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a dict', () => {
  it('behaves as a Map under any sequence of operations', () => {
    const key = fc.integer({ min: 0, max: 40 }).map((number) => `k${number}`);
    const operation = fc.record({
      kind: fc.constantFrom('set', 'set', 'delete', 'get'),
      key,
      value: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
        const dict = new Dict<number>();
        const model = new Map<string, number>();
        for (const { kind, key, value } of operations) {
          if (kind === 'set') {
            expect(dict.set(key, value)).toBe(!model.has(key));
            model.set(key, value);
          } else if (kind === 'delete') expect(dict.delete(key)).toBe(model.delete(key));
          else expect(dict.get(key)).toBe(model.get(key));
        }
        expect([...dict]).toEqual([...model]);
        expect(dict.size).toBe(model.size);
      }),
    );
  });

  it('keeps insertion order while it fits a segment, through removals and replacements', () => {
    const dict = filled(500);
    for (let number = 0; number < 500; number += 3) dict.delete(`key:${number}`);
    dict.set('key:1', -1);
    dict.set('key:0', 0);
    const keys = [...dict.keys()];
    expect(keys.slice(0, 3)).toEqual(['key:1', 'key:2', 'key:4']);
    expect(keys.at(-1)).toBe('key:0');
    expect(dict.get('key:1')).toBe(-1);
  });

  it('holds many keys, loses none on the way down and ends empty', () => {
    const dict = filled(50_000);
    expect(dict.size).toBe(50_000);
    for (let number = 0; number < 50_000; number += 7) expect(dict.get(`key:${number}`)).toBe(number);
    for (let number = 0; number < 49_990; number++) expect(dict.delete(`key:${number}`)).toBe(true);
    expect([...dict.keys()].sort()).toEqual(Array.from({ length: 10 }, (_, n) => `key:${49_990 + n}`).sort());
    for (let number = 49_990; number < 50_000; number++) dict.delete(`key:${number}`);
    expect(dict.size).toBe(0);
    expect(dict.random(chance())).toBeUndefined();
  });

  it('lets an iteration remove the current entry', () => {
    const dict = filled(20_000);
    dict.forEach((value, key) => {
      if (value % 2 === 0) dict.delete(key);
    });
    expect(dict.size).toBe(10_000);
    for (const [key] of dict) dict.delete(key);
    expect(dict.size).toBe(0);
  });

  it('takes any byte string as a key, also names of object properties', () => {
    const dict = new Dict<number>();
    for (const key of ['', '__proto__', 'constructor', '\0', '\xff']) dict.set(key, key.length);
    expect(dict.get('__proto__')).toBe(9);
    expect(dict.get('toString')).toBeUndefined();
    expect(dict.size).toBe(5);
  });

  it('may hold keys only', () => {
    const dict = new Dict<true>(true);
    for (let number = 0; number < 10_000; number++) dict.set(`${number}`, true);
    expect(dict.has('77')).toBe(true);
    expect(dict.has('x')).toBe(false);
    expect(dict.delete('77')).toBe(true);
    expect(dict.size).toBe(9999);
  });

  it('copies without sharing', () => {
    for (const count of [3, 300, 30_000]) {
      const dict = filled(count);
      const copy = dict.copy();
      dict.delete('key:0');
      copy.set('key:1', 99);
      expect(copy.get('key:0')).toBe(0);
      expect(dict.get('key:1')).toBe(1);
      expect(copy.size).toBe(count);
      expect(copy.get(`key:${count - 1}`)).toBe(count - 1);
    }
  });
});

describe('scan', () => {
  it.each([0, 5, 100, 20_000])('visits all of %d entries', (count) => {
    expect(scanAll(filled(count)).size).toBe(count);
  });

  it('misses nothing that stays while the dict grows', () => {
    const dict = filled(3000);
    const seen = scanAll(dict, (step) => {
      if (step < 2000) for (let extra = 0; extra < 10; extra++) dict.set(`new:${step}:${extra}`, 0);
    });
    for (let number = 0; number < 3000; number++) expect(seen.has(`key:${number}`)).toBe(true);
  });

  it('misses nothing that stays while the dict shrinks', () => {
    const dict = filled(40_000);
    let next = 100;
    const seen = scanAll(dict, () => {
      for (let count = 0; count < 20 && next < 40_000; count++) dict.delete(`key:${next++}`);
    });
    expect(dict.size).toBeLessThan(1000);
    for (let number = 0; number < 100; number++) expect(seen.has(`key:${number}`)).toBe(true);
  });

  it('takes any cursor', () => {
    const dict = filled(1000);
    expect(dict.scan(2n ** 64n - 1n, () => {})).toBe(0);
    expect(dict.scan(123456789, () => {})).toBeGreaterThan(123456789);
  });
});

describe('random', () => {
  it('is about uniform over segments and holes', () => {
    const dict = filled(10_000);
    for (let number = 0; number < 5000; number++) dict.delete(`key:${number}`);
    const hits = new Map<string, number>();
    const random = chance();
    for (let tries = 0; tries < 100_000; tries++) {
      const [key] = dict.random(random) ?? [''];
      hits.set(key, (hits.get(key) ?? 0) + 1);
    }
    expect(hits.size).toBe(5000);
    // 20 expected each; Poisson leaves 50 practically out of reach.
    expect(Math.max(...hits.values())).toBeLessThan(50);
  });
});

describe('growing', () => {
  it('never indexes more entries in one operation than a few segments hold', () => {
    const indexed = vi.spyOn(DictSegment.prototype, 'bucketOf');
    const dict = new Dict<number>();
    let most = 0;
    for (let number = 0; number < 60_000; number++) {
      indexed.mockClear();
      dict.set(`key:${number}`, number);
      most = Math.max(most, indexed.mock.calls.length);
    }
    for (let number = 0; number < 60_000; number++) {
      indexed.mockClear();
      dict.delete(`key:${number}`);
      most = Math.max(most, indexed.mock.calls.length);
    }
    indexed.mockRestore();
    expect(most).toBeGreaterThan(1000);
    expect(most).toBeLessThan(3 * SEGMENT_LIMIT);
  });
});
