import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andInto, countOnes, findOtherByte, invertBits, orInto, xorInto } from '../../../src/bytes/bits.ts';

/** Bytes of lengths on both sides of where words are used, many of them 0 or 255, at some place in a buffer. */
const bytes = fc
  .array(fc.oneof(fc.constantFrom(0, 255), fc.integer({ min: 0, max: 255 })), { maxLength: 200 })
  .map((list) => Uint8Array.from(list));

const place = fc.integer({ min: 0, max: 210 });

const onesOf = (byte: number): number => byte.toString(2).replaceAll('0', '').length;

describe('bits', () => {
  it('are counted as one by one', () => {
    fc.assert(
      fc.property(bytes, place, place, (all, start, end) => {
        const [from, to] = [Math.min(start, all.length), Math.min(end, all.length)];
        const expected = [...all.slice(from, to)].reduce((sum, byte) => sum + onesOf(byte), 0);
        expect(countOnes(all, from, to)).toBe(expected);
        expect(countOnes(all.subarray(from, Math.max(from, to)))).toBe(expected);
      }),
    );
    expect(countOnes(new Uint8Array(100_001).fill(255))).toBe(800_008);
  });

  it('are found where the first byte has them', () => {
    const runs = fc.tuple(place, bytes, fc.constantFrom(0, 255));
    fc.assert(
      fc.property(runs, place, ([length, tail, byte], start) => {
        const all = Uint8Array.from([...new Uint8Array(length).fill(byte), ...tail]);
        const from = Math.min(start, all.length);
        const found = all.findIndex((other, at) => at >= from && other !== byte);
        expect(findOtherByte(all, byte, from)).toBe(found < 0 ? all.length : found);
      }),
    );
  });

  it('are combined with those of a source that is not longer', () => {
    for (const [combine, one] of [
      [andInto, (a: number, b: number) => a & b],
      [orInto, (a: number, b: number) => a | b],
      [xorInto, (a: number, b: number) => a ^ b],
    ] as const) {
      fc.assert(
        fc.property(bytes, bytes, (a, b) => {
          const [source, target] = a.length < b.length ? [a, b] : [b, a];
          const expected = target.map((byte, at) => (at < source.length ? one(byte, source[at]) : byte));
          combine(target, source);
          expect(target).toEqual(expected);
        }),
      );
    }
  });

  it('are inverted', () => {
    fc.assert(
      fc.property(bytes, (all) => {
        const expected = all.map((byte) => 255 - byte);
        invertBits(all);
        expect(all).toEqual(expected);
      }),
    );
  });
});
