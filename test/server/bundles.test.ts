import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Programs with a server in them, bundled by esbuild for Node as the README says. */
const folder = mkdtempSync(join(tmpdir(), 'tidelock-bundles-'));

const PROGRAM = `
  import { startServer } from 'tidelock/server';
  try {
    const server = await startServer({ port: 0, ...OPTIONS });
    console.log('serves on', server.url.replace(/[0-9]+$/, 'PORT'));
    await server.close();
  } catch (error) {
    console.log('failed:', error.message);
  }`;

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'tidelock'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Bundles the program into a folder of its own, runs it, and answers its exit code and what it printed. */
async function run(
  name: string,
  program: string,
  options: BuildOptions,
): Promise<[code: unknown, output: string]> {
  const outdir = join(folder, name);
  const entry = join(folder, `${name}.mjs`);
  writeFileSync(entry, program);
  await build({
    entryPoints: { app: entry },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    absWorkingDir: folder,
    outdir,
    ...options,
  });
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(outdir, `app${options.outExtension?.['.js'] ?? '.js'}`)],
      (error, stdout, stderr) => {
        done([error?.code ?? 0, stdout + stderr]);
      },
    );
  });
}

const withOptions = (options: string) => PROGRAM.replace('OPTIONS', options);
const SERVES = [0, 'serves on redis://127.0.0.1:PORT\n'];

describe('a program with a server in it', () => {
  it('has a file of its own for the thread, named by the option engineThread', async () => {
    const program = withOptions("{ engineThread: new URL('./engine-thread.js', import.meta.url) }");
    const entryPoints = { app: join(folder, 'option.mjs'), 'engine-thread': 'tidelock/engine-thread' };
    expect(await run('option', program, { entryPoints })).toEqual(SERVES);
  });

  it('finds engine-thread.js beside it without the option', async () => {
    const entryPoints = { app: join(folder, 'beside.mjs'), 'engine-thread': 'tidelock/engine-thread' };
    expect(await run('beside', withOptions('{}'), { entryPoints })).toEqual(SERVES);
  });

  it('may be minified', async () => {
    const program = withOptions("{ engineThread: new URL('./engine-thread.js', import.meta.url) }");
    const entryPoints = { app: join(folder, 'minified.mjs'), 'engine-thread': 'tidelock/engine-thread' };
    expect(await run('minified', program, { entryPoints, minify: true })).toEqual(SERVES);
  });

  it('leaves the package out of the bundle', async () => {
    expect(await run('external', withOptions('{}'), { external: ['tidelock'] })).toEqual(SERVES);
  });

  it('is told what is missing when there is no such file', async () => {
    // The program ends by itself: exit code 13 is Node's for a promise that nobody settles.
    const [code, output] = await run('missing', withOptions('{}'), {});
    expect(code).toBe(0);
    expect(output).toContain("failed: the engine's thread failed: Cannot find module");
    expect(output).toContain("A bundle needs the module 'tidelock/engine-thread' as a file of its own");
  });

  it('is told so in the format of CommonJS too', async () => {
    const program = `import { startServer } from 'tidelock/server';
      startServer({ port: 0 }).catch((error) => console.log('failed:', error.message));`;
    const [code, output] = await run('commonjs', program, { format: 'cjs', outExtension: { '.js': '.cjs' } });
    expect(code).toBe(0);
    expect(output).toContain("failed: the engine's thread has no file. A bundle needs");
  });
});
