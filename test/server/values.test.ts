import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { ByteClient } from './byte-client.ts';
import { logged } from './logged.ts';

/** Long and deep values, sent or made by scripts: another client is served meanwhile, and the server lives. */
let server: RunningServer;
let runner: RawClient;
let other: RawClient;

const MINUTE = 60_000;
const BUSY = '-BUSY';

beforeAll(async () => {
  server = await startTidelock(['--busy-reply-threshold', '50']);
  [runner, other] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
});
afterAll(() => server.stop());
afterEach(async () => {
  expect(await other.call('PING')).toBe('+PONG\r\n');
});

describe('a text of a million line ends', () => {
  // What takes the square of its length would take the time of the whole test run here.
  const lines = `x${'\n'.repeat(1_000_000)}y`;
  const shown = `x${' '.repeat(1_000_000)}y`;
  const calls: [what: string, words: string[], answer: string][] = [
    ['in an error', ['EVAL', 'error(ARGV[1])', '0', lines], `-ERR user_script:1: ${shown}`],
    ['in an error table', ['EVAL', 'return {err=ARGV[1]}', '0', lines], `-${shown}`],
    ['in redis.error_reply', ['EVAL', 'return redis.error_reply(ARGV[1])', '0', lines], `-ERR ${shown}`],
    ['in a status', ['EVAL', 'return {ok=ARGV[1]}', '0', lines], `+${shown}`],
    ['as the name of a setting', ['CONFIG', 'SET', lines, '1'], `-ERR Unknown option or number of arguments`],
    [
      'as the name of a stream',
      ['XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', lines, '>'],
      `-NOGROUP No such key '${shown}'`,
    ],
    ['as a score', ['ZADD', 'zset', `${'1'.repeat(1_000_000)}x`, 'm'], '-ERR value is not a valid float'],
    ['as a cursor', ['SCAN', '1'.repeat(1_000_000)], '-ERR invalid cursor'],
  ];
  it.each(calls)('is answered at once: %s', async (_what, words, answer) => {
    runner.send(...words);
    expect((await runner.receive(MINUTE)).slice(0, answer.length)).toBe(answer);
  });
});

describe('a script that is in a library for long', () => {
  const scripts: [what: string, script: string][] = [
    ['struct.size', "local s = ('i'):rep(2e6) while true do struct.size(s) end"],
    ['struct.pack', "local s = ('x'):rep(2e6) while true do struct.pack(s) end"],
    ['cmsgpack.pack', 'local t = {} for i = 1, 5e5 do t[i] = i end while true do cmsgpack.pack(t) end'],
    [
      'cmsgpack.unpack',
      "local s = '\\221\\0\\15\\66\\64' .. ('\\1'):rep(1e6) while true do cmsgpack.unpack(s) end",
    ],
    ['cjson.decode', "local s = '[' .. ('1,'):rep(1e6) .. '1]' while true do cjson.decode(s) end"],
    ['cjson.encode', "local s = ('\\n'):rep(5e6) while true do cjson.encode(s) end"],
    ['redis.sha1hex', "local s = ('x'):rep(1e7) while true do redis.sha1hex(s) end"],
    ['the reply', 'local t = {} for i = 1, 10 do t[i] = t end return t'],
  ];
  it.each(scripts)(
    'is answered for, and killed: %s',
    async (_what, script) => {
      runner.send('EVAL', script, '0');
      let reply: string;
      do reply = await other.call('PING');
      while (reply === '+PONG\r\n');
      expect(reply.slice(0, BUSY.length)).toBe(BUSY);
      expect(await other.call('SCRIPT', 'KILL')).toBe('+OK\r\n');
      expect(await runner.receive(MINUTE)).toContain('-ERR Script killed by user with SCRIPT KILL');
    },
    MINUTE,
  );
});

describe('more values than a list holds', () => {
  const runsOutOfMemory = /^-ERR Error running script [0-9a-f]{40}, not enough memory\r\n$/;
  it('are an error of the script', async () => {
    expect(await runner.call('CONFIG', 'SET', 'lua-memory-limit', '64mb')).toBe('+OK\r\n');
    runner.send('EVAL', "return #cjson.decode('[' .. ('1,'):rep(2e7) .. '1]')", '0');
    expect(await runner.receive(MINUTE)).toMatch(runsOutOfMemory);
    runner.send('EVAL', "return #cmsgpack.unpack('\\221\\2\\0\\0\\0' .. ('\\1'):rep(2 ^ 25))", '0');
    expect(await runner.receive(MINUTE)).toMatch(runsOutOfMemory);
    expect(await runner.call('CONFIG', 'SET', 'lua-memory-limit', '0')).toBe('+OK\r\n');
  });
});

describe('arguments', () => {
  /** Sends empty arguments, ten thousand at once, until the server has had enough. */
  async function sendArguments(client: ByteClient, announced: number): Promise<void> {
    const piece = '$0\r\n\r\n'.repeat(10_000);
    await client.write(`*${announced}\r\n$3\r\nDEL\r\n`);
    for (let sent = 0; sent < announced && !client.isClosed; sent += 10_000) await client.write(piece);
  }

  it('beyond what any command may have are refused before they come', async () => {
    const client = await ByteClient.connect(server.port);
    await client.write('*116000000\r\n$3\r\nDEL\r\n$0\r\n\r\n');
    expect(await client.closed()).toBe('-ERR Protocol error: invalid multibulk length\r\n');
  });

  it(
    'that were parsed count in client-query-buffer-limit',
    async () => {
      expect(await other.call('CONFIG', 'SET', 'client-query-buffer-limit', '128mb')).toBe('+OK\r\n');
      const client = await ByteClient.connect(server.port);
      await sendArguments(client, 60_000_000);
      expect(await client.closed()).toBe('');
      await logged(server, 'Closing client that reached max query buffer length');
    },
    MINUTE,
  );

  it(
    'that MULTI has queued count there, too',
    async () => {
      expect(await other.call('CONFIG', 'SET', 'client-query-buffer-limit', '8mb')).toBe('+OK\r\n');
      const client = await ByteClient.connect(server.port);
      await client.write('MULTI\r\n');
      for (let sent = 0; sent < 10_000 && !client.isClosed; sent++) {
        await client.write(`SET k ${'x'.repeat(10_000)}\r\n`);
      }
      await client.closed();
      expect(await other.call('EXISTS', 'k')).toBe(':0\r\n');
    },
    MINUTE,
  );
});
