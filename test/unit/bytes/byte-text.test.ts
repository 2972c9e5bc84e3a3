import { expect, test } from 'vitest';
import { ByteText } from '../../../src/bytes/byte-text.ts';

test('pieces of any length become one text, in their order', () => {
  const text = new ByteText();
  const pieces: string[] = [];
  for (let size = 0; size < 6000; size += 250)
    pieces.push(String.fromCharCode(size & 0xff).repeat(size), 'x');
  for (let round = 0; round < 8; round++) for (const piece of pieces) text.append(piece);
  text.put(255);
  const expected = `${pieces.join('').repeat(8)}\xff`;
  expect(text.length).toBe(expected.length);
  expect(text.finish()).toBe(expected);
});

test('a part of a text can be added', () => {
  const text = new ByteText();
  text.append('abcdef', 2, 4);
  text.append('x'.repeat(10_000), 9_998);
  expect(text.finish()).toBe('cdxx');
});
