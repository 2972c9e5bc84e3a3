import { describe, expect, it } from 'vitest';
import { Hash } from '../../../src/data/hash.ts';

const limits = { entries: 4, value: 8 };

describe('a hash', () => {
  it('sets, gets and removes fields, in the order of insertion', () => {
    const hash = new Hash();
    expect(hash.set('b', '1', limits)).toBe(true);
    expect(hash.set('a', '2', limits)).toBe(true);
    expect(hash.set('b', '3', limits)).toBe(false);
    expect([...hash]).toEqual([
      ['b', '3'],
      ['a', '2'],
    ]);
    expect(hash.delete('b')).toBe(true);
    expect(hash.delete('b')).toBe(false);
    expect(hash.get('b')).toBeUndefined();
    expect(hash.size).toBe(1);
  });

  it('becomes a hashtable by count and stays one', () => {
    const hash = new Hash();
    for (const field of ['a', 'b', 'c', 'd']) hash.set(field, '', limits);
    expect(hash.encoding).toBe('listpack');
    hash.set('e', '', limits);
    expect(hash.encoding).toBe('hashtable');
    for (const field of ['a', 'b', 'c']) hash.delete(field);
    expect(hash.encoding).toBe('hashtable');
  });

  it('becomes a hashtable by the length of a field or value', () => {
    const byField = new Hash();
    byField.set('123456789', '', limits);
    const byValue = new Hash();
    byValue.set('a', '123456789', limits);
    expect([byField.encoding, byValue.encoding]).toEqual(['hashtable', 'hashtable']);
  });

  it('decides on all arguments before they are set', () => {
    const many = new Hash();
    many.prepare(Array(10).fill('a'), limits);
    expect(many.encoding).toBe('hashtable');
    const long = new Hash();
    long.prepare(['a', '123456789'], limits);
    expect(long.encoding).toBe('hashtable');
  });

  it('scans a listpack in one call and a hashtable in several', () => {
    const hash = new Hash();
    for (let number = 0; number < 1000; number++) hash.set(`${number}`, '', { entries: 1000, value: 8 });
    const whole: string[] = [];
    expect(hash.scan(0, (_value, field) => whole.push(field))).toBe(0);
    expect(whole).toHaveLength(1000);
    hash.set('x', '', limits);
    expect(hash.scan(0, () => {})).not.toBe(0);
  });

  it('copies without sharing', () => {
    const hash = new Hash();
    hash.set('a', '1', limits);
    const copy = hash.copy();
    copy.set('a', '2', limits);
    expect(hash.get('a')).toBe('1');
    expect(copy.random(() => 0)).toEqual(['a', '2']);
  });
});
