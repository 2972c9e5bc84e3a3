import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemberSet } from '../../../src/data/set.ts';

const limits = { intsetEntries: 6, listpackEntries: 4, listpackValue: 8 };

function built(...members: string[]): MemberSet {
  const set = MemberSet.create(members[0], members.length, limits);
  for (const member of members) set.add(member, limits);
  return set;
}

describe('a set', () => {
  it('keeps integers in numeric order', () => {
    const set = built('10', '-3', '9223372036854775807', '2');
    expect(set.encoding).toBe('intset');
    expect(set.toArray()).toEqual(['-3', '2', '10', '9223372036854775807']);
    expect(set.add('2', limits)).toBe(false);
    expect(set.has('9223372036854775807')).toBe(true);
    expect(set.delete('9223372036854775807')).toBe(true);
    expect(set.delete('02')).toBe(false);
  });

  it('takes only canonical integers for integers', () => {
    expect(built('01').encoding).toBe('listpack');
    expect(built('9223372036854775808').encoding).toBe('hashtable');
  });

  it('turns from intset to listpack with the first other member, numbers first', () => {
    const set = built('2', '1');
    set.add('a', limits);
    expect(set.encoding).toBe('listpack');
    expect(set.toArray()).toEqual(['1', '2', 'a']);
    set.delete('a');
    expect(set.encoding).toBe('listpack');
  });

  it('turns to hashtable by count, by length and by a long integer', () => {
    const numbers = built('1', '2', '3', '4', '5', '6');
    expect(numbers.encoding).toBe('intset');
    numbers.add('7', limits);
    expect(numbers.encoding).toBe('hashtable');
    const texts = built('a', 'b', 'c', 'd');
    expect(texts.encoding).toBe('listpack');
    texts.add('d', limits);
    expect(texts.encoding).toBe('listpack');
    texts.add('e', limits);
    expect(texts.encoding).toBe('hashtable');
    const long = built('1');
    long.add('123456789', limits);
    expect(long.encoding).toBe('intset');
    long.add('a', limits);
    expect(long.encoding).toBe('hashtable');
  });

  it('decides on the number of arguments before they are added', () => {
    expect(MemberSet.create('1', 7, limits).encoding).toBe('hashtable');
    expect(MemberSet.create('1', 6, limits).encoding).toBe('intset');
    expect(MemberSet.create('a', 5, limits).encoding).toBe('hashtable');
    const set = built('1');
    set.prepare(7, limits);
    expect(set.encoding).toBe('hashtable');
    expect(set.toArray()).toEqual(['1']);
  });

  it('becomes an intset again only on request', () => {
    const set = new MemberSet('listpack');
    for (const member of ['3', '1']) set.add(member, limits);
    set.becomeIntset(limits);
    expect(set.encoding).toBe('intset');
    expect(set.toArray()).toEqual(['1', '3']);
  });

  it('holds what a Set holds, whatever its encoding', () => {
    const member = fc.oneof(
      fc.integer({ min: -5, max: 5 }).map(String),
      fc.constantFrom('a', 'b', 'c', 'toolongone'),
    );
    const step = fc.tuple(fc.boolean(), member);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const set = new MemberSet();
        const model = new Set<string>();
        for (const [adds, text] of steps) {
          if (adds) expect(set.add(text, limits)).toBe(!model.has(text));
          else expect(set.delete(text)).toBe(model.has(text));
          if (adds) model.add(text);
          else model.delete(text);
          expect(set.size).toBe(model.size);
        }
        expect(set.toArray().sort()).toEqual([...model].sort());
        expect([...set.copy()].sort()).toEqual([...model].sort());
      }),
    );
  });

  it('draws members at random', () => {
    expect(built('1', '2').random(() => 0.9)).toBe('2');
    expect(built('a', 'b').random(() => 0)).toBe('a');
    expect(new MemberSet().random(() => 0)).toBeUndefined();
  });
});
