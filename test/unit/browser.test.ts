import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Bundles an entry for the browser and runs it where nothing of Node is in reach. */
async function runBundled(contents: string): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${import.meta.dirname}/../../src`, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const sandbox = createContext({ performance: { now: () => 0, timeOrigin: 0 } });
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
