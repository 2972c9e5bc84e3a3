/**
 * redis-cli as people use it: one-shot commands, scripts from files, pipes, RESP3, interactive input.
 * What it prints and its exit code are compared with what it printed against a real 7.2.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { printCommand } from '../support/wire.ts';
import { onEachServer, type ServerHandle } from './support/each-server.ts';
import { recorded } from './support/recorded.ts';

const compare = recorded('redis-cli');
const installed = spawnSync('redis-cli', ['--version']).status === 0;

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Invocation {
  readonly words: readonly string[];
  /** Given on standard input; without it the command is complete. */
  readonly input?: string;
}

/** Stories: invocations in order, on an empty server. */
const stories: Record<string, readonly Invocation[]> = {
  'strings and errors': [
    { words: ['PING'] },
    { words: ['SET', 'greeting', 'hello world'] },
    { words: ['GET', 'greeting'] },
    { words: ['GET', 'missing'] },
    { words: ['--raw', 'GET', 'greeting'] },
    { words: ['INCR', 'greeting'] },
    { words: ['-e', 'INCR', 'greeting'] },
    { words: ['SETT', 'greeting', 'x'] },
    { words: ['GET'] },
    { words: ['STRLEN', 'greeting'] },
    { words: ['-n', '3', 'DBSIZE'] },
    { words: ['-n', '99', 'DBSIZE'] },
  ],
  'replies of every shape': [
    { words: ['RPUSH', 'list', 'a', 'b\nc', 'ü'] },
    { words: ['LRANGE', 'list', '0', '-1'] },
    { words: ['--raw', 'LRANGE', 'list', '0', '-1'] },
    { words: ['--csv', 'LRANGE', 'list', '0', '-1'] },
    { words: ['--json', 'LRANGE', 'list', '0', '-1'] },
    { words: ['HSET', 'hash', 'f', '1', 'g', '2'] },
    { words: ['HGETALL', 'hash'] },
    { words: ['-3', 'HGETALL', 'hash'] },
    { words: ['--json', 'HGETALL', 'hash'] },
    { words: ['ZADD', 'scores', '1.5', 'm', 'inf', 'n'] },
    { words: ['-3', 'ZRANGE', 'scores', '0', '-1', 'WITHSCORES'] },
    { words: ['ZRANGE', 'scores', '0', '-1', 'WITHSCORES'] },
    { words: ['SADD', 'set', 'only'] },
    { words: ['-3', 'SMEMBERS', 'set'] },
    { words: ['EVAL', "return {1, 'two', {3, {}}, false, {ok = 'four'}}", '0'] },
    {
      words: [
        '-3',
        'EVAL',
        "redis.setresp(3) return {true, {double = 0.1}, {map = {k = 'v'}}, {set = {x = true}}}",
        '0',
      ],
    },
  ],
  'values and commands from standard input': [
    { words: ['-x', 'SET', 'k'], input: 'from\x00stdin\n' },
    { words: ['GET', 'k'] },
    { words: ['-X', 'HERE', 'SET', 'HERE', 'v'], input: 'key' },
    { words: ['GET', 'key'] },
    { words: [], input: 'SET a 1\nINCR a\nGET a\nWRONG\nMULTI\nINCR a\nEXEC\n' },
    { words: ['-r', '3', 'INCR', 'n'] },
    { words: ['--pipe'], input: ['x', 'y', 'z'].map((key) => printCommand(['SET', key, '1'])).join('') },
    { words: ['MGET', 'x', 'y', 'z'] },
  ],
  scripts: [
    { words: ['EVAL', "return redis.call('SET', KEYS[1], ARGV[1])", '1', 'k', 'v'] },
    { words: ['--eval', 'script.lua', 'k', ',', 'suffix'] },
    { words: ['--eval', 'broken.lua'] },
    { words: ['--eval', 'failing.lua', 'k'] },
    { words: ['SCRIPT', 'LOAD', 'return 1'] },
    { words: ['EVALSHA', 'e0e1f9fabfc9d4800c877a703b823ac0578ff8db', '0'] },
    { words: ['EVALSHA', 'ffffffffffffffffffffffffffffffffffffffff', '0'] },
    { words: ['SCRIPT', 'EXISTS', 'e0e1f9fabfc9d4800c877a703b823ac0578ff8db', 'x'] },
    {
      words: ['-x', 'FUNCTION', 'LOAD'],
      input: "#!lua name=lib\nredis.register_function('f', function() return 'called' end)",
    },
    { words: ['FCALL', 'f', '0'] },
    { words: ['FUNCTION', 'LIST'] },
    { words: ['SCRIPT', 'KILL'] },
  ],
  'help of the server': [
    { words: ['SCRIPT', 'HELP'] },
    { words: ['OBJECT', 'HELP'] },
    { words: ['XINFO', 'HELP'] },
    { words: ['FUNCTION', 'HELP'] },
    { words: ['COMMAND', 'GETKEYS', 'EVAL', 'x', '2', 'a', 'b', 'c'] },
  ],
  scanning: [
    { words: ['MSET', 'user:1', 'a', 'user:2', 'b', 'other', 'c'] },
    { words: ['--scan', '--pattern', 'user:?'] },
    { words: ['--scan', '--pattern', 'none*'] },
  ],
};

/** Stories in which 7.2 differs from 7.0: doubles are printed shorter, help is worded otherwise. */
const storiesOf72 = new Set(['replies of every shape', 'help of the server']);

/** Keys of a SCAN come in no order. */
const unorderedStories = new Set(['scanning']);

onEachServer((server) => {
  describe.skipIf(!installed)('redis-cli', () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'tidelock-redis-cli-'));
      writeFileSync(
        join(folder, 'script.lua'),
        "-- appends\nlocal value = redis.call('GET', KEYS[1])\nreturn value .. ARGV[1]\n",
      );
      writeFileSync(join(folder, 'broken.lua'), 'local x = \nreturn x +\n');
      writeFileSync(join(folder, 'failing.lua'), "\n\nreturn redis.call('LPUSH', KEYS[1], 'x')\n");
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    beforeEach(async () => {
      await cli(server, folder, { words: ['FLUSHALL'] });
      await cli(server, folder, { words: ['SCRIPT', 'FLUSH'] });
      await cli(server, folder, { words: ['FUNCTION', 'FLUSH'] });
    });

    const told = Object.keys(stories).filter((name) => server.has72 || !storiesOf72.has(name));
    test.each(told)('%s', async (name) => {
      const outcomes = [];
      for (const invocation of stories[name]) {
        const { exitCode, stdout, stderr } = await cli(server, folder, invocation);
        const lines = stdout.split('\n');
        if (unorderedStories.has(name)) lines.sort();
        outcomes.push({ words: invocation.words.join(' '), exitCode, stdout: lines, stderr });
      }
      compare(name, outcomes);
    });

    test('a wrong password and a right one', async () => {
      await cli(server, folder, { words: ['CONFIG', 'SET', 'requirepass', 'secret'] });
      const outcomes = [
        await cli(server, folder, { words: ['GET', 'k'] }),
        await cli(server, folder, { words: ['-a', 'wrong', '--no-auth-warning', 'GET', 'k'] }),
        await cli(server, folder, { words: ['-a', 'secret', '--no-auth-warning', 'GET', 'k'] }),
      ];
      await cli(server, folder, {
        words: ['-a', 'secret', '--no-auth-warning', 'CONFIG', 'SET', 'requirepass', ''],
      });
      compare('passwords', outcomes);
    });

    test('a subscriber prints what is published', async () => {
      const subscriber = listen(server, ['SUBSCRIBE', 'news']);
      await subscriber.until('(integer) 1');
      await cli(server, folder, { words: ['PUBLISH', 'news', 'hello'] });
      await subscriber.until('hello');
      compare('subscriber', subscriber.stop());
    });

    test('MONITOR prints commands as they run, those of a script too', async () => {
      const monitor = listen(server, ['MONITOR']);
      await monitor.until('OK');
      await cli(server, folder, { words: ['EVAL', "return redis.call('INCR', KEYS[1])", '1', 'n'] });
      await monitor.until('"INCR"');
      compare('monitor', monitor.stop());
    });
  });
});

/** Starts a redis-cli that goes on printing; `stop` ends it and answers its lines, without times and addresses. */
function listen(server: ServerHandle, words: readonly string[]) {
  const child = spawn('redis-cli', ['-p', String(server.port), '--no-raw', ...words]);
  let heard = '';
  child.stdout.on('data', (chunk) => {
    heard += chunk;
  });
  return {
    until: (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => heard.includes(text) && resolve();
        child.stdout.on('data', look);
        look();
      }),
    stop: () => {
      child.kill();
      return heard
        .replaceAll(/\d+\.\d{6}/g, '<time>')
        .replaceAll(/127\.0\.0\.1:\d+/g, '<address>')
        .split('\n');
    },
  };
}

/** Runs redis-cli to its end, its output not a terminal, with a prompt-free environment. */
function cli(server: ServerHandle, folder: string, { words, input }: Invocation): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn('redis-cli', ['-p', String(server.port), ...formatFlags(words), ...words], {
      cwd: folder,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr: stderr.replaceAll(String(server.port), '<port>') });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input === undefined ? '' : Buffer.from(input, 'latin1'));
  });
}

/** As on a terminal (types shown), unless the words ask for another format. */
function formatFlags(words: readonly string[]): string[] {
  const formats = ['--raw', '--csv', '--json', '--pipe', '--scan'];
  return words.some((word) => formats.includes(word)) ? [] : ['--no-raw'];
}
