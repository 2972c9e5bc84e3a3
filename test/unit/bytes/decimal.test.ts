import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedText, plainNumber, thousandthsText } from '../../../src/bytes/decimal.ts';

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

describe('plain numbers', () => {
  it('are what JavaScript reads', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(
        fc.constantFrom('', '-'),
        digits,
        fc.constantFrom('', '.'),
        digits,
        (sign, whole, point, rest) => {
          const text = `${sign}${whole}${point}${rest}`;
          const number = plainNumber(text);
          expect(number).toBe(text.length > 15 ? Number.NaN : Number(text));
        },
      ),
      { numRuns: 20_000 },
    );
    expect(plainNumber('7.')).toBe(7);
    expect(plainNumber('-0')).toBe(-0);
  });

  it.each(['', '-', '.', '-.5', '.5', '1.2.3', '1e5', ' 1', '1 ', '+1', '0x10', 'inf', '1\0', '--1'])(
    'are not %j',
    (text) => {
      expect(plainNumber(text)).toBeNaN();
    },
  );
});
