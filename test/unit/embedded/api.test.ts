import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const src = join(import.meta.dirname, '../../../src');
const read = (path: string) => readFileSync(join(src, path), 'utf8');

interface Member {
  name: string;
  isOption: boolean;
  /** The comment before it; empty where there is none. */
  comment: string;
}

/** The members of the interfaces and classes of a file, as they are declared at the first level. */
function members(text: string): Member[] {
  const found: Member[] = [];
  let comment: string[] = [];
  for (const line of text.split('\n')) {
    if (/^ {2}(\/\*\*| \*)/.test(line)) {
      comment.push(line);
      continue;
    }
    const declared = /^ {2}(?:async |readonly )*(constructor|\[?\w+\]?)(\??)(?:<[^(]*>)?(?:\(|: )/.exec(line);
    if (declared) {
      found.push({ name: declared[1], isOption: declared[2] === '?', comment: comment.join('\n') });
    }
    comment = [];
  }
  return found;
}

describe.each(['embedded/api.ts', 'lua/language.ts'])('%s', (path) => {
  const all = members(read(path)).filter(({ comment, isOption }) => isOption || comment !== '');

  test.each(all.filter(({ isOption }) => isOption))(
    'describes the option $name, its default, and shows it',
    (option) => {
      const isScriptInput = ['keys', 'arguments'].includes(option.name);
      expect(option.comment).toMatch(/default/);
      if (!isScriptInput) expect(option.comment).toMatch(/@example/);
    },
  );
});

test('what runs commands shows how', () => {
  const api = members(read('embedded/api.ts'));
  for (const name of ['call', 'wait', 'eval', 'evalsha']) {
    expect(api.find((member) => member.name === name)?.comment).toMatch(/@example/);
  }
  const engine = members(read('embedded/tidelock.ts'));
  for (const name of ['constructor', 'session', 'tick']) {
    expect(engine.find((member) => member.name === name)?.comment).toMatch(/@example/);
  }
});

test('the entry exports every type that users meet', () => {
  const entry = read('tidelock.ts');
  const exported = ['embedded/api.ts', 'embedded/errors.ts'].flatMap((path) =>
    [...read(path).matchAll(/^export (?:type|interface|class) (\w+)/gm)].map(([, name]) => name),
  );
  expect(exported.length).toBeGreaterThan(10);
  for (const name of exported) expect(entry).toMatch(new RegExp(`\\b${name}\\b`));
  expect(entry).not.toMatch(/createEngine/);
});
