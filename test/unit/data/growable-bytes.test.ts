import { describe, expect, it } from 'vitest';
import { GrowableBytes } from '../../../src/data/growable-bytes.ts';

describe('growable bytes', () => {
  it('start as a copy of a byte string', () => {
    const bytes = new GrowableBytes('a\xff\0');
    expect(bytes.length).toBe(3);
    expect(bytes.getByte(1)).toBe(255);
    expect(bytes.toByteString()).toBe('a\xff\0');
  });

  it('pad with zero bytes when written beyond the end', () => {
    const bytes = new GrowableBytes('ab');
    bytes.setRange(4, 'cd');
    expect(bytes.toByteString()).toBe('ab\0\0cd');
    bytes.setByte(7, 1);
    expect(bytes.length).toBe(8);
    expect(bytes.getByte(6)).toBe(0);
    expect(bytes.getByte(100)).toBe(0);
  });

  it('write over the middle without growing', () => {
    const bytes = new GrowableBytes('hello world');
    bytes.setRange(6, 'redis');
    expect(bytes.toByteString()).toBe('hello redis');
    bytes.setRange(50, '');
    expect(bytes.length).toBe(11);
  });

  it('grow by many appends', () => {
    const bytes = new GrowableBytes();
    for (let number = 0; number < 10_000; number++) bytes.append(`${number % 10}`);
    expect(bytes.length).toBe(10_000);
    expect(bytes.getRange(9990, 20_000)).toBe('0123456789');
    expect(bytes.getRange(5, 5)).toBe('');
  });

  it('show zero bytes again after being cut', () => {
    const bytes = new GrowableBytes('abcdef');
    bytes.truncate(2);
    bytes.extend(4);
    expect(bytes.toByteString()).toBe('ab\0\0');
    expect([...bytes.view()]).toEqual([97, 98, 0, 0]);
  });

  it('copy without sharing', () => {
    const bytes = new GrowableBytes('abc');
    const copy = bytes.copy();
    copy.setByte(0, 120);
    expect(bytes.toByteString()).toBe('abc');
    expect(copy.toByteString()).toBe('xbc');
  });
});
