/** `npm run lua:fuzz -- --count 1000000`: bundles the runner of generated Lua programs and runs it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = join('node_modules', '.cache', 'tidelock');
const outfile = join(folder, 'lua-fuzz.mjs');
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [join('test', 'lua', 'generator', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
