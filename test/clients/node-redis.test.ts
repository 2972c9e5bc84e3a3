/** redis (node-redis) 6 as applications use it, in RESP2 and RESP3. */
import {
  createClient,
  createClientPool,
  defineScript,
  ErrorReply,
  MultiErrorReply,
  RESP_TYPES,
  SimpleError,
  WatchError,
} from 'redis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onEachServer } from './support/each-server.ts';

const LIBRARY = `#!lua name=shop
local function add(keys, args)
  return redis.call('INCRBY', keys[1], args[1])
end
redis.register_function('add', add)
redis.register_function{function_name = 'peek', callback = function(keys) return redis.call('GET', keys[1]) end, flags = {'no-writes'}}
`;

const scripts = {
  addUp: defineScript({
    SCRIPT: "return redis.call('INCRBY', KEYS[1], ARGV[1])",
    NUMBER_OF_KEYS: 1,
    parseCommand(parser, key: string, amount: number) {
      parser.pushKey(key);
      parser.push(String(amount));
    },
    transformReply: (reply: number) => reply,
  }),
};

describe.each([2, 3] as const)('RESP%i', (RESP) => {
  onEachServer((server) => {
    const open: { destroy(): void }[] = [];

    async function connect() {
      const client = createClient({ url: server.url, RESP, scripts });
      client.on('error', () => {});
      open.push(client);
      await client.connect();
      return client;
    }

    let client: Awaited<ReturnType<typeof connect>>;
    beforeEach(async () => {
      client = await connect();
      await client.flushAll();
      await client.scriptFlush();
      await client.functionFlush();
    });
    afterEach(() => {
      for (const opened of open.splice(0)) opened.destroy();
    });

    describe('scripts', () => {
      test('eval with keys and arguments', async () => {
        const reply = await client.eval('return {KEYS[1], KEYS[2], ARGV[1], #ARGV}', {
          keys: ['a', 'b'],
          arguments: ['x', 'y'],
        });
        expect(reply).toEqual(['a', 'b', 'x', 2]);
      });

      test('scriptLoad, scriptExists, evalSha, evalRo', async () => {
        const sha = await client.scriptLoad('return ARGV[1]');
        expect(await client.scriptExists([sha, 'f'.repeat(40)])).toEqual([1, 0]);
        expect(await client.evalSha(sha, { arguments: ['x'] })).toBe('x');
        expect(await client.evalRo("return redis.call('GET', KEYS[1])", { keys: ['k'] })).toBeNull();
        await expect(client.evalRo("return redis.call('SET', KEYS[1], 1)", { keys: ['k'] })).rejects.toThrow(
          /Write commands are not allowed from read-only scripts\./,
        );
      });

      test('defineScript: a method that survives SCRIPT FLUSH', async () => {
        expect(await client.addUp('n', 5)).toBe(5);
        await client.scriptFlush();
        expect(await client.addUp('n', 2)).toBe(7);
        const [first, second] = await client.multi().addUp('n', 1).addUp('n', 1).exec();
        expect([first, second]).toEqual([8, 9]);
      });

      test('functions of a library', async () => {
        expect(await client.functionLoad(LIBRARY)).toBe('shop');
        expect(await client.fCall('add', { keys: ['n'], arguments: ['3'] })).toBe(3);
        expect(await client.fCallRo('peek', { keys: ['n'], arguments: [] })).toBe('3');
        const libraries = await client.functionList();
        expect(libraries.map(({ library_name, engine }) => [library_name, engine])).toEqual([
          ['shop', 'LUA'],
        ]);
        await expect(client.functionLoad(LIBRARY)).rejects.toThrow("ERR Library 'shop' already exists");
        await expect(client.fCallRo('add', { keys: ['n'], arguments: ['1'] })).rejects.toThrow(
          'ERR Can not execute a script with write flag using *_ro command.',
        );
      });

      test('errors are SimpleError with the text of the server', async () => {
        await client.lPush('list', 'x');
        const failed = client.eval("return redis.call('INCR', KEYS[1])", { keys: ['list'] });
        await expect(failed).rejects.toBeInstanceOf(SimpleError);
        await expect(client.evalSha('0'.repeat(40))).rejects.toBeInstanceOf(ErrorReply);
      });

      test('what a script answers, by type', async () => {
        const replies = await client.eval(
          "return {1.9, 'x', true, false, {ok = 'FINE'}, {1, {2}}, {err = 'MY error'}}",
        );
        expect(Array.isArray(replies) && replies.slice(0, 6)).toEqual([1, 'x', 1, null, 'FINE', [1, [2]]]);
        await client.hSet('h', 'f', 'v');
        const typed = await client.eval(
          "redis.setresp(3) return {redis.call('HGETALL', KEYS[1]), {double = 1.5}, {map = {a = 1}}, true}",
          { keys: ['h'] },
        );
        // A RESP3 map, double or boolean goes out as one only to a RESP3 client.
        const expected = RESP === 3 ? [{ f: 'v' }, 1.5, { a: 1 }, true] : [['f', 'v'], '1.5', ['a', 1], 1];
        expect(JSON.parse(JSON.stringify(typed))).toEqual(expected);
      });
    });

    describe('transactions', () => {
      test('multi answers every reply in order', async () => {
        expect(await client.multi().set('k', '1').incr('k').get('k').exec()).toEqual(['OK', 2, '2']);
      });

      test('a failing command inside', async () => {
        const failed = client.multi().set('k', 'x').lPush('k', 'y').get('k').exec();
        const error = await failed.catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(MultiErrorReply);
        expect((error as MultiErrorReply).errorIndexes).toEqual([1]);
      });

      test('WATCH: WatchError after another client changed the key', async () => {
        const other = await connect();
        await client.watch('k');
        await other.set('k', 'theirs');
        await expect(client.multi().set('k', 'mine').exec()).rejects.toBeInstanceOf(WatchError);
        expect(await client.get('k')).toBe('theirs');
      });

      test('a pipeline without MULTI', async () => {
        const replies = await Promise.all(Array.from({ length: 2000 }, () => client.incr('n')));
        expect(replies.at(-1)).toBe(2000);
      });
    });

    describe('pub/sub', () => {
      test('channels, patterns, sharded channels', async () => {
        const subscriber = await connect();
        const heard: string[] = [];
        const listen = (message: string, channel: string) => heard.push(`${channel}: ${message}`);
        await subscriber.subscribe('news', listen);
        await subscriber.pSubscribe('n*', listen);
        await subscriber.sSubscribe('shard', listen);
        expect(await client.publish('news', 'one')).toBe(2);
        expect(await client.sPublish('shard', 'two')).toBe(1);
        // A round trip on the same connection comes after its messages.
        if (RESP === 3) await subscriber.ping();
        else await subscriber.unsubscribe('news');
        expect(heard.sort()).toEqual(['news: one', 'news: one', 'shard: two']);
      });
    });

    describe('data', () => {
      test('hashes, sets and sorted sets in the shapes of the client', async () => {
        await client.hSet('h', { a: '1', b: '2' });
        expect({ ...(await client.hGetAll('h')) }).toEqual({ a: '1', b: '2' });
        await client.sAdd('s', ['x', 'y']);
        expect((await client.sMembers('s')).sort()).toEqual(['x', 'y']);
        await client.zAdd('z', [
          { value: 'a', score: 1.5 },
          { value: 'b', score: Number.POSITIVE_INFINITY },
        ]);
        expect(await client.zRangeWithScores('z', 0, -1)).toEqual([
          { value: 'a', score: 1.5 },
          { value: 'b', score: Number.POSITIVE_INFINITY },
        ]);
        expect(await client.zScore('z', 'a')).toBe(1.5);
        expect(await client.zmScore('z', ['a', 'none'])).toEqual([1.5, null]);
      });

      test('buffers by type mapping', async () => {
        const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
        const bytes = Buffer.from([0, 13, 10, 200, 255]);
        await client.set('k', bytes);
        expect(await binary.get('k')).toEqual(bytes);
      });

      test('SET options and expiry', async () => {
        expect(await client.set('k', 'v', { expiration: { type: 'EX', value: 100 }, condition: 'NX' })).toBe(
          'OK',
        );
        expect(await client.set('k', 'v', { condition: 'NX' })).toBeNull();
        expect(await client.ttl('k')).toBeGreaterThan(90);
        expect(await client.set('k', 'w', { GET: true })).toBe('v');
      });

      test('streams with a consumer group', async () => {
        await client.xGroupCreate('s', 'g', '0', { MKSTREAM: true });
        await client.xAdd('s', '1-1', { f: 'v' });
        const read = await client.xReadGroup('g', 'c', { key: 's', id: '>' }, { COUNT: 1 });
        expect(JSON.parse(JSON.stringify(read))).toEqual([
          { name: 's', messages: [expect.objectContaining({ id: '1-1', message: { f: 'v' } })] },
        ]);
        expect((await client.xPending('s', 'g')).pending).toBe(1);
        expect(await client.xAck('s', 'g', '1-1')).toBe(1);
        expect((await client.xInfoStream('s')).length).toBe(1);
      });

      test('iterators see every key', async () => {
        await client.mSet(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, 'x'])));
        const seen = new Set<string>();
        for await (const page of client.scanIterator({ COUNT: 50 })) for (const key of page) seen.add(key);
        expect(seen.size).toBe(500);
      });
    });

    describe('connections', () => {
      test('a pool runs blocking commands beside others', async () => {
        const pool = createClientPool({ url: server.url, RESP }, { minimum: 2, maximum: 4 });
        await pool.connect();
        open.push(pool);
        const popped = pool.blPop('queue', 5);
        await pool.rPush('queue', 'job');
        expect(await popped).toEqual({ key: 'queue', element: 'job' });
      });

      test.skipIf(!server.has72)('what it tells about itself shows in CLIENT INFO', async () => {
        const info = await client.clientInfo();
        expect([info.libName, info.resp]).toEqual(['node-redis', RESP]);
        await client.clientSetName('me');
        expect(await client.clientGetName()).toBe('me');
      });

      test.runIf(RESP === 3)(
        'a client-side cache is told about changes, those by scripts too',
        async (context) => {
          const tracks = await client.sendCommand(['CLIENT', 'TRACKING', 'OFF']).catch(() => undefined);
          context.skip(tracks === undefined, 'the server does not track');
          const cached = createClient({
            url: server.url,
            RESP: 3,
            clientSideCache: { ttl: 0, maxEntries: 100 },
          });
          open.push(cached);
          await cached.connect();
          await client.set('k', 'one');
          // What tells the cache comes by the event loop: reading from the cache alone would not let it in.
          const readUntil = async (expected: string | null) => {
            while ((await cached.get('k')) !== expected)
              await new Promise((resolve) => setImmediate(resolve));
          };
          await readUntil('one');
          await client.configResetStat();
          for (let reads = 0; reads < 10; reads++) expect(await cached.get('k')).toBe('one');
          expect(await client.info('commandstats')).not.toContain('cmdstat_get:');
          await client.eval("return redis.call('SET', KEYS[1], 'two')", { keys: ['k'] });
          await readUntil('two');
          await client.flushAll();
          await readUntil(null);
        },
      );

      test('COMMAND, INFO and CONFIG answer in their shapes', async () => {
        const [get] = await client.commandInfo(['get']);
        expect(get).toMatchObject({ name: 'get', arity: 2 });
        expect(await client.info('server')).toMatch(/redis_version:7\./);
        expect({ ...(await client.configGet('maxmemory')) }).toEqual({ maxmemory: '0' });
      });
    });
  });
});
