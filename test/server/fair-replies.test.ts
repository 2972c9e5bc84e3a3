import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { printCommand } from '../support/wire.ts';
import { ByteClient } from './byte-client.ts';

/** One client's long replies, many requests or many log lines do not keep another one waiting. */
let server: RunningServer;
let witness: RawClient;
const folder = mkdtempSync(join(tmpdir(), 'tidelock-fair-'));
const logFile = join(folder, 'log');

/** What LRANGE of the long list takes: 11 MB. */
const ELEMENTS = 100_000;
const LONG = `*${ELEMENTS}\r\n`.length + ELEMENTS * ('$100\r\n\r\n'.length + 100);
const RANGE = printCommand(['LRANGE', 'long', '0', '-1']);
/** Nobody waits longer than this, milliseconds, on a machine that has other work to do as well. */
const PROMPT = 2000;

beforeAll(async () => {
  server = await startTidelock(['--logfile', logFile]);
  witness = await RawClient.connect(server.port);
  for (let batch = 0; batch < 100; batch++) {
    await witness.call('RPUSH', 'long', ...Array<string>(ELEMENTS / 100).fill('x'.repeat(100)));
  }
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Pings until something is done; answers the longest wait, milliseconds. */
async function longestWait(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  let longest = 0;
  const end = work.finally(() => {
    isDone = true;
  });
  do {
    const start = performance.now();
    await witness.call('PING');
    longest = Math.max(longest, performance.now() - start);
  } while (!isDone);
  await end;
  return longest;
}

const connected = async () => /connected_clients:(\d+)/.exec(await witness.call('INFO', 'clients'))?.[1];

describe('another client is served meanwhile', () => {
  it('twenty clients ask for 11 MB each and do not read, then all get it', async () => {
    const readers = await Promise.all(Array.from({ length: 20 }, () => ByteClient.connect(server.port)));
    for (const reader of readers) reader.pause();
    const asked = Promise.all(readers.map((reader) => reader.write(RANGE)));
    expect(await longestWait(asked)).toBeLessThan(PROMPT);
    expect(await longestWait(new Promise((resolve) => setTimeout(resolve, 500)))).toBeLessThan(PROMPT);
    for (const reader of readers) reader.resume();
    await Promise.all(readers.map((reader) => reader.until(() => reader.receivedBytes >= LONG)));
    expect(readers.map((reader) => reader.receivedBytes)).toEqual(readers.map(() => LONG));
    for (const reader of readers) reader.destroy();
  });

  it('one client sends thousands of slow commands at once', async () => {
    const loop = printCommand([
      'EVAL',
      'local sum = 0 for i = 1, 20000 do sum = sum + i end return sum',
      '0',
    ]);
    const client = await ByteClient.connect(server.port);
    const answers = 3000 * ':200010000\r\n'.length;
    client.write(loop.repeat(3000));
    client.end();
    expect(await longestWait(client.until(() => client.receivedBytes >= answers))).toBeLessThan(PROMPT);
    expect(await client.closed()).toMatch(/:200010000\r\n$/);
    expect(client.receivedBytes).toBe(answers);
  });
});

describe('a client with long replies', () => {
  it('gets all its answers in order, and no message within one', async () => {
    const client = await ByteClient.connect(server.port);
    const channel = printCommand(['SUBSCRIBE', 'channel']);
    const publish = printCommand(['PUBLISH', 'channel', 'message']);
    await client.write(`HELLO 3\r\n${channel}`);
    await client.endsWith('$9\r\nsubscribe\r\n$7\r\nchannel\r\n:1\r\n');
    const before = client.receivedBytes;
    await client.write(`${RANGE}${publish}${printCommand(['ECHO', 'end'])}`);
    const message = '>3\r\n$7\r\nmessage\r\n$7\r\nchannel\r\n$7\r\nmessage\r\n';
    const behind = `:1\r\n${message}$3\r\nend\r\n`;
    expect((await client.endsWith(behind)).endsWith(`xxx\r\n${behind}`)).toBe(true);
    expect(client.receivedBytes - before).toBe(LONG + behind.length);
    client.destroy();
  });

  it('gets what it asked for before QUIT, and is gone', async () => {
    const client = await ByteClient.connect(server.port);
    await client.write(`${RANGE}QUIT\r\n`);
    expect(await client.closed()).toMatch(/x\r\n\+OK\r\n$/);
    expect(client.receivedBytes).toBe(LONG + '+OK\r\n'.length);
  });

  it('that is gone or killed while they wait leaves nothing behind', async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, () => ByteClient.connect(server.port)));
    for (const client of clients) {
      client.pause();
      await client.write(RANGE.repeat(20));
    }
    await witness.call('PING');
    clients[0].destroy();
    clients[1].destroy();
    await witness.call('CLIENT', 'KILL', 'SKIPME', 'yes');
    while ((await connected()) !== '1') await new Promise((resolve) => setTimeout(resolve, 10));
    for (const client of clients) client.destroy();
  });

  it('counts with all of them against its limit, of which it is sent nothing then', async () => {
    await witness.call('CONFIG', 'SET', 'client-output-buffer-limit', 'normal 10mb 0 0');
    const client = await ByteClient.connect(server.port);
    await client.write(`PING\r\n${RANGE}`);
    expect(await client.closed()).toBe('');
    await witness.call('CONFIG', 'SET', 'client-output-buffer-limit', 'normal 0 0 0');
  });
});

it('200,000 lines of a script are all in the log, while others are answered', async () => {
  await witness.call('CONFIG', 'SET', 'busy-reply-threshold', '50');
  const runner = await ByteClient.connect(server.port);
  const script = "for i = 1, 200000 do redis.log(redis.LOG_WARNING, 'line ' .. i) end return 'end'";
  await runner.write(printCommand(['EVAL', script, '0']));
  expect(await longestWait(runner.endsWith('$3\r\nend\r\n'))).toBeLessThan(PROMPT);
  const lines = () => readFileSync(logFile, 'latin1').match(/ # line \d+$/gm) ?? [];
  while (lines().length < 200_000) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(lines()).toEqual(Array.from({ length: 200_000 }, (_, number) => ` # line ${number + 1}`));
  runner.destroy();
});
