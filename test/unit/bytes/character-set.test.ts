import { describe, expect, test } from 'vitest';
import {
  BLANKS,
  characterSet,
  charactersFrom,
  consistsOf,
  endOfRun,
  isDigits,
  LINE_ENDS,
  trim,
  trimEnd,
} from '../../../src/bytes/character-set.ts';

const LONG = 2_000_000;

describe('sets of characters', () => {
  test('hold the characters that they are made of, and none beyond 255', () => {
    const letters = characterSet(charactersFrom('a', 'e'));
    expect(consistsOf('abcde', letters)).toBe(true);
    expect(consistsOf('abcdef', letters)).toBe(false);
    expect(consistsOf('', letters)).toBe(true);
    expect(consistsOf('\u0161', characterSet(charactersFrom('\0', '\xff')))).toBe(false);
  });

  test('tell where a run of them ends', () => {
    expect(endOfRun('  \tword ', 0, BLANKS)).toBe(3);
    expect(endOfRun('word', 0, BLANKS)).toBe(0);
    expect(endOfRun('     ', 1, BLANKS, 3)).toBe(3);
  });
});

test('digits are one or more', () => {
  expect(['', '0', '0123', '-1', '1a'].map(isDigits)).toEqual([false, true, true, false, false]);
});

describe('trimming', () => {
  test('takes characters of a set off both ends, and none off the middle', () => {
    expect(trim('\r\n a\nb \n', LINE_ENDS)).toBe(' a\nb ');
    expect(trim('\n\n', LINE_ENDS)).toBe('');
    expect(trim('plain', LINE_ENDS)).toBe('plain');
    expect(trimEnd('1.500', characterSet('0'))).toBe('1.5');
  });

  // A regular expression takes the square of the length here: minutes.
  test('looks at each character once, wherever the long runs stand', () => {
    const middle = `x${'\n'.repeat(LONG)}y`;
    expect(trim(middle, LINE_ENDS)).toBe(middle);
    expect(trim(`${'\n'.repeat(LONG)}x${'\n'.repeat(LONG)}`, LINE_ENDS)).toBe('x');
  });
});
