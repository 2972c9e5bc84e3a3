import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  LONGEST_FILE,
  misplacedUnitTests,
  missingDocumentedPaths,
  missingLockEntries,
  namedPaths,
  tooLongFiles,
} from '../../../tools/check-files.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidelock-files-'));
  mkdirSync(join(root, 'src/engine'), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the length of source files', () => {
  test('a file of the greatest length passes, one line more is reported with its path', () => {
    writeFileSync(join(root, 'src/engine/fits.ts'), '\n'.repeat(LONGEST_FILE));
    writeFileSync(join(root, 'src/engine/long.ts'), '\n'.repeat(LONGEST_FILE + 1));
    expect(tooLongFiles(root)).toEqual([
      `src/engine/long.ts has ${LONGEST_FILE + 1} lines, more than ${LONGEST_FILE}: split it by concept`,
    ]);
  });

  test('files that are no source do not count', () => {
    writeFileSync(join(root, 'src/engine/table.txt'), '\n'.repeat(LONGEST_FILE * 2));
    expect(tooLongFiles(root)).toEqual([]);
  });
});

describe('the paths of documents', () => {
  test('code spans and link targets are paths when they start at the root', () => {
    const markdown =
      'See `src/engine/`, [the gate](src/engine/keyspace.ts#gate), `list.ts`, `redis.call` and `src`.';
    expect(namedPaths(markdown)).toEqual(['src/engine/', 'src/engine/keyspace.ts']);
  });

  test('a path that does not exist is reported', () => {
    writeFileSync(join(root, 'ARCHITECTURE.md'), 'A tour: `src/engine/` then `src/motor/`, `package.json`.');
    expect(missingDocumentedPaths(root)).toEqual([
      'ARCHITECTURE.md names src/motor/, which does not exist',
      'ARCHITECTURE.md names package.json, which does not exist',
    ]);
  });

  test('those of the documents in docs and of the README too', () => {
    mkdirSync(join(root, 'docs'));
    for (const name of ['ARCHITECTURE.md', 'README.md', 'docs/more.md']) {
      writeFileSync(join(root, name), `[${name}](src/engine/) \`bench/${name}\``);
    }
    expect(missingDocumentedPaths(root)).toEqual([
      'ARCHITECTURE.md names bench/ARCHITECTURE.md, which does not exist',
      'README.md names bench/README.md, which does not exist',
      'docs/more.md names bench/docs/more.md, which does not exist',
    ]);
  });

  test('the tour itself must exist', () => {
    expect(missingDocumentedPaths(root)).toEqual(['ARCHITECTURE.md does not exist']);
  });
});

describe('where unit tests stand', () => {
  const write = (...paths: string[]) => {
    for (const path of paths) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), '');
    }
  };

  test('a test of a file, of a folder, a helper and a listed exception pass', () => {
    write('src/engine/clock.ts', 'test/unit/engine/clock.test.ts', 'test/unit/engine.test.ts');
    write('test/unit/engine/helper.ts', 'test/unit/support/wire.test.ts', 'test/unit/browser.test.ts');
    expect(misplacedUnitTests(root)).toEqual([]);
  });

  test('a test of nothing is reported', () => {
    write('src/engine/clock.ts', 'test/unit/clock.test.ts', 'test/unit/engine/watch.test.ts');
    expect(misplacedUnitTests(root)).toEqual([
      'test/unit/clock.test.ts tests neither src/clock.ts nor the folder src/clock',
      'test/unit/engine/watch.test.ts tests neither src/engine/watch.ts nor the folder src/engine/watch',
    ]);
  });
});

describe('the lock file', () => {
  test('a package of another platform that is not locked is reported', () => {
    const packages = {
      'node_modules/tool': { optionalDependencies: { '@tool/linux': '1.0.0', '@tool/darwin': '1.0.0' } },
      'node_modules/@tool/linux': { version: '1.0.0', optional: true },
    };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
    expect(missingLockEntries(root)).toEqual(['package-lock.json lacks the optional package @tool/darwin']);
  });
});
