import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Bundles an entry for the browser and runs it where nothing of Node is in reach, nor `eval` where it is forbidden. */
async function runBundled(
  contents: string,
  { allowsEval = true, minify = false }: { allowsEval?: boolean; minify?: boolean } = {},
): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${import.meta.dirname}/../../src`, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    minify,
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

/** Scripts that fail, and what a real Redis 7.2.6 answers. */
const FAILING_SCRIPTS: readonly (readonly [script: string, reply: string])[] = [
  [
    'string.rep()',
    "ERR user_script:1: bad argument #1 to 'rep' (string expected, got no value) script: 2ec92a5bc2be10279b788c84861101755037b120, on @user_script:1.",
  ],
  [
    "local function f() error('mine', 2) end\n\nf()",
    'ERR user_script:3: mine script: dbbb1329cc7c537e388330dbbd60dc7c666d58cc, on @user_script:1.',
  ],
  [
    "table.sort({3, 1, 2}, function(a, b) error('in order', 2) end)",
    'ERR in order script: 1137db10ec92fec1c64df69e23f36638c0ff0271, on @user_script:1.',
  ],
  ['return {err = select(2, pcall(string.rep))}', "bad argument #1 to '?' (string expected, got no value)"],
  [
    'table.sort({3, 1, 2}, setmetatable)',
    "ERR bad argument #1 to '?' (table expected, got number) script: 5264373b05bbb6a615ad39cf47c03602db74ba9f, on =[C]:-1.",
  ],
  [
    "local t = setmetatable({}, {__index = function(t, k) error('no ' .. k, 2) end})\n\nreturn t.field",
    'ERR user_script:3: no field script: 5093c66ae4be77fe8d399751be86398ade06f979, on @user_script:1.',
  ],
  [
    "return redis.call('set', 'k')",
    'ERR Wrong number of args calling Redis command from script script: 01433d584f462b92b28fbdf2f934bdfeeb39f624, on @user_script:1.',
  ],
  [
    "return cjson.decode('[1,')",
    'ERR user_script:1: Expected value but found T_END at character 4 script: ad8248c68c719abd59f0dd09dea378bb946e7d3f, on @user_script:1.',
  ],
  [
    "local co = coroutine.wrap(function() error('inside') end)\nco()",
    'ERR user_script:2: user_script:1: inside script: 041ca154495611427d8962358b3d5c6b80d1b957, on @user_script:2.',
  ],
  [
    "string.gsub('abc', '%w', function(c) error(c, 2) end)",
    'ERR a script: b6dc3aa1ba5ef554a8138ddae6abf4fda8843cfc, on @user_script:1.',
  ],
  [
    "local f = loadstring('error(\"loaded\", 2)', '@piece')\n\nf()",
    'ERR user_script:3: loaded script: 7ae9f56f41a5de6f6d66e7008e32807650ffa878, on @piece:1.',
  ],
];

test.each([false, true])('scripts fail in a bundle as on a real server, minified: %s', async (minify) => {
  const scripts = FAILING_SCRIPTS.map(([script]) => script);
  const result = await runBundled(
    `
    import { Tidelock } from './tidelock.ts';
    const tidelock = new Tidelock();
    const replyOf = (script) => {
      try { return tidelock.eval(script); } catch (error) { return error.message; }
    };
    const scripts = ${JSON.stringify(scripts)};
    globalThis.result = [scripts.map(replyOf), scripts.map(replyOf)];
  `,
    { minify },
  );
  const expected = FAILING_SCRIPTS.map(([, reply]) => reply);
  expect(result, 'interpreted, then compiled').toEqual([expected, expected]);
});
