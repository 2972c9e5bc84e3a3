import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Tidelock } from '../../../src/tidelock.ts';

test('the log tells of settings that an embedded engine does not look at', () => {
  const lines: string[] = [];
  const log = (level: string, message: string) => lines.push(`${level}: ${message}`);
  const tidelock = new Tidelock({
    settings: { port: 7000, appendonly: true, databases: 4, maxclients: 10_000 },
    log,
  });
  const connections = 'an embedded engine has no connections and no process of its own';
  expect(lines.splice(0)).toEqual([
    `warning: The setting port has no effect here: ${connections}.`,
    'warning: The setting appendonly has no effect here: nothing is written to disk.',
  ]);
  tidelock.call('CONFIG', 'SET', 'timeout', 5, 'hash-max-listpack-entries', 1);
  expect(lines).toEqual([`warning: The setting timeout has no effect here: ${connections}.`]);
});

test('docs/differences.md names those of the server', () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');
  const section = read('docs/differences.md').split('## Embedded engine')[1].split('\n## ')[0];
  const source = read('src/embedded/settings-without-effect.ts');
  const names = [...source.matchAll(/^ {2}'([\w-]+)',$/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(section).toContain(`\`${name}\``);
});
