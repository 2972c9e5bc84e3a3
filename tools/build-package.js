/**
 * The last step of `npm run build`: makes of the compiler's output in `dist` what the package's `exports` promise.
 *
 * - Declarations name `.js` files, which every TypeScript since 4.7 understands (the compiler leaves the sources' `.ts`),
 *   and those that no entry leads to are removed: they are nobody's business.
 * - Entries that CommonJS may require get a `.cjs` file, which requires the same modules (Node 20.19 and 22.12 can), and
 *   declarations of their own, because those of a module cannot be imported by a CommonJS file.
 * - The program may be executed, which `npx tidelock` in a checkout needs.
 */
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

/** The file that an import or export statement, or an `import()` type, names. */
const RELATIVE_IMPORT = /(\bfrom |\bimport |\bimport\()(['"])(\.{1,2}\/[^'"]+)\.(?:ts|js)\2/g;

/** @typedef {{ types: string, default: string }} Files */
/** @type {{ bin: Record<string, string>, exports: Record<string, string | (Files & { require?: Files })> }} */
const { bin, exports } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @param {string} path those of a module or of CommonJS @returns {string} those that the compiler wrote */
const declarationsOf = (path) => normalize(path.replace(/\.d\.c?ts$/, '.d.ts'));

/** @param {string} text @param {string} extension */
const withExtension = (text, extension) => text.replace(RELATIVE_IMPORT, `$1$2$3.${extension}$2`);

/** @type {Map<string, string>} text of the declarations that entries lead to, by their paths */
const reached = new Map();

/** @param {string} path @param {Set<string>} seen */
function follow(path, seen) {
  if (seen.has(path)) return;
  seen.add(path);
  const text = reached.get(path) ?? readFileSync(path, 'utf8');
  reached.set(path, text);
  for (const [, , , relative] of text.matchAll(RELATIVE_IMPORT)) {
    follow(normalize(join(dirname(path), `${relative}.d.ts`)), seen);
  }
}

/** @type {Set<string>} */
const required = new Set();
/** @type {Set<string>} */
const imported = new Set();
for (const entry of Object.values(exports)) {
  if (typeof entry === 'string') continue;
  follow(declarationsOf(entry.types), imported);
  if (entry.require === undefined) continue;
  follow(declarationsOf(entry.require.types), required);
  const stub = entry.require.default;
  writeFileSync(stub, `module.exports = require('./${basename(stub, '.cjs')}.js');\n`);
}

for (const path of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (/\.d\.[cm]?ts$/.test(path)) rmSync(join('dist', path));
}
for (const [path, text] of reached) writeFileSync(path, withExtension(text, 'js'));
for (const path of required) {
  writeFileSync(path.replace(/\.ts$/, '.cts'), withExtension(String(reached.get(path)), 'cjs'));
}
for (const program of Object.values(bin)) chmodSync(program, 0o755);
