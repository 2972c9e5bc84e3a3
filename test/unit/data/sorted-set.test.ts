import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedSet } from '../../../src/data/sorted-set.ts';

const LIMITS = { entries: 128, value: 64 };

/** The same content as a plain sorted list: what every answer is checked against. */
function sorted(model: Map<string, number>): [string, number][] {
  return [...model].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
}

function entries(set: SortedSet, start = 0, end = set.size, reverse = false): [string, number][] {
  const found: [string, number][] = [];
  set.visit({ start, end }, reverse, (member, score) => found.push([member, score]));
  return found;
}

function filled(count: number, scoreOf: (i: number) => number): SortedSet {
  const set = new SortedSet();
  for (let i = 0; i < count; i++) set.set(`member:${i}`, scoreOf(i), LIMITS);
  return set;
}

describe('a sorted set', () => {
  it('orders by score, then by the bytes of the member', () => {
    const set = new SortedSet();
    for (const [member, score] of [
      ['b', 1],
      ['\xff', 0],
      ['a', 1],
      ['\x00', 0],
      ['c', -Infinity],
    ] as const) {
      expect(set.set(member, score, LIMITS)).toBe(true);
    }
    expect(entries(set).map(([member]) => member)).toEqual(['c', '\x00', '\xff', 'a', 'b']);
    expect(entries(set, 1, 3, true).map(([member]) => member)).toEqual(['\xff', '\x00']);
  });

  it('moves a member whose score changes', () => {
    const set = filled(3, (i) => i);
    expect(set.set('member:0', 5, LIMITS)).toBe(false);
    expect(set.rank('member:0')).toBe(2);
    expect(set.get('member:0')).toBe(5);
    expect(set.size).toBe(3);
  });

  it('knows nothing of a member that is not there', () => {
    const set = filled(200, (i) => i);
    expect(set.get('other')).toBeUndefined();
    expect(set.rank('other')).toBeUndefined();
    expect(set.delete('other')).toBe(false);
    expect(set.at(200)).toBeUndefined();
    expect(set.at(-1)).toBeUndefined();
  });

  it('answers and changes as a sorted list does, whatever is done to it', () => {
    const operation = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.tuple(fc.constant('set' as const), fc.nat(400), fc.integer({ min: -30, max: 30 })),
      },
      { weight: 3, arbitrary: fc.tuple(fc.constant('delete' as const), fc.nat(400), fc.constant(0)) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('deleteRange' as const), fc.nat(300), fc.nat(40)) },
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 1500, size: 'max' }), (operations) => {
        const set = new SortedSet();
        const model = new Map<string, number>();
        for (const [name, a, b] of operations) {
          if (name === 'set') {
            expect(set.set(`m${a}`, b, LIMITS)).toBe(!model.has(`m${a}`));
            model.set(`m${a}`, b);
          } else if (name === 'delete') {
            expect(set.delete(`m${a}`)).toBe(model.delete(`m${a}`));
          } else {
            const gone = sorted(model).slice(a, a + b);
            expect(set.deleteRange({ start: Math.min(a, set.size), end: Math.min(a + b, set.size) })).toBe(
              gone.length,
            );
            for (const [member] of gone) model.delete(member);
          }
        }
        const list = sorted(model);
        expect(entries(set)).toEqual(list);
        expect(entries(set, 5, 90, true)).toEqual(list.slice(5, 90).reverse());
        list.forEach(([member, score], rank) => {
          expect(set.get(member)).toBe(score);
          expect(set.rank(member)).toBe(rank);
        });
        const { start, end } = set.scoreRange({ min: -7, max: 9, minExclusive: true, maxExclusive: false });
        expect(entries(set, start, end)).toEqual(list.filter(([, score]) => score > -7 && score <= 9));
        expect(entries(set.copy())).toEqual(list);
      }),
      { numRuns: 30 },
    );
  });

  it('stays correct over ten thousand ascending, descending and scattered insertions', () => {
    for (const scoreOf of [(i: number) => i, (i: number) => 1 - i, (i: number) => (i * 7919) % 10_007]) {
      const set = filled(10_000, scoreOf);
      const model = new Map(Array.from({ length: 10_000 }, (_, i) => [`member:${i}`, scoreOf(i)]));
      expect(entries(set)).toEqual(sorted(model));
      expect(set.at(1234)).toEqual({ member: sorted(model)[1234][0], score: sorted(model)[1234][1] });
      while (set.size > 0) set.deleteRange({ start: set.size >> 1, end: (set.size >> 1) + 1 });
      expect(entries(set)).toEqual([]);
    }
  });

  it('stops a walk when the visitor answers false', () => {
    const set = filled(500, (i) => i);
    let seen = 0;
    set.visitAll(() => ++seen < 100);
    expect(seen).toBe(100);
  });
});

describe('score ranges', () => {
  const set = filled(1000, (i) => Math.floor(i / 10));
  const range = (min: number, max: number, minExclusive = false, maxExclusive = false) =>
    set.scoreRange({ min, max, minExclusive, maxExclusive });

  it('include or exclude their ends', () => {
    expect(range(3, 4)).toEqual({ start: 30, end: 50 });
    expect(range(3, 4, true)).toEqual({ start: 40, end: 50 });
    expect(range(3, 4, false, true)).toEqual({ start: 30, end: 40 });
    expect(range(-Infinity, Infinity)).toEqual({ start: 0, end: 1000 });
    expect(range(Infinity, Infinity)).toEqual({ start: 0, end: 0 });
  });

  it('are empty when nothing can lie in them', () => {
    for (const empty of [
      range(4, 3),
      range(3, 3, true),
      range(3, 3, false, true),
      range(3.1, 3.2),
      range(500, 600),
    ]) {
      expect(empty.start).toBe(empty.end);
    }
  });
});

describe('lexicographic ranges', () => {
  const set = new SortedSet();
  for (const member of 'abcdefg') set.set(member, 0, LIMITS);
  const included = (member: string) => ({ member, exclusive: false });
  const excluded = (member: string) => ({ member, exclusive: true });

  it('include or exclude their ends, and know the two infinities', () => {
    expect(set.lexRange({ min: included('b'), max: included('d') })).toEqual({ start: 1, end: 4 });
    expect(set.lexRange({ min: excluded('b'), max: excluded('d') })).toEqual({ start: 2, end: 3 });
    expect(set.lexRange({ min: '-', max: included('bb') })).toEqual({ start: 0, end: 2 });
    expect(set.lexRange({ min: excluded('bb'), max: '+' })).toEqual({ start: 2, end: 7 });
  });

  it('run from the first member that is in it, in a listpack whose scores differ', () => {
    const mixed = new SortedSet();
    for (const [score, member] of ['d', 'b', 'x', 'c'].entries()) mixed.set(member, score, LIMITS);
    const range = { min: included('b'), max: included('d') };
    expect(mixed.lexRange(range)).toEqual({ start: 0, end: 2 });
    expect(mixed.lexRange(range, true)).toEqual({ start: 0, end: 4 });
    expect(mixed.lexRange({ min: included('d'), max: '+' })).toEqual({ start: 0, end: 0 });
  });

  it('are empty when turned around', () => {
    for (const range of [
      { min: '+', max: '-' },
      { min: included('d'), max: included('b') },
      { min: '+', max: included('c') },
    ] as const) {
      const { start, end } = set.lexRange(range);
      expect(start).toBe(end);
    }
  });
});

describe('the encoding', () => {
  it('decides whether -0 stays', () => {
    const set = new SortedSet();
    set.set('a', -0, LIMITS);
    expect(set.get('a')).toBe(0);
    const large = SortedSet.create(1000, 0, LIMITS);
    large.set('a', -0, LIMITS);
    expect(large.get('a')).toBe(-0);
  });

  it('turns to skiplist for good with one entry too many', () => {
    const set = filled(128, (i) => i);
    expect(set.encoding).toBe('listpack');
    set.set('member:1', 7, LIMITS);
    expect(set.encoding).toBe('listpack');
    set.set('one more', 7, LIMITS);
    expect(set.encoding).toBe('skiplist');
    set.deleteRange({ start: 0, end: 100 });
    expect(set.encoding).toBe('skiplist');
  });

  it('turns to skiplist with one long member', () => {
    const set = new SortedSet();
    set.set('x'.repeat(64), 1, LIMITS);
    expect(set.encoding).toBe('listpack');
    set.set('x'.repeat(65), 1, LIMITS);
    expect(set.encoding).toBe('skiplist');
    expect(set.copy().encoding).toBe('skiplist');
  });

  it('is chosen by what a new set is about to take', () => {
    expect(SortedSet.create(128, 64, LIMITS).encoding).toBe('listpack');
    expect(SortedSet.create(129, 1, LIMITS).encoding).toBe('skiplist');
    expect(SortedSet.create(1, 65, LIMITS).encoding).toBe('skiplist');
  });
});

describe('scanning', () => {
  it('visits a listpack at once and in order', () => {
    const set = filled(100, (i) => -i);
    const members: string[] = [];
    expect(set.scan(0, (member) => members.push(member))).toBe(0);
    expect(members).toEqual(entries(set).map(([member]) => member));
  });

  it('visits every member of a large set in steps', () => {
    const set = filled(1000, (i) => i);
    const seen = new Map<string, number>();
    let cursor = 0;
    do cursor = set.scan(cursor, (member, score) => seen.set(member, score));
    while (cursor !== 0);
    expect(sorted(seen)).toEqual(entries(set));
  });
});
