import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers, nodeLayers } from '../../../tools/layers.cjs';

/**
 * A model of the house: every layer has one file for each thing that it could import, so that what the
 * linter reports can be compared with the table, pair by pair, in both directions.
 */
const names = Object.keys(layers);
const isFile = (layer: string) => layer.endsWith('.ts');

/** What stands for a layer when another one imports it. */
const target = (layer: string) => (isFile(layer) ? `src/${layer}` : `src/${layer}/thing.ts`);

/** `lua` as something imported means everything below src/lua. */
function mayImport(from: string, to: string): boolean {
  const allowed = [from, ...layers[from]];
  return allowed.some((layer) => to === layer || (to.startsWith(`${layer}/`) && layer !== from));
}

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

let root: string;
let violations: Violation[];

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function importLine(from: string, to: string, keyword = 'import'): string {
  const path = relative(dirname(from), to);
  return `${keyword} { thing } from '${path.startsWith('.') ? path : `./${path}`}';\nexport type Thing = typeof thing;\n`;
}

function importer(from: string, to: string): string {
  // A layer of one file has one importer: its own text, written last.
  return isFile(from) ? target(from) : `src/${from}/imports-${to.replaceAll(/[/.]/g, '-')}.ts`;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tidelock-layers-'));
  for (const layer of names) if (!isFile(layer)) write(target(layer), 'export const thing = 1;\n');
  for (const from of names.filter((layer) => !isFile(layer))) {
    for (const to of names) {
      if (to === from) continue;
      const file = importer(from, to);
      // Type imports are walls too: half of the pairs use one.
      write(file, importLine(file, target(to), to.length % 2 === 0 ? 'import' : 'import type'));
    }
  }
  for (const from of names.filter(isFile)) {
    const others = names.filter((to) => to !== from);
    const lines = others.map((to) => `import '${relative('src', target(to)).replace(/^/, './')}';`);
    write(target(from), `${lines.join('\n')}\nexport const thing = 1;\n`);
  }
  write('src/attic/thing.ts', "import { thing } from '../bytes/thing.ts';\nexport const other = thing;\n");
  write(
    'src/engine/uses-node.ts',
    "import { readFileSync } from 'node:fs';\nexport const other = readFileSync;\n",
  );
  write(
    'src/server/uses-node.ts',
    "import { readFileSync } from 'node:fs';\nexport const other = readFileSync;\n",
  );
  write('src/engine/uses-package.ts', "import chai from 'chai';\nexport const other = chai;\n");
  write(
    'src/engine/uses-test.ts',
    "import { thing } from '../../test/thing.ts';\nexport const other = thing;\n",
  );
  write('test/thing.ts', 'export const thing = 1;\n');
  write('src/server/lost.ts', "import { thing } from './nowhere.ts';\nexport const other = thing;\n");
  violations = cruise();
}, 60_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

function cruise(): Violation[] {
  const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const configuration = resolve('.dependency-cruiser.cjs');
  const output = execFileSync(
    process.execPath,
    [cruiser, 'src', '--config', configuration, '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  return JSON.parse(output).summary.violations;
}

const reported = (from: string, to: string) =>
  violations.filter((found) => found.from === from && found.to === to);

describe('the walls between folders', () => {
  for (const from of names) {
    test(`src/${from} may import ${layers[from].join(', ') || 'nothing'}`, () => {
      const others = names.filter((to) => to !== from);
      const forbidden = others.filter((to) => reported(importer(from, to), target(to)).length > 0);
      expect(forbidden).toEqual(others.filter((to) => !mayImport(from, to)));
    });
  }

  test('a folder without a row is reported', () => {
    expect(reported('src/attic/thing.ts', 'src/bytes/thing.ts').map(({ rule }) => rule.name)).toEqual([
      'folder-without-a-row',
    ]);
  });

  test(`Node's modules belong to ${nodeLayers.join(' and ')}`, () => {
    const users = violations.filter(({ rule }) => rule.name === 'runs-without-node').map(({ from }) => from);
    expect(users).toContain('src/engine/uses-node.ts');
    expect(users).toContain('src/engine/uses-package.ts');
    expect(users).not.toContain('src/server/uses-node.ts');
  });

  test('src never imports tests', () => {
    expect(reported('src/engine/uses-test.ts', 'test/thing.ts')).toHaveLength(1);
  });

  test('an import that leads nowhere is reported', () => {
    expect(violations.find(({ from }) => from === 'src/server/lost.ts')?.rule.name).toBe('resolvable');
  });
});
