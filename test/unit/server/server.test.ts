import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Server, ServerOptions } from '../../../src/server/server.ts';
import { RawConnection, removeBundle, startServer } from './server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'server-'));
const servers: Server[] = [];
const connections: RawConnection[] = [];

async function serve(options: ServerOptions = {}): Promise<Server> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

async function open(where: Server | string): Promise<RawConnection> {
  const connection = await RawConnection.open(typeof where === 'string' ? where : where.port);
  connections.push(connection);
  return connection;
}

async function connected(options: ServerOptions = {}): Promise<RawConnection> {
  return open(await serve(options));
}

const request = (...words: string[]) =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;

afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy();
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => {
  removeBundle();
  rmSync(folder, { recursive: true });
});

describe('a connection', () => {
  it('answers arrays and inline commands, however they are cut', async () => {
    const client = await connected();
    expect(await client.ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
    client.write('*2\r\n$4\r\nEC');
    client.write('HO\r\n$2\r\nhi\r');
    expect(await client.ask('\n', '$2\r\nhi\r\n')).toBe('$2\r\nhi\r\n');
  });

  it('answers a pipeline in order', async () => {
    const client = await connected();
    const count = 20_000;
    let pipeline = '';
    for (let i = 0; i < count; i++) pipeline += request('INCR', 'n');
    client.write(pipeline);
    const expected = Array.from({ length: count }, (_, i) => `:${i + 1}\r\n`).join('');
    expect((await client.read(expected.length)) === expected).toBe(true);
  });

  it('carries values larger than the rings, binary safe', async () => {
    const client = await connected();
    const value = '\0\xff\r\nabc'.repeat(1_000_000);
    expect(await client.ask(request('SET', 'big', value), '+OK\r\n')).toBe('+OK\r\n');
    const expected = `$${value.length}\r\n${value}\r\n`;
    expect((await client.ask(request('GET', 'big'), expected)) === expected).toBe(true);
  });

  it('that stops sending still gets its answers', async () => {
    const client = await connected();
    client.write(request('SET', 'k', 'v') + request('GET', 'k'));
    client.end();
    expect(await client.readToEnd()).toBe('+OK\r\n$1\r\nv\r\n');
  });

  it('is closed after QUIT, and nothing behind it is run', async () => {
    const server = await serve();
    const client = await open(server);
    client.write(request('QUIT') + request('SET', 'k', 'v'));
    expect(await client.readToEnd()).toBe('+OK\r\n');
    expect(await (await open(server)).ask(request('GET', 'k'), '$-1\r\n')).toBe('$-1\r\n');
  });

  it('that breaks the protocol is told so and closed', async () => {
    const client = await connected();
    client.write(`${request('PING')}*1\r\nfoo\r\n${request('PING')}`);
    expect(await client.readToEnd()).toBe("+PONG\r\n-ERR Protocol error: expected '$', got 'f'\r\n");
  });

  it('that ends in the middle of a command harms nobody', async () => {
    const server = await serve();
    const client = await open(server);
    client.write('*3\r\n$3\r\nSET\r\n$100\r\nabc');
    client.destroy();
    expect(await (await open(server)).ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
  });

  it('waits with what it sent behind a blocking command', async () => {
    const server = await serve();
    const waiting = await open(server);
    const other = await open(server);
    waiting.write(request('BLPOP', 'list', '0') + request('LLEN', 'list'));
    await other.until('INFO clients\r\n', 'blocked_clients:1');
    expect(await other.ask(request('RPUSH', 'list', 'a', 'b'), ':2\r\n')).toBe(':2\r\n');
    const expected = '*2\r\n$4\r\nlist\r\n$1\r\na\r\n:1\r\n';
    expect(await waiting.read(expected.length)).toBe(expected);
  });

  it('is one of thousands', async () => {
    const server = await serve();
    const clients = await Promise.all(Array.from({ length: 2000 }, () => open(server)));
    const answers = await Promise.all(clients.map((client) => client.ask('PING\r\n', '+PONG\r\n')));
    expect(new Set(answers)).toEqual(new Set(['+PONG\r\n']));
  });
});

describe('limits', () => {
  it('maxclients refuses more connections', async () => {
    const server = await serve({ settings: { maxclients: '2' } });
    const first = await open(server);
    const second = await open(server);
    await first.ask('PING\r\n', '+PONG\r\n');
    await second.ask('PING\r\n', '+PONG\r\n');
    expect(await (await open(server)).readToEnd()).toBe('-ERR max number of clients reached\r\n');
    await first.ask(request('CONFIG', 'SET', 'maxclients', '3'), '+OK\r\n');
    expect(await (await open(server)).ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
  });

  it('requirepass keeps strangers out, with tight protocol limits', async () => {
    const server = await serve({ settings: { requirepass: 'secret' } });
    const client = await open(server);
    const denied = '-NOAUTH Authentication required.\r\n';
    expect(await client.ask(request('GET', 'k'), denied)).toBe(denied);
    client.write('*1\r\n$20000\r\n');
    expect(await client.readToEnd()).toBe('-ERR Protocol error: unauthenticated bulk length\r\n');
    const other = await open(server);
    expect(await other.ask(request('AUTH', 'secret'), '+OK\r\n')).toBe('+OK\r\n');
    expect(await other.ask(request('SET', 'k', 'v'.repeat(20_000)), '+OK\r\n')).toBe('+OK\r\n');
  });

  it('client-output-buffer-limit closes a subscriber that does not read', async () => {
    const server = await serve({ settings: { 'client-output-buffer-limit': 'pubsub 1mb 0 0' } });
    const subscriber = await open(server);
    const answer = '*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n';
    await subscriber.ask(request('SUBSCRIBE', 'c'), answer);
    subscriber.pause();
    const publisher = await open(server);
    const message = request('PUBLISH', 'c', 'x'.repeat(100_000));
    let receivers = ':1\r\n';
    for (let i = 0; i < 1000 && receivers === ':1\r\n'; i++)
      receivers = await publisher.ask(message, ':1\r\n');
    expect(receivers).toBe(':0\r\n');
  });

  it('a client that does not read does not hold up the others', async () => {
    const server = await serve();
    const slow = await open(server);
    await slow.ask(request('SET', 'k', 'x'.repeat(1_000_000)), '+OK\r\n');
    slow.pause();
    for (let i = 0; i < 50; i++) slow.write(request('GET', 'k'));
    const other = await open(server);
    for (let i = 0; i < 100; i++) expect(await other.ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
    slow.resume();
    const one = `$1000000\r\n${'x'.repeat(1_000_000)}\r\n`;
    for (let i = 0; i < 50; i++) expect((await slow.read(one.length)) === one).toBe(true);
  });
});

describe('a script that runs for long', () => {
  it('lets others be answered BUSY, and be killed', async () => {
    const server = await serve({ settings: { 'busy-reply-threshold': '50' } });
    const runner = await open(server);
    runner.write(request('EVAL', 'while true do end', '0') + request('PING'));
    const other = await open(server);
    const busy =
      '-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n';
    expect(await other.until(request('GET', 'k'), '-BUSY')).toBe(busy);
    expect(await other.ask(request('SCRIPT', 'KILL'), '+OK\r\n')).toBe('+OK\r\n');
    expect(await runner.read(4)).toBe('-ERR');
    expect(await other.ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
  });

  it('outlives the client that started it', async () => {
    const server = await serve({ settings: { 'busy-reply-threshold': '20' } });
    const runner = await open(server);
    const other = await open(server);
    const script =
      "redis.call('set', 'turns', 0) local i = 0 while i < 3e7 do i = i + 1 end redis.call('set', 'turns', i) return i";
    runner.write(request('EVAL', script, '0'));
    await other.until(request('GET', 'turns'), '-BUSY');
    runner.destroy();
    // A script that were ended with its client would leave the first value.
    const answer = await other.until(request('GET', 'turns'), '$');
    expect(answer).toBe('$8\r\n30000000\r\n');
    await other.until('INFO clients\r\n', 'connected_clients:1\r\n');
  });
});

describe('where it listens', () => {
  it('a unix socket, with its permissions', async () => {
    const path = join(folder, 'socket');
    await serve({ settings: { unixsocket: path, unixsocketperm: '700' } });
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(await (await open(path)).ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
    await servers.pop()?.close();
    expect(existsSync(path)).toBe(false);
  });

  it('elsewhere after CONFIG SET port; refused when that is taken', async () => {
    const server = await serve();
    const other = await serve();
    const client = await open(server);
    const refusal =
      "-ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on this port. Check server logs.\r\n";
    expect(await client.ask(request('CONFIG', 'SET', 'port', String(other.port)), refusal)).toBe(refusal);
    expect(await (await open(server)).ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
    const { port } = other;
    await servers.pop()?.close();
    expect(await client.ask(request('CONFIG', 'SET', 'port', String(port)), '+OK\r\n')).toBe('+OK\r\n');
    expect(await (await open(other)).ask('PING\r\n', '+PONG\r\n')).toBe('+PONG\r\n');
    await expect(open(server)).rejects.toThrow('ECONNREFUSED');
  });
});
