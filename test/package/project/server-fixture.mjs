import { createConnection } from 'node:net';
import { test } from 'tidelock/vitest';
import { beforeEach, describe, expect, vi } from 'vitest';

/** What a server answers to one inline command. */
const ask = (port, command) =>
  new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });

const servers = [];

test('takes connections', async ({ server }) => {
  servers.push(server);
  expect(await ask(server.port, 'SET k v')).toBe('+OK\r\n');
});

test('is another one in the next test, and empty', async ({ server }) => {
  expect(server).not.toBe(servers[0]);
  expect(await ask(server.port, 'EXISTS k')).toBe(':0\r\n');
});

const limited = test.extend({ serverOptions: { settings: { databases: '3' } } });
limited('is started with the options of the test', async ({ server }) => {
  expect(await ask(server.port, 'CONFIG GET databases')).toBe('*2\r\n$9\r\ndatabases\r\n$1\r\n3\r\n');
});

describe('with fake timers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  test('starts, answers and ends all the same', async ({ server }) => {
    expect(await ask(server.port, 'PING')).toBe('+PONG\r\n');
  });

  test('moves the time of the engine', ({ tidelock }) => {
    tidelock.call('SET', 'k', 'v', 'EX', 1);
    vi.advanceTimersByTime(1000);
    expect(tidelock.call('GET', 'k')).toBe(null);
  });
});
