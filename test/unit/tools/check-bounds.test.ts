import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repeatsWithoutBound, unboundedWork } from '../../../tools/check-bounds.js';

let root: string;
let project: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidelock-bounds-'));
  project = join(root, 'tsconfig.json');
  writeFileSync(
    project,
    '{ "compilerOptions": { "strict": true, "noEmit": true, "target": "ES2022", "types": [] }, "files": ["code.ts"] }',
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What the check finds in a program of a few lines, without the reason. */
function found(...lines: string[]): string[] {
  writeFileSync(join(root, 'code.ts'), lines.join('\n'));
  return unboundedWork(project, []).map((finding) => finding.replace(/` .*/, '`'));
}

describe('regular expressions', () => {
  test.each(['/a*/', '/a+b/', '/(?:a|b){2,}/', '/[*]+/', '/\\\\+/'])('%s repeats without a bound', (text) => {
    expect(repeatsWithoutBound(text)).toBe(true);
  });

  test.each(['/a?b/', '/[*+]/', '/\\+\\*/', '/a{2,5}/', '/a{3}/', '/[\\]*]/g'])('%s does not', (text) => {
    expect(repeatsWithoutBound(text)).toBe(false);
  });

  test('are found where they stand', () => {
    expect(found('export const isNumber = (text: string) =>', '  /^[0-9]+$/.test(text);')).toEqual([
      'code.ts:2: `/^[0-9]+$/`',
    ]);
    expect(found('export const made = (text: string) => new RegExp(text);')).toHaveLength(1);
  });
});

describe('maps and sets', () => {
  test('that will be filled with texts are found', () => {
    expect(
      found(
        'export const counts = new Map<string, number>();',
        'export const seen = new Set<string>();',
        'export const either = new Map<string | number, number>();',
      ),
    ).toHaveLength(3);
  });

  test('of other things, or of what the code lists, are not', () => {
    expect(
      found(
        'export const byNumber = new Map<number, string>();',
        "export const names = new Set<string>(['a', 'b']);",
        'export const objects = new Map<object, string>();',
      ),
    ).toEqual([]);
  });
});

describe('look-ups', () => {
  test('of a word in an object are found, in whatever way the object is made', () => {
    expect(
      found(
        'const units = { kb: 1 } as Record<string, number>;',
        'export const unit = (word: string) => units[word];',
      ),
    ).toEqual(['code.ts:2: `units[word]`']);
    expect(found('export const has = (word: string) => word in { a: 1 };')).toHaveLength(1);
    expect(found('export const get = (words: any, units: any) => units[words.first];')).toHaveLength(1);
    expect(found("export const get = (n: number, o: Record<string, 1>) => o['field' + n];")).toHaveLength(1);
  });

  test('in arrays, in maps, and of words that the compiler knows are none', () => {
    expect(
      found(
        'const limits = { soft: 1, hard: 2 };',
        "export const limit = (name: 'soft' | 'hard') => limits[name];",
        'export const first = (list: string[], at: number, text: string) => list[at] + text[at] + limits["soft"];',
        'export const unit = (units: Map<string, number>, word: string) => units.get(word);',
      ),
    ).toEqual([]);
  });
});

describe('lists of all that is in a text', () => {
  const lines = (...expressions: string[]) =>
    expressions.map((expression, at) => `export const made${at} = (text: string) => ${expression};`);

  test('are found', () => {
    const making = [
      'text.replace(/a/g, (word) => word)',
      "text.replace(/a/g, 'b')",
      "text.replaceAll('a', 'b')",
      "text.split(' ')",
      'text.matchAll(/a/g)',
      'Array.from(text)',
      '[...text]',
    ];
    expect(found(...lines(...making))).toEqual(making.map((each, at) => `code.ts:${at + 1}: \`${each}\``));
  });

  test('are not made by what ends after a number of matches', () => {
    expect(
      found(
        ...lines(
          "text.replace('a', 'b')",
          "text.replace(/a/, 'b')",
          "text.split(' ', 2)",
          "'a b'.split(' ')",
        ),
      ),
    ).toEqual([]);
  });
});

describe('calls', () => {
  test('with as many arguments as an array has elements are found, those with a tuple are none', () => {
    expect(found('export const least = (list: number[]) => Math.min(...list);')).toEqual([
      'code.ts:1: `Math.min(...list)`',
    ]);
    expect(found('export const least = (pair: [number, number]) => Math.min(...pair);')).toEqual([]);
  });
});

test('what is listed may stand, and what is listed and does not stand there is reported', () => {
  writeFileSync(join(root, 'code.ts'), "export const words = (text: string) => text.split(' ');");
  const reason = 'the text is short';
  expect(unboundedWork(project, [{ path: 'code.ts', text: 'text.split', reason }])).toEqual([]);
  expect(
    unboundedWork(project, [
      { path: 'code.ts', text: 'text.split', reason },
      { path: 'other.ts', text: 'gone', reason },
    ]),
  ).toEqual(['other.ts: `gone` is allowed, but does not stand there']);
});
