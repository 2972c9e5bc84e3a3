import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';

/**
 * Thousands of long names that are alike: of one length, and different at the end only. V8 hashes a text of more than
 * 16,383 characters by its length alone, so that a `Map` takes minutes for them. Each of these takes about a second; the
 * tests fail because their time is up.
 */
const HEAD = 'n'.repeat(20_000);
const NAMES = Array.from({ length: 4000 }, (_, number) => `${HEAD}${10_000 + number}`);
const PATIENCE = 30_000;

let server: RunningServer;
let client: RawClient;
let witness: RawClient;

beforeAll(async () => {
  server = await startTidelock(['--client-output-buffer-limit', 'pubsub 0 0 0']);
  client = await RawClient.connect(server.port);
  witness = await RawClient.connect(server.port);
});
afterAll(() => server.stop());

/** Sends a command with all of the names. */
function sendAll(sender: RawClient, before: string[], after: string[] = []): void {
  sender.send(...before, ...NAMES, ...after);
}

/** The first reply to a command with all of the names. */
async function first(before: string[], after: string[] = []): Promise<string> {
  sendAll(client, before, after);
  return client.receive(PATIENCE);
}

async function evaluate(script: string): Promise<string> {
  client.send('EVAL', script, '0', HEAD);
  return client.receive(PATIENCE);
}

describe('thousands of long names', () => {
  it.each(['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE'])(
    'of %s keep nobody waiting',
    async (command) => {
      const subscriber = await RawClient.connect(server.port);
      sendAll(subscriber, [command]);
      for (const number of NAMES.keys()) {
        expect(await subscriber.receive(PATIENCE)).toMatch(new RegExp(`:${number + 1}\r\n$`));
      }
      subscriber.close();
      expect(await witness.call('PING')).toBe('+PONG\r\n');
    },
    PATIENCE,
  );

  it(
    'of WATCH, and of a client that waits',
    async () => {
      expect(await first(['WATCH'])).toBe('+OK\r\n');
      expect(await client.call('UNWATCH')).toBe('+OK\r\n');
      sendAll(client, ['BLPOP'], ['0']);
      await expect
        .poll(() => witness.call('INFO', 'clients'), { timeout: PATIENCE })
        .toContain('blocked_clients:1');
      expect(await witness.call('LPUSH', NAMES[3999], 'x')).toBe(':1\r\n');
      expect(await client.receive(PATIENCE)).toBe(`*2\r\n$20005\r\n${NAMES[3999]}\r\n$1\r\nx\r\n`);
    },
    PATIENCE,
  );

  it(
    'of members that are drawn by chance',
    async () => {
      expect(await first(['SADD', 'members'])).toBe(':4000\r\n');
      const script = "for i = 1, 12 do redis.call('srandmember', 'members', 1000) end return 12";
      expect(await evaluate(script)).toBe(':12\r\n');
    },
    PATIENCE,
  );

  it(
    'of groups of a stream',
    async () => {
      const script = `redis.call('xadd', 'stream', '*', 'f', 'v')
        for i = 1, 4000 do redis.call('xgroup', 'create', 'stream', ARGV[1] .. (10000 + i), '$') end
        return #redis.call('xinfo', 'groups', 'stream')`;
      expect(await evaluate(script)).toBe(':4000\r\n');
    },
    PATIENCE,
  );

  it(
    'in a table of a script',
    async () => {
      const script = `local t, sum = {}, 0
        for i = 1, 4000 do t[ARGV[1] .. (10000 + i)] = i end
        for i = 1, 4000 do sum = sum + t[ARGV[1] .. (10000 + i)] end
        for i = 1, 4000, 2 do t[ARGV[1] .. (10000 + i)] = nil end
        for i = 1, 50 do t['short' .. i] = i end
        local left = 0 for _ in pairs(t) do left = left + 1 end
        return {sum, left}`;
      expect(await evaluate(script)).toBe('*2\r\n:8002000\r\n:2050\r\n');
    },
    PATIENCE,
  );

  it(
    'of scripts that differ at their ends',
    async () => {
      for (let number = 0; number < 4000; number++)
        client.send('SCRIPT', 'LOAD', `--${HEAD}\nreturn ${10_000 + number}`);
      for (let number = 0; number < 4000; number++) expect(await client.receive(PATIENCE)).toMatch(/^\$40/);
      expect(await client.call('EVAL', `--${HEAD}\nreturn 10000`, '0')).toBe(':10000\r\n');
    },
    PATIENCE,
  );

  it('of SHUTDOWN are a syntax error', async () => {
    expect(await first(['SHUTDOWN'])).toBe('-ERR syntax error\r\n');
    expect(await witness.call('PING')).toBe('+PONG\r\n');
  });
});
