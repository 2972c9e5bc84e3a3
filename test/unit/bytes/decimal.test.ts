import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedText, thousandthsText } from '../../../src/bytes/decimal.ts';

/** Numbers with few decimals, their neighbours, and any. */
const numbers = fc.oneof(
  fc
    .tuple(fc.integer({ min: -3e9, max: 3e9 }), fc.constantFrom(1, 8, 10, 100, 1000, 7))
    .map(([a, b]) => a / b),
  fc
    .tuple(fc.integer({ min: 0, max: 3e6 }), fc.constantFrom(1 - 2 ** -53, 1 + 2 ** -52))
    .map(([a, b]) => (a / 1000) * b),
  fc.double({ noNaN: true }),
);

describe('texts of numbers with few decimals', () => {
  it('are the shortest ones', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const text = thousandthsText(number);
        if (text !== undefined) expect(text).toBe(`${number}`);
      }),
      { numRuns: 20_000 },
    );
    expect(thousandthsText(-12.5)).toBe('-12.5');
    expect(thousandthsText(0.007)).toBe('0.007');
    expect([3, 1 / 3, 1e-4, 1e10 + 0.5, Number.NaN, -0].map(thousandthsText)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it('are rounded to a fixed number of decimals', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 4 }), (number, decimals) => {
        const magnitude = Math.abs(number);
        const text = fixedText(magnitude, decimals);
        if (text !== undefined) expect(text).toBe(magnitude.toFixed(decimals));
      }),
      { numRuns: 20_000 },
    );
    expect(fixedText(2 / 3, 2)).toBe('0.67');
    expect(fixedText(9.9996, 3)).toBe('10.000');
    expect(fixedText(7, 0)).toBe('7');
  });

  it('are left alone halfway between two', () => {
    expect([fixedText(0.125, 2), fixedText(2.5, 0), fixedText(0.0005, 3)]).toEqual(Array(3).fill(undefined));
  });
});
