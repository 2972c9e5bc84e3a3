import { describe, expect, it } from 'vitest';
import { GrowableBytes } from '../../../src/data/growable-bytes.ts';

describe('growable bytes', () => {
  it('start as a copy of a byte string', () => {
    const bytes = new GrowableBytes('a\xff\0');
    expect(bytes.length).toBe(3);
    expect(bytes.toByteString()).toBe('a\xff\0');
  });

  it('pad with zero bytes when written beyond the end', () => {
    const bytes = new GrowableBytes('ab');
    bytes.setRange(4, 'cd');
    expect(bytes.toByteString()).toBe('ab\0\0cd');
    expect(bytes.length).toBe(6);
    bytes.setRange(8, '\x01');
    expect(bytes.toByteString()).toBe('ab\0\0cd\0\0\x01');
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

  it('give and take single bytes', () => {
    const bytes = new GrowableBytes('ab');
    expect(bytes.byteAt(1)).toBe(98);
    expect(bytes.byteAt(2)).toBe(0);
    bytes.extend(4);
    bytes.setByte(3, 255);
    expect(bytes.toByteString()).toBe('ab\0\xff');
    bytes.extend(1);
    expect(bytes.length).toBe(4);
  });

  it('put another head in the place of theirs', () => {
    const bytes = new GrowableBytes('abcdef');
    const head = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
    bytes.replaceHead(2, head('ABCD'));
    expect(bytes.toByteString()).toBe('ABCDcdef');
    bytes.replaceHead(6, head('x'));
    expect(bytes.toByteString()).toBe('xef');
    expect(bytes.storage.subarray(3).every((byte) => byte === 0)).toBe(true);
    bytes.replaceHead(3, head('123'));
    expect(bytes.toByteString()).toBe('123');
  });

  it('copy without sharing', () => {
    const bytes = new GrowableBytes('abc');
    const copy = bytes.copy();
    copy.setRange(0, 'x');
    expect(bytes.toByteString()).toBe('abc');
    expect(copy.toByteString()).toBe('xbc');
  });

  it('take bytes over and show them without copying', () => {
    const bytes = GrowableBytes.adopt(Uint8Array.of(97, 98, 99));
    expect(bytes.toByteString()).toBe('abc');
    bytes.append('d');
    const view = bytes.view(1, 100);
    expect([...view]).toEqual([98, 99, 100]);
    bytes.setByte(1, 120);
    expect(view[0]).toBe(120);
  });
});
