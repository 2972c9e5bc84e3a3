import { describe, expect, it } from 'vitest';
import * as number from '../../../src/bytes/number.ts';

describe('parseInteger64', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['-1', -1],
    ['9007199254740992', 2 ** 53],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
  ])('reads %s', (text, expected) => {
    expect(number.parseInteger64(text)).toBe(expected);
  });

  it.each([
    '',
    '-',
    '+1',
    '01',
    '-0',
    '-01',
    ' 1',
    '1 ',
    '1.0',
    '0x1',
    'a',
    '9223372036854775808',
    '-9223372036854775809',
    '99999999999999999999',
    '1\0',
  ])('refuses %j', (text) => {
    expect(number.parseInteger64(text)).toBeUndefined();
  });
});

describe('int64 arithmetic', () => {
  it('is exact beyond 2^53 and returns to numbers below', () => {
    expect(number.addInteger64(2 ** 53, 1)).toBe(9007199254740993n);
    expect(number.addInteger64(9007199254740993n, -1)).toBe(2 ** 53);
    expect(number.subtractInteger64(-(2 ** 53), 1)).toBe(-9007199254740993n);
    expect(number.multiplyInteger64(3037000499, 3037000499)).toBe(9223372030926249001n);
    expect(number.multiplyInteger64(0, -5)).toBe(0);
  });

  it('answers undefined on overflow', () => {
    expect(number.addInteger64(number.parseInteger64('9223372036854775807') ?? 0, 1)).toBeUndefined();
    expect(number.subtractInteger64(-9223372036854775808n, 1)).toBeUndefined();
    expect(number.negateInteger64(-9223372036854775808n)).toBeUndefined();
    expect(number.multiplyInteger64(2 ** 40, 2 ** 40)).toBeUndefined();
  });

  it('wraps like C', () => {
    expect(number.wrapInteger64(2n ** 63n)).toBe(-(2n ** 63n));
    expect(number.wrapInteger64(2n ** 64n + 5n)).toBe(5);
  });
});

describe('parseDouble', () => {
  it.each([
    ['1', 1],
    ['-1.5e3', -1500],
    ['.5', 0.5],
    ['5.', 5],
    ['+3', 3],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['0x1.8p3', 12],
    ['0x.8', 0.5],
    ['-0', -0],
    ['4.9e-324', 5e-324],
    ['0x1p-1074', 5e-324],
  ])('reads %s', (text, expected) => {
    expect(number.parseDouble(text)).toBe(expected);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    'nan',
    '1e',
    '0x',
    '1e400',
    '1e-400',
    '0x1p2000',
    '0x1p-2000',
    '.',
    'e5',
    '1,5',
    '1\0',
    '--1',
  ])('refuses %j', (text) => {
    expect(number.parseDouble(text)).toBeUndefined();
  });
});

describe('scanDouble', () => {
  it('reads the longest prefix like strtod', () => {
    expect(number.scanDouble('(1.5e', 1)).toMatchObject({ value: 1.5, end: 4 });
    expect(number.scanDouble('  12abc')).toMatchObject({ value: 12, end: 4 });
    expect(number.scanDouble('abc')).toBeUndefined();
    expect(number.scanDouble('1e999')).toMatchObject({ value: Infinity, outOfRange: true });
  });
});

describe('formatDouble', () => {
  it.each([
    [3, '3'],
    [-0, '-0'],
    [0.1, '0.1'],
    [1e20, '1e+20'],
    [2 ** 62, '4611686018427387904'],
    [1e25, '1e+25'],
    [1.5e-7, '1.5e-7'],
    [0.000001, '0.000001'],
    [0.1 + 0.2, '0.30000000000000004'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [Number.NaN, 'nan'],
  ])('prints %d as %s', (value, expected) => {
    expect(number.formatDouble(value)).toBe(expected);
  });
});

describe('long doubles', () => {
  function increment(a: string, b: string): string {
    const [left, right] = [number.parseLongDouble(a), number.parseLongDouble(b)];
    if (left === undefined || right === undefined) return 'not a float';
    const sum = number.addLongDouble(left, right);
    return sum === undefined ? 'nan' : number.formatLongDouble(sum);
  }

  it.each([
    ['0.1', '0.2', '0.3'],
    ['10.50', '0.1', '10.6'],
    ['5.0e3', '2.0e2', '5200'],
    ['3', '-3', '0'],
    ['-1', '0.00000000000000000001', '-1'],
    ['9007199254740993', '1', '9007199254740994'],
    ['18446744073709551615', '1', '18446744073709551616'],
    ['1e-30', '0', '0'],
    ['inf', '1', 'inf'],
    ['inf', '-inf', 'nan'],
    ['0x10', '0.5', '16.5'],
    ['nan', '1', 'not a float'],
    [' 1', '1', 'not a float'],
    ['1e5000', '1', 'not a float'],
    ['1e-5000', '1', 'not a float'],
  ])('%s + %s = %s', (a, b, expected) => {
    expect(increment(a, b)).toBe(expected);
  });

  it('overflows to infinity beyond the 80-bit range', () => {
    expect(increment('1.1e4932', '1.1e4932')).toBe('inf');
  });
});

describe('printf', () => {
  it('rounds exact ties to even', () => {
    expect([0.5, 1.5, 2.5].map((value) => number.formatFixed(value, 0))).toEqual(['0', '2', '2']);
    expect(number.formatExponent(8.5, 0)).toBe('8e+00');
    expect(number.formatGeneral(0.125, 2)).toBe('0.12');
    expect(number.formatGeneral(25, 1)).toBe('2e+01');
  });

  it('prints every digit of large and small numbers', () => {
    expect(number.formatFixed(1e23, 1)).toBe('99999999999999991611392.0');
    expect(number.formatFixed(0.1, 20)).toBe('0.10000000000000000555');
    expect(number.formatExponent(5e-324, 3)).toBe('4.941e-324');
  });

  it.each([
    [100, '100'],
    [1e15, '1e+15'],
    [0.1, '0.1'],
    [Math.PI, '3.1415926535898'],
    [1e-5, '1e-05'],
    [0, '0'],
    [-0, '-0'],
    [Infinity, 'inf'],
  ])('prints %d with %%.14g as %s', (value, expected) => {
    expect(number.formatGeneral(value, 14)).toBe(expected);
  });

  it('prints the nearest double to a power of ten as what it is', () => {
    expect([1e51, 1e101, 1e150, 1e22].map((value) => number.formatGeneral(value, 17))).toEqual([
      '9.9999999999999999e+50',
      '9.9999999999999998e+100',
      '9.9999999999999998e+149',
      '1e+22',
    ]);
    expect(number.formatExponent(9.5e30, 0)).toBe('1e+31');
    expect(number.formatExponent(9.99e40, 1)).toBe('1.0e+41');
  });

  it('keeps the point with the # flag', () => {
    expect(number.formatGeneral(1, 3, true)).toBe('1.00');
    expect(number.formatFixed(1, 0, true)).toBe('1.');
  });
});
