/**
 * Twice as much to do takes at most two and a half times the steps: for every library function, every command, and whoever
 * reads or writes texts. So nobody can take a server by surprise with a longer text, a larger value or more arguments.
 * The work of library functions is also charged to the budget of the script.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Findings } from './findings.ts';

const program = join('node_modules', '.cache', 'tidelock', 'scaling.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'main.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});

async function measured(part: string): Promise<[part: string, findings: Findings]> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, part], { maxBuffer: 2 ** 26 });
  return [part, JSON.parse(stdout) as Findings];
}

describe.each(await Promise.all(['functions', 'commands', 'texts'].map(measured)))(
  'twice as much for the %s',
  (_, { names, sampled, subjects }) => {
    it('is asked of each of them, and of no others', () => {
      expect(names.length).toBeGreaterThan(50);
      expect([...sampled].sort()).toEqual([...names].sort());
    });

    it.each(names)('takes at most two and a half times the steps: %s', (name) => {
      expect(subjects[name]).toEqual([]);
    });
  },
);
