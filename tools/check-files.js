/**
 * Repository checks that no linter brings: how long a source file may be, that documents name only paths that exist,
 * that unit tests stand where the sources do, and that the lock file holds for every platform. Run as a program it
 * prints every finding and exits with 1 if there are any.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const LONGEST_FILE = 500;

/**
 * Source files with too many lines.
 * @param {string} root the repository
 * @returns {string[]} one sentence a file
 */
export function tooLongFiles(root) {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({
      path: `src/${path.replaceAll('\\', '/')}`,
      lines: countLines(join(root, 'src', path)),
    }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${LONGEST_FILE}: split it by concept`)
    .sort();
}

/** Unit tests that stand for no file and no folder of src, and why they stand in test/unit. */
const TESTS_OF_NO_SOURCE = new Map([
  ['browser.test.ts', 'what src becomes when it is bundled for a browser'],
  [
    'server/run-server.test.ts',
    'the function of src/server/server.ts that the command line calls, as a process',
  ],
  ['support/', 'the means of the tests: test/support and test/conformance/harness'],
  ['tools/', 'the tools of the repository'],
]);

/**
 * Unit tests that are not where the file or folder is that they test: test/unit/engine/dispatch.test.ts tests
 * src/engine/dispatch.ts, test/unit/commands/list.test.ts what the folder src/commands/list does as a whole.
 * @param {string} root the repository
 * @returns {string[]} one sentence a test
 */
export function misplacedUnitTests(root) {
  const tests = join(root, 'test/unit');
  if (!existsSync(tests)) return [];
  const isExcepted = (/** @type {string} */ path) =>
    TESTS_OF_NO_SOURCE.has(path) || TESTS_OF_NO_SOURCE.has(path.replace(/\/.*/s, '/'));
  return readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.ts') && !isExcepted(path))
    .map((path) => ({ path, source: `src/${path.slice(0, -'.test.ts'.length)}` }))
    .filter(({ source }) => !existsSync(join(root, `${source}.ts`)) && !existsSync(join(root, source)))
    .map(({ path, source }) => `test/unit/${path} tests neither ${source}.ts nor the folder ${source}`)
    .sort();
}

/**
 * Paths that ARCHITECTURE.md, README.md and the documents in docs name and that do not exist. A path is a code span
 * (`src/engine/`) or a link target that starts with a folder or file of the repository's root.
 * @param {string} root the repository
 * @returns {string[]} one sentence a path
 */
export function missingDocumentedPaths(root) {
  if (!existsSync(join(root, 'ARCHITECTURE.md'))) return ['ARCHITECTURE.md does not exist'];
  const docs = existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : [];
  const names = ['ARCHITECTURE.md', 'README.md', ...docs.map((name) => `docs/${name}`)];
  return names
    .filter((name) => name.endsWith('.md') && existsSync(join(root, name)))
    .flatMap((name) =>
      namedPaths(readFileSync(join(root, name), 'utf8'))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${name} names ${path}, which does not exist`),
    );
}

/**
 * The repository paths that a Markdown text names, each once, in order.
 * @param {string} markdown
 * @returns {string[]}
 */
export function namedPaths(markdown) {
  const rooted =
    /^(?:\.\/)?((?:src|test|bench|docs|examples|tools|\.ci)(?:\/[\w.@/-]*)?|[\w.-]+\.(?:md|json|cjs|ts))$/;
  const candidates = markdown.matchAll(/`([^`\s]+)`|\]\(([^)\s#]+)(?:#[^)]*)?\)/g);
  const paths = [...candidates].flatMap(([, code, link]) => rooted.exec(code ?? link)?.[1] ?? []);
  return [...new Set(paths)].filter((path) => path.includes('/') || existsAtRootByConvention(path));
}

/**
 * A bare file name is a path only when it can be nothing else: `list.ts` in a sentence about a folder is not.
 * @param {string} name
 */
function existsAtRootByConvention(name) {
  return /^(?:[A-Z]+\.md|package\.json|biome\.json|knip\.json|tsconfig[\w.]*\.json)$/.test(name);
}

/**
 * Optional packages (binaries of other platforms) that the lock file lacks: `npm ci` refuses such a lock.
 * @param {string} root the repository
 * @returns {string[]} one sentence a package
 */
export function missingLockEntries(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const known = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  );
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  return [...new Set(wanted)]
    .filter((name) => !known.has(name))
    .map((name) => `package-lock.json lacks the optional package ${name}`);
}

/** @param {string} path */
function countLines(path) {
  return readFileSync(path, 'utf8').split('\n').length - 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = process.cwd();
  const findings = [
    ...tooLongFiles(root),
    ...misplacedUnitTests(root),
    ...missingDocumentedPaths(root),
    ...missingLockEntries(root),
  ];
  for (const finding of findings) console.error(finding);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
