import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { printCommand } from '../support/wire.ts';
import { ByteClient } from './byte-client.ts';
import { logged } from './logged.ts';

/** Limits of connections, under one server whose settings each test changes and the next one finds reset. */
let server: RunningServer;
let admin: RawClient;
const folder = mkdtempSync(join(tmpdir(), 'tidelock-connections-'));
const path = join(folder, 'socket');

const DEFAULTS: [setting: string, value: string][] = [
  ['maxclients', '10000'],
  ['timeout', '0'],
  ['requirepass', ''],
  ['client-query-buffer-limit', '1gb'],
  ['proto-max-bulk-len', '512mb'],
  ['client-output-buffer-limit', 'normal 0 0 0 pubsub 32mb 8mb 60'],
];

beforeAll(async () => {
  server = await startTidelock(['--unixsocket', path]);
  admin = await RawClient.connect(server.port);
});
afterEach(async () => {
  for (const [setting, value] of DEFAULTS)
    expect(await admin.call('CONFIG', 'SET', setting, value)).toBe('+OK\r\n');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const config = (setting: string, value: string) => admin.call('CONFIG', 'SET', setting, value);

async function information(name: string): Promise<number> {
  const text = await admin.call('INFO', 'everything');
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(text)?.[1]);
}

/** Resolves once INFO shows that value. */
async function settled(name: string, value: number): Promise<void> {
  while ((await information(name)) !== value) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('how many', () => {
  it('3,000 at a time, each with its own state', async () => {
    const clients: RawClient[] = [];
    for (let batch = 0; batch < 30; batch++) {
      const connecting = Array.from({ length: 100 }, () => RawClient.connect(server.port));
      clients.push(...(await Promise.all(connecting)));
    }
    const answers = await Promise.all(
      clients.map(async (client, number) => {
        await client.call('SELECT', String(number % 16));
        await client.call('CLIENT', 'SETNAME', `c${number}`);
        return client.call('CLIENT', 'GETNAME');
      }),
    );
    expect(answers).toEqual(clients.map((_, number) => `$${`c${number}`.length}\r\nc${number}\r\n`));
    expect(await information('connected_clients')).toBe(3001);
    for (const client of clients) client.close();
    await settled('connected_clients', 1);
  });

  it('connections that come and go leave nothing behind', async () => {
    for (let round = 0; round < 20; round++) {
      const clients = await Promise.all(Array.from({ length: 50 }, () => ByteClient.connect(server.port)));
      for (const client of clients) {
        client.write('*2\r\n$4\r\nPING\r\n$100\r\nhalf');
        client.destroy();
      }
    }
    await settled('connected_clients', 1);
  });

  it('maxclients, and not one more', async () => {
    await config('maxclients', '3');
    const others = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
    expect(await others[1].call('PING')).toBe('+PONG\r\n');
    const refused = await RawClient.connect(server.port);
    expect(await refused.receive()).toBe('-ERR max number of clients reached\r\n');
    expect(await refused.receive()).toBe('<closed>');
    expect(await information('rejected_connections')).toBe(1);
    others[0].close();
    await settled('connected_clients', 2);
    const admitted = await RawClient.connect(server.port);
    expect(await admitted.call('PING')).toBe('+PONG\r\n');
    for (const client of [others[1], admitted]) client.close();
  });
});

describe('how long', () => {
  it('timeout closes those who say nothing, but not who waits for something', async () => {
    const [idle, blocked, subscriber] = await Promise.all(
      [1, 2, 3].map(() => RawClient.connect(server.port)),
    );
    blocked.send('BLPOP', 'never', '0');
    await subscriber.call('SUBSCRIBE', 'channel');
    await config('timeout', '1');
    // The administrator must not idle itself.
    const awake = setInterval(() => admin.send('PING'), 200);
    let pings = 0;
    expect(await idle.receive(10_000)).toBe('<closed>');
    clearInterval(awake);
    while ((await admin.receive(300)) === '+PONG\r\n') pings++;
    expect(pings).toBeGreaterThan(0);
    await config('timeout', '0');
    expect(await admin.call('PUBLISH', 'channel', 'x')).toBe(':1\r\n');
    expect(await admin.call('RPUSH', 'never', 'x')).toBe(':1\r\n');
    expect(await blocked.receive()).toContain('never');
    expect(await subscriber.receive()).toContain('message');
    blocked.close();
    subscriber.close();
  });
});

describe('how much may come', () => {
  it('proto-max-bulk-len', async () => {
    await config('proto-max-bulk-len', '1mb');
    const client = await ByteClient.connect(server.port);
    await client.write('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1048577\r\n');
    expect(await client.closed()).toBe('-ERR Protocol error: invalid bulk length\r\n');
    const other = await RawClient.connect(server.port);
    expect(await other.call('SET', 'k', 'x'.repeat(1_048_576))).toBe('+OK\r\n');
    expect(await other.call('STRLEN', 'k')).toBe(':1048576\r\n');
    other.close();
  });

  it('proto-max-bulk-len holds for what commands make, too', async () => {
    expect(await admin.call('SETRANGE', 'grown', '536870912', 'x')).toBe(
      '-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n',
    );
    await config('proto-max-bulk-len', '1mb');
    await admin.call('SET', 'grown', 'x'.repeat(1_048_576));
    expect(await admin.call('APPEND', 'grown', 'y')).toBe(
      '-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n',
    );
  });

  it('client-query-buffer-limit', async () => {
    await config('client-query-buffer-limit', '1mb');
    const client = await ByteClient.connect(server.port);
    client.write(`*3\r\n$3\r\nSET\r\n$1\r\nq\r\n$8000000\r\n${'x'.repeat(4_000_000)}`);
    expect(await client.closed()).toBe('');
    await logged(server, 'Closing client that reached max query buffer length');
    expect(await admin.call('EXISTS', 'q')).toBe(':0\r\n');
  });

  it('little, as long as nobody is known: requirepass', async () => {
    await config('requirepass', 'secret');
    const stranger = () => ByteClient.connect(server.port);
    const many = await stranger();
    await many.write('*11\r\n');
    expect(await many.closed()).toBe('-ERR Protocol error: unauthenticated multibulk length\r\n');
    const long = await stranger();
    await long.write('*2\r\n$4\r\nAUTH\r\n$16385\r\n');
    expect(await long.closed()).toBe('-ERR Protocol error: unauthenticated bulk length\r\n');
    const client = await RawClient.connect(server.port);
    expect(await client.call('GET', 'k')).toBe('-NOAUTH Authentication required.\r\n');
    expect(await client.call('AUTH', 'wrong')).toBe(
      '-WRONGPASS invalid username-password pair or user is disabled.\r\n',
    );
    expect(await client.call('AUTH', 'secret')).toBe('+OK\r\n');
    expect(await client.call('SET', 'k', 'x'.repeat(20_000))).toBe('+OK\r\n');
    client.close();
  });
});

describe('how much may wait to be read', () => {
  const MEGABYTE = 'x'.repeat(1_048_576);

  /** Megabytes of memory that the process holds. */
  const resident = async () => (await information('used_memory_rss')) / 1_048_576;

  it('without a limit 300 MB wait for a slow reader, who gets them all, while others are served', async () => {
    await admin.call('SET', 'big', MEGABYTE);
    const reader = await ByteClient.connect(server.port);
    reader.pause();
    await reader.write(printCommand(['GET', 'big']).repeat(300));
    for (let count = 0; count < 50; count++) expect(await admin.call('ECHO', 'x')).toBe('$1\r\nx\r\n');
    reader.resume();
    const expected = 300 * (`$${MEGABYTE.length}\r\n`.length + MEGABYTE.length + 2);
    await reader.until(() => reader.receivedBytes >= expected);
    expect(reader.receivedBytes).toBe(expected);
    reader.destroy();
  });

  it('who is sent a gigabyte and never reads is closed at the limit, and memory stays bounded', async () => {
    await config('client-output-buffer-limit', 'normal 32mb 0 0');
    await admin.call('SET', 'big', MEGABYTE);
    const before = await resident();
    const reader = await ByteClient.connect(server.port);
    reader.pause();
    reader.write(printCommand(['GET', 'big']).repeat(1000));
    await settled('connected_clients', 1);
    await logged(server, 'scheduled to be closed ASAP for overcoming of output buffer limits.');
    expect((await resident()) - before).toBeLessThan(800);
    reader.destroy();
  });

  it('a subscriber that does not read is closed, the publisher is not held up', async () => {
    const subscriber = await ByteClient.connect(server.port);
    await subscriber.write(printCommand(['SUBSCRIBE', 'flood']));
    await subscriber.endsWith(':1\r\n');
    subscriber.pause();
    let receivers = ':1\r\n';
    let published = 0;
    for (; receivers === ':1\r\n' && published < 300; published++) {
      receivers = await admin.call('PUBLISH', 'flood', MEGABYTE);
    }
    expect(receivers).toBe(':0\r\n');
    expect(published).toBeGreaterThan(32);
    subscriber.destroy();
  });
});

describe('a unix socket', () => {
  it('is another way in', async () => {
    const client = await ByteClient.connect(path);
    await client.write('CLIENT LIST ID 0\r\nSET u 1\r\nGET u\r\n');
    expect(await client.endsWith('$1\r\n1\r\n')).toContain('+OK\r\n$1\r\n1\r\n');
    expect(await admin.call('CLIENT', 'LIST')).toContain(`addr=${path}:0`);
    client.destroy();
  });
});

describe('a client that is gone', () => {
  it('is given nothing that others send after it has reset its connection', async () => {
    for (let round = 0; round < 60; round++) {
      const waiting = await ByteClient.connect(server.port);
      await waiting.write(printCommand(['BLPOP', 'queue', '0']));
      await settled('blocked_clients', 1);
      waiting.reset();
      expect(await admin.call('RPUSH', 'queue', 'x')).toBe(':1\r\n');
      expect(await admin.call('DEL', 'queue')).toBe(':1\r\n');
    }
  });
});
