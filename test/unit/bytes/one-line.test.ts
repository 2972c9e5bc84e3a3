import { expect, test } from 'vitest';
import { onOneLine } from '../../../src/bytes/one-line.ts';

test('each line end becomes a space', () => {
  expect(onOneLine('a\r\nb\n')).toBe('a  b ');
  expect(onOneLine('plain')).toBe('plain');
});

test('also in long texts', () => {
  expect(onOneLine('x\n'.repeat(100_000))).toBe('x '.repeat(100_000));
});
