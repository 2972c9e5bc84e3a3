import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Bundles an entry for the browser and runs it where nothing of Node is in reach, nor `eval` where it is forbidden. */
async function runBundled(contents: string, { allowsEval = true } = {}): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${import.meta.dirname}/../../src`, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const sandbox = createContext(
    { performance: { now: () => 0, timeOrigin: 0 } },
    { codeGeneration: { strings: allowsEval, wasm: false } },
  );
  runInContext(outputFiles[0].text, sandbox);
  return JSON.parse(runInContext('JSON.stringify(globalThis.result)', sandbox));
}

test('the embedded engine bundles for the browser and runs without Node', async () => {
  const result = await runBundled(`
    import { Tidelock } from './tidelock.ts';
    const tidelock = new Tidelock();
    tidelock.call('SET', 'greeting', 'grüß dich');
    globalThis.result = [
      typeof process,
      tidelock.call('GET', 'greeting'),
      tidelock.eval("return {redis.call('INCR', KEYS[1]), cjson.encode({1, 2}), redis.sha1hex('')}", { keys: ['n'] }),
    ];
  `);
  expect(result).toEqual([
    'undefined',
    'grüß dich',
    [1, '[1,2]', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ]);
});

describe('where JavaScript must not be made from strings', () => {
  const forbidden = { allowsEval: false };

  test('an engine says so when it is made, and what would allow it', async () => {
    const result = await runBundled(
      `
      import { CodeGenerationError, Tidelock } from './tidelock.ts';
      try {
        new Tidelock();
      } catch (error) {
        globalThis.result = [error instanceof CodeGenerationError, error.name, error.message];
      }`,
      forbidden,
    );
    expect(result).toEqual([true, 'CodeGenerationError', expect.stringContaining("'unsafe-eval'")]);
    expect(result).toEqual([true, 'CodeGenerationError', expect.stringContaining('{ scripts: false }')]);
  });

  test('an engine without scripts runs, and knows no command of theirs', async () => {
    const result = await runBundled(
      `
      import { Tidelock } from './tidelock.ts';
      const tidelock = new Tidelock({ scripts: false });
      const refused = (...words) => {
        try { return tidelock.call(...words); } catch (error) { return error.message; }
      };
      globalThis.result = [
        tidelock.call('SET', 'k', 'v'),
        tidelock.call('GET', 'k'),
        refused('EVAL', 'return 1', 0),
        refused('FCALL', 'f', 0),
        refused('SCRIPT', 'FLUSH'),
        tidelock.call('INFO').includes('number_of_cached_scripts:0'),
      ];`,
      forbidden,
    );
    expect(result).toEqual([
      'OK',
      'v',
      "ERR unknown command 'EVAL', with args beginning with: 'return 1' '0' ",
      "ERR unknown command 'FCALL', with args beginning with: 'f' '0' ",
      "ERR unknown command 'SCRIPT', with args beginning with: 'FLUSH' ",
      true,
    ]);
  });

  test('the language alone says so when it first compiles', async () => {
    const result = await runBundled(
      `
      import { CodeGenerationError, run } from './lua/language.ts';
      try {
        run('return 1');
      } catch (error) {
        globalThis.result = [error instanceof CodeGenerationError, error.message];
      }`,
      forbidden,
    );
    expect(result).toEqual([true, expect.stringContaining("'unsafe-eval'")]);
  });
});
