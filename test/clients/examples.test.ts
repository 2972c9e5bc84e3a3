/** Every example, as a program and function by function, through both stock clients. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aggregate } from '../../examples/aggregate-hash.js';
import { handleSignal, report } from '../../examples/battery-fleet.js';
import { compareAndDelete } from '../../examples/compare-and-delete.js';
import { compareAndSet, withCompareAndSet } from '../../examples/compare-and-set.js';
import { count } from '../../examples/counter.js';
import { acquire, release, write } from '../../examples/fencing-lock.js';
import { insertIfMissing } from '../../examples/insert-if-missing.js';
import { clientWithMergeJson, mergeJson, takeAll } from '../../examples/merge-json.js';
import { pushIfExists } from '../../examples/push-if-exists.js';
import { fixedWindow, slidingWindow, tokenBucket } from '../../examples/rate-limiters.js';
import { type Client, send } from '../../examples/support/script.js';
import { restock, sellOne } from '../../examples/watch.js';
import { onEachServer, type ServerHandle } from './support/each-server.ts';
import { recorded } from './support/recorded.ts';

const run = promisify(execFile);
const compare = recorded('examples');
const programs = readdirSync('examples').filter((name) => name.endsWith('.js'));

type NodeRedis = ReturnType<typeof createClient>;

onEachServer((server) => {
  describe('as programs', () => {
    test.each(programs)('node examples/%s prints what it prints on a real server', async (name) => {
      const { stdout } = await run(process.execPath, [`examples/${name}`], {
        env: { ...process.env, REDIS_URL: server.url, NO_COLOR: '1' },
      });
      compare(name, stdout.split('\n'));
    });
  });

  describe('through ioredis', () => {
    let redis: Redis;
    beforeAll(() => {
      redis = new Redis(server.port);
    });
    afterAll(() => redis.disconnect());
    declareFunctions(() => redis);
    declareWatch(server);

    test('compare-and-set as a command of the client', async () => {
      const extended = withCompareAndSet(redis.duplicate());
      await extended.set('k', 'old');
      expect(await extended.compareAndSet('k', 'old', 'new')).toBe(1);
      expect(await extended.compareAndSet('k', 'old', 'newer')).toBe(0);
      extended.disconnect();
    });
  });

  describe('through node-redis', () => {
    let client: NodeRedis;
    beforeAll(async () => {
      client = createClient({ url: server.url });
      await client.connect();
    });
    afterAll(() => client.destroy());
    declareFunctions(() => client);
    declareMerge(server);
  });
});

/** The functions that take either client. */
function declareFunctions(getClient: () => Client): void {
  let client: Client;
  beforeEach(async () => {
    client = getClient();
    await send(client, 'FLUSHALL');
    await send(client, 'SCRIPT', 'FLUSH');
  });

  test('counter: starts at 1, counts up, keeps the lifetime that it began with', async () => {
    expect([await count(client, 'c', 100), await count(client, 'c', 1000), await count(client, 'c')]).toEqual(
      [1, 2, 3],
    );
    expect(Number(await send(client, 'TTL', 'c'))).toBeLessThanOrEqual(100);
    expect([await count(client, 'eternal'), await send(client, 'TTL', 'eternal')]).toEqual([1, -1]);
  });

  test('counter: a thousand counts at once are a thousand different numbers', async () => {
    const counts = await Promise.all(Array.from({ length: 1000 }, () => count(client, 'c')));
    expect(new Set(counts).size).toBe(1000);
    expect(Math.max(...counts)).toBe(1000);
  });

  test('compare-and-set: only one of many wins', async () => {
    await send(client, 'SET', 'k', 'start', 'EX', 100);
    const wins = await Promise.all(
      Array.from({ length: 50 }, (_, n) => compareAndSet(client, 'k', 'start', `by ${n}`)),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
    expect(await send(client, 'TTL', 'k')).toBeGreaterThan(0);
    expect(await compareAndSet(client, 'missing', '', 'x')).toBe(false);
  });

  test('compare-and-delete: a stranger does not delete', async () => {
    await send(client, 'SET', 'k', 'mine');
    expect(await compareAndDelete(client, 'k', 'yours')).toBe(false);
    expect(await compareAndDelete(client, 'k', 'mine')).toBe(true);
    expect(await compareAndDelete(client, 'k', 'mine')).toBe(false);
  });

  test('insert if missing: the second learns the value and its remaining time', async () => {
    expect(await insertIfMissing(client, 'k', 'a', 60_000)).toEqual({
      inserted: true,
      remaining: 60_000,
      value: 'a',
    });
    const second = await insertIfMissing(client, 'k', 'b', 1);
    expect(second).toMatchObject({ inserted: false, value: 'a' });
    expect(second.remaining).toBeGreaterThan(50_000);
    await send(client, 'PERSIST', 'k');
    expect((await insertIfMissing(client, 'k', 'b', 1)).remaining).toBe(-1);
  });

  test('push if exists: nothing is pushed without the other key', async () => {
    expect(await pushIfExists(client, 'list', 'guard', ['a'])).toBeUndefined();
    await send(client, 'SADD', 'guard', 'any type');
    expect(await pushIfExists(client, 'list', 'guard', ['a', 'b'])).toBe(2);
    expect(await send(client, 'LRANGE', 'list', 0, -1)).toEqual(['a', 'b']);
  });

  test('merge JSON: known ids are replaced where they stand, unicode and nesting survive', async () => {
    expect(await mergeJson(client, 'k', [])).toBe(0);
    expect(await send(client, 'GET', 'k')).toBe('[]');
    expect(await mergeJson(client, 'k', [{ id: 'ä', list: [1, [2.5]] }, { id: 2 }])).toBe(2);
    expect(await mergeJson(client, 'k', [{ id: 2, more: null }, 'plain', true])).toBe(4);
    expect(JSON.parse(String(await send(client, 'GET', 'k')))).toEqual([
      { id: 'ä', list: [1, [2.5]] },
      { id: 2, more: null },
      'plain',
      true,
    ]);
  });

  test('rate limiters: so many and no more, each address apart', async () => {
    const rules = {
      fixed: (address: string) => fixedWindow(client, address, { limit: 3, milliseconds: 60_000 }),
      sliding: (address: string) => slidingWindow(client, address, { limit: 3, milliseconds: 60_000 }),
      bucket: (address: string) => tokenBucket(client, address, { capacity: 3, perSecond: 0.001 }),
    };
    for (const hit of Object.values(rules)) {
      const verdicts = await Promise.all(Array.from({ length: 5 }, () => hit('one')));
      expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
      expect(verdicts.map(({ left }) => left)).toEqual([2, 1, 0, 0, 0]);
      expect(verdicts[4].wait).toBeGreaterThan(0);
      expect((await hit('two')).allowed).toBe(true);
    }
  });

  test('rate limiters: what has left the window or was refilled is allowed again', async () => {
    const rules = {
      fixed: () => fixedWindow(client, 'one', { limit: 1, milliseconds: 40 }),
      sliding: () => slidingWindow(client, 'one', { limit: 1, milliseconds: 40 }),
      bucket: () => tokenBucket(client, 'one', { capacity: 1, perSecond: 25 }),
    };
    for (const hit of Object.values(rules)) {
      await hit();
      await new Promise((resolve) => setTimeout(resolve, 80));
      expect((await hit()).allowed).toBe(true);
    }
  });

  test('fencing lock: tokens grow, the owner prolongs, an old token is refused', async () => {
    expect(await acquire(client, 'l', 'anna', 60_000)).toBe(1);
    expect(await acquire(client, 'l', 'anna', 60_000)).toBe(1);
    expect(await acquire(client, 'l', 'ben', 60_000)).toBeUndefined();
    expect(await release(client, 'l', 'ben')).toBe(false);
    expect(await release(client, 'l', 'anna')).toBe(true);
    expect(await acquire(client, 'l', 'ben', 60_000)).toBe(2);
    await write(client, 'resource', 2, 'from ben');
    await expect(write(client, 'resource', 1, 'from anna')).rejects.toThrow('FENCED token 1 is older than 2');
    expect(await send(client, 'HGET', 'resource', 'value')).toBe('from ben');
  });

  test('battery fleet: warm batteries give less, the same signal changes nothing', async () => {
    await report(client, 'f', {
      a: { power: 100, temperature: 20 },
      b: { power: 100, temperature: 45 },
      c: { power: 50, temperature: 60 },
    });
    const first = await handleSignal(client, 'f', { id: 'x', demand: 75 });
    expect(first).toEqual({ demand: 75, supplied: 75, rates: { a: 50, b: 25, c: 0 } });
    await report(client, 'f', { a: { power: 100, temperature: 90 } });
    const before = await send(client, 'HGETALL', 'fleet:{f}:rate');
    expect(await handleSignal(client, 'f', { id: 'x', demand: 75 })).toEqual(first);
    expect(await send(client, 'HGETALL', 'fleet:{f}:rate')).toEqual(before);
    expect(await handleSignal(client, 'f', { id: 'y', demand: 75 })).toEqual({
      demand: 75,
      supplied: 50,
      rates: { a: 0, b: 50, c: 0 },
    });
  });

  test('battery fleet: one signal delivered many times at once is one step', async () => {
    await report(client, 'f', { a: { power: 10, temperature: 20 } });
    const signal = { id: 'x', demand: 4 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => handleSignal(client, 'f', signal)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('aggregate: numbers are summed up, the rest is counted', async () => {
    await send(client, 'HSET', 'h', 'a', '0.5', 'b', '-3', 'c', '1e2', 'd', 'none', 'e', '0x10');
    expect(await aggregate(client, 'h')).toEqual({
      count: 4,
      sum: 113.5,
      min: -3,
      max: 100,
      mean: 28.375,
      skipped: 1,
    });
    expect(await aggregate(client, 'missing')).toEqual({ count: 0, skipped: 0 });
  });
}

function declareWatch(server: ServerHandle): void {
  test('watch: a script of another client calls the transaction off', async () => {
    const [seller, other] = [new Redis(server.port), new Redis(server.port)];
    await restock(other, 'lamp', 1, 'anna');
    expect(await sellOne(seller, 'lamp')).toEqual({ sold: true, attempts: 1 });
    expect(await sellOne(seller, 'lamp')).toEqual({ sold: false, attempts: 1 });
    await restock(other, 'lamp', 1, 'anna');
    expect(await sellOne(seller, 'lamp', () => restock(other, 'lamp', 2, 'ben'))).toEqual({
      sold: true,
      attempts: 2,
    });
    expect(await other.get('stock:{lamp}')).toBe('2');
    seller.disconnect();
    other.disconnect();
  });
}

function declareMerge(server: ServerHandle): void {
  test('merge JSON: a consumer takes in MULTI while producers merge; nothing is lost or doubled', async () => {
    const [producer, consumer] = [clientWithMergeJson(server.url), createClient({ url: server.url })];
    await Promise.all([producer.connect(), consumer.connect()]);
    const taken: unknown[] = [];
    const produced = Promise.all(
      Array.from({ length: 300 }, (_, id) => producer.mergeJson('inbox', [{ id }])),
    );
    for (let round = 0; round < 20; round++) taken.push(...(await takeAll(consumer, 'inbox')));
    await produced;
    taken.push(...(await takeAll(consumer, 'inbox')));
    const ids = taken.map((item) => (item as { id: number }).id).sort((a, b) => a - b);
    expect(ids).toEqual(Array.from({ length: 300 }, (_, id) => id));
    producer.destroy();
    consumer.destroy();
  });
}
