import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const modules = join(root, 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'tidelock-package-'));
/** A copy of the sources, as a fresh clone has them: nothing is built. */
const clone = join(folder, 'clone');
/** A project outside of the repository that has installed the package. */
const project = join(folder, 'project');
const installed = join(project, 'node_modules/tidelock');

const CLONED = [
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'src',
  'tools',
  'examples',
  'docs',
  'README.md',
  'ARCHITECTURE.md',
  'LICENSE',
];

beforeAll(async () => {
  mkdirSync(clone);
  for (const name of CLONED) cpSync(join(root, name), join(clone, name), { recursive: true });
  symlinkSync(modules, join(clone, 'node_modules'));
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: clone });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  cpSync(join(import.meta.dirname, 'project'), project, { recursive: true });
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  for (const name of ['cac', 'vitest']) symlinkSync(join(modules, name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles files of the project by a TypeScript; its complaints are what it prints. */
async function compile(
  typescript: string,
  options: Record<string, unknown>,
  files: string[],
): Promise<string> {
  const config = join(project, 'tsconfig.json');
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022'],
    types: [],
    strict: true,
    skipLibCheck: false,
    outDir: 'out',
    ...options,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files: [...files, 'globals.d.ts'] }));
  const program = join(modules, typescript, 'bin/tsc');
  return run(process.execPath, [program, '-p', config], { cwd: project }).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

/** What a program of the project prints. */
async function output(...words: string[]): Promise<unknown> {
  const { stdout, stderr } = await run(process.execPath, words, { cwd: project });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('the package is built when it is packed, with what its exports name and no sources of tests', async () => {
  const { default: manifest } = await import(join(installed, 'package.json'), { with: { type: 'json' } });
  const paths: string[] = [];
  const collect = (entry: unknown): void => {
    if (typeof entry === 'string') paths.push(entry);
    else for (const inner of Object.values(entry as object)) collect(inner);
  };
  collect([manifest.exports, manifest.main, manifest.types, manifest.bin, manifest.typesVersions]);
  expect(paths.length).toBeGreaterThan(12);
  for (const path of paths) expect([path, existsSync(join(installed, path))]).toEqual([path, true]);
  expect(readdirSync(installed).sort()).toEqual([
    'ARCHITECTURE.md',
    'LICENSE',
    'README.md',
    'dist',
    'docs',
    'examples',
    'package.json',
  ]);
});

describe('types lead to nothing internal', () => {
  /** The declarations that an entry leads to. */
  function reached(path: string, seen = new Set<string>()): string[] {
    if (seen.has(path)) return [];
    seen.add(path);
    const text = readFileSync(join(installed, 'dist', path), 'utf8');
    for (const [, name] of text.matchAll(/ from '(\.[^']+)\.js'/g)) {
      reached(posix.join(posix.dirname(path), `${name}.d.ts`), seen);
    }
    return [...seen].sort();
  }

  test('those of the embedded API to none of the classes of the engine', () => {
    expect(reached('tidelock.d.ts')).toEqual([
      'embedded/api.d.ts',
      'embedded/clocks.d.ts',
      'embedded/disposable.d.ts',
      'embedded/errors.d.ts',
      'embedded/tidelock.d.ts',
      'engine/clock.d.ts',
      'engine/log-level.d.ts',
      'lua/code-generation.d.ts',
      'tidelock.d.ts',
    ]);
  });

  test('those of the language to neither its parser nor its generator', () => {
    const language = reached('lua/language.d.ts');
    expect(language).toContain('lua/runtime/value.d.ts');
    for (const path of language) expect(path).not.toMatch(/^lua\/(syntax|codegen|interpreter|lua\.)/);
  });
});

describe.each(['typescript-5.0', 'typescript'])('by %s, without skipLibCheck', (typescript) => {
  test('every entrance has types for modules and for CommonJS', async () => {
    const options = { module: 'node16', moduleResolution: 'node16' };
    expect(await compile(typescript, options, ['module.mts', 'commonjs.cts'])).toBe('');
    expect(await output('out/module.mjs')).toEqual({
      counted: 1,
      values: ['n', '2'],
      code: 'CLOSED',
      failure: true,
      results: [2],
      waited: ['jobs', 'x'],
      listens: true,
    });
    expect(await output('out/commonjs.cjs')).toEqual({
      time: ['1', '0'],
      sum: [2],
      start: 'function',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  test('every entrance has types for bundlers', async () => {
    cpSync(join(project, 'module.mts'), join(project, 'bundled.ts'));
    const options = { module: 'es2022', moduleResolution: 'bundler', noEmit: true };
    expect(await compile(typescript, options, ['bundled.ts'])).toBe('');
  });
});

test('types are found by the resolution of old, which knows no exports', async () => {
  cpSync(join(project, 'commonjs.cts'), join(project, 'old.ts'));
  const options = { module: 'commonjs', moduleResolution: 'node', noEmit: true };
  expect(await compile('typescript-5.0', options, ['old.ts'])).toBe('');
});

test('the helper for tests has types, and its fixtures run under Vitest', async () => {
  const options = {
    module: 'node16',
    moduleResolution: 'node16',
    noEmit: true,
    skipLibCheck: true,
    target: 'esnext',
    lib: ['esnext', 'dom'],
  };
  expect(await compile('typescript', options, ['vitest.mts'])).toBe('');
  const program = join(modules, 'vitest/vitest.mjs');
  const words = [program, 'run', '--globals=false', '--reporter=json', '--dir', '.', '--root', project];
  writeFileSync(
    join(project, 'vitest.config.mjs'),
    "export default { test: { include: ['server-fixture.mjs'] } };\n",
  );
  const { stdout } = await run(process.execPath, words, { cwd: project });
  expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 5, numFailedTests: 0 });
});
