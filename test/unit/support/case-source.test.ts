import { describe, expect, test } from 'vitest';
import { caseSites, withAnswers, withoutAnswers } from '../../conformance/harness/case-source.ts';

/** The source of a family with one case. */
const source = (...lines: string[]) => `f.case('a case', [\n${lines.join('\n')}\n]);\n`;
const long = `["${'x'.repeat(150)}", 1]`;

describe('answers in the source of a family', () => {
  test('stand behind their steps, whatever these look like', () => {
    const written = withAnswers(
      source(
        "  cmd('GET', '// -> no answer'),",
        '  pause(1),',
        '  group,',
        "  cmd('EVAL', `a\n// -> b\n`, 0)",
      ),
      (_, element) => [['1'], [], ['"a"; "b"'], ['nil']][element],
    );
    expect(written).toBe(
      source(
        "  cmd('GET', '// -> no answer'), // -> 1",
        '  pause(1),',
        '  group, // -> "a"; "b"',
        "  cmd('EVAL', `a\n// -> b\n`, 0) // -> nil",
      ),
    );
  });

  test('stand below where they are long or several, in lines of 110 characters', () => {
    const written = withAnswers(
      source("  cmd('GET', 'a'),", '  group,', '  last,'),
      (_, element) => [[long], ['GET -> 1', 'SET -> OK'], ['1']][element],
    );
    expect(written.split('\n').every((line) => line.length <= 110)).toBe(true);
    expect(written).toContain("  cmd('GET', 'a'),\n  // -> [\"xxx");
    expect(written).toContain('\n  //    ');
    expect(written).toContain('  group,\n  // -> GET -> 1\n  // -> SET -> OK\n  last, // -> 1\n');
  });

  test('are written anew, and the comments of others stay', () => {
    const plain = source('  // What this is about.', '  one, // why', '', '  two,', '  three,');
    const first = withAnswers(plain, (_, element) => [`${element}`]);
    expect(first).toBe(
      source(
        '  // What this is about.',
        '  one, // why',
        '  // -> 0',
        '',
        '  two, // -> 1',
        '  three, // -> 2',
      ),
    );
    expect(withAnswers(first, (_, element) => [`${element}`])).toBe(first);
    expect(withAnswers(first, () => [long])).toContain('// why\n  // -> ["xxx');
    expect(withoutAnswers(withAnswers(first, () => [long, long]))).toBe(withoutAnswers(first));
  });

  test('send code that follows on the line to the next one', () => {
    expect(withAnswers("f.case('x', [one, two]);\n", (_, element) => [`${element}`])).toBe(
      "f.case('x', [one,\n// -> 0\n two\n// -> 1\n]);\n",
    );
  });

  test('are known with the place where they stand', () => {
    const [site] = caseSites(withAnswers(source('  one,', '  two,'), (_, at) => [['1'], [long, '3']][at]));
    expect(site.elements.map(({ line }) => line)).toEqual([2, 3]);
    expect(site.elements[0].shown).toEqual(['// -> 1']);
    expect(site.elements[1].shown).toHaveLength(3);
    expect(site.elements[1].shown.at(-1)).toBe('// -> 3');
  });

  test('stand behind an expression that makes all steps', () => {
    const text = "f.case(\n  'x',\n  make(),\n  { protocols: [2] },\n);\nf.case('y', make());\n";
    expect(caseSites(text).map(({ isWhole }) => isWhole)).toEqual([true, true]);
    expect(withAnswers(text, () => ['1', '2'])).toContain('  make(),\n  // -> 1\n  // -> 2\n  { protocols');
  });

  test('positions count bytes: what is not ASCII moves nothing', () => {
    const bytes = Buffer.from(source("  cmd('GET', 'Zürich'),", "  cmd('GET', '€'),"), 'utf8').toString(
      'latin1',
    );
    const written = Buffer.from(
      withAnswers(bytes, () => ['1']),
      'latin1',
    ).toString('utf8');
    expect(written).toBe(source("  cmd('GET', 'Zürich'), // -> 1", "  cmd('GET', '€'), // -> 1"));
  });

  test('a case is found by its name, also where the name is put together', () => {
    const [plain, pattern, any] = caseSites(
      "f.case('a.b', []); f.case(`a ($" + '{n}) b`, []); f.case(n, []);',
    );
    expect([plain.matches('a.b'), plain.matches('axb')]).toEqual([true, false]);
    expect([pattern.matches('a (1\n2) b'), pattern.matches('a 1 b')]).toEqual([true, false]);
    expect(any.matches('whatever')).toBe(true);
  });

  test('groups of steps that are spread among the others are refused', () => {
    expect(() => caseSites(source('  ...group,'))).toThrow(
      'line 2: a group of steps stands among the others',
    );
  });
});
