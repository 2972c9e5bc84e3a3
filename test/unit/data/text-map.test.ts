import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextMap, TextSet } from '../../../src/data/text-map.ts';

/** Short texts, and long ones of few lengths, so that many are alike. */
const text = fc
  .tuple(fc.constantFrom('', 'x'.repeat(15_998), 'x'.repeat(20_000)), fc.nat(9))
  .map(([head, tail]) => `${head}${tail}`);
const step = fc.tuple(fc.constantFrom('set', 'set', 'delete', 'get', 'clear'), text, fc.nat());

describe('a map of texts', () => {
  it('holds what was put in', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const model = new Map<string, number>();
        const map = new TextMap<number>();
        for (const [action, key, value] of steps) {
          if (action === 'set') {
            model.set(key, value);
            map.set(key, value);
          } else if (action === 'delete') expect(map.delete(key)).toBe(model.delete(key));
          else if (action === 'clear') {
            model.clear();
            map.clear();
          }
          expect(map.get(key)).toBe(model.get(key));
          expect(map.has(key)).toBe(model.has(key));
          expect(map.size).toBe(model.size);
        }
        const byLength = ([one]: [string, number], [other]: [string, number]) =>
          Number(one.length > 16_000) - Number(other.length > 16_000);
        const expected = [...model].sort(byLength);
        expect(new Map(map)).toEqual(new Map(expected));
        expect(new Set(map.keys())).toEqual(new Set(model.keys()));
        expect([...map.values()].sort()).toEqual([...model.values()].sort());
      }),
    );
  });

  it('lets the current entry of an iteration be deleted', () => {
    const keys = ['a', 'b', 'x'.repeat(20_000), 'y'.repeat(20_000)];
    const set = new TextSet(keys);
    const seen: string[] = [];
    for (const key of set) {
      seen.push(key);
      expect(set.delete(key)).toBe(true);
    }
    expect(seen).toEqual(keys);
    expect(set.size).toBe(0);
  });
});
