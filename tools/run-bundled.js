import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a program of the tests, which is TypeScript, and runs it in this process.
 * @param {string} name of the bundle
 * @param {string} entry
 */
export async function runBundled(name, entry) {
  const folder = join('node_modules', '.cache', 'tidelock');
  const outfile = join(folder, `${name}.mjs`);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  await import(pathToFileURL(outfile).href);
}
