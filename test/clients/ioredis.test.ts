/** ioredis 6 as applications use it: scripts, pipelines, transactions, pub/sub, streams, blocking, scanning. */
import { once } from 'node:events';
import { Redis, type RedisOptions, ReplyError } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onEachServer } from './support/each-server.ts';

const CAS = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2])
  return 1
end
return 0`;

interface Scripted {
  cas(key: string, expected: string, wanted: string): Promise<number>;
  echoAll(numberOfKeys: number, ...words: (string | Buffer)[]): Promise<string[]>;
  echoAllBuffer(numberOfKeys: number, ...words: (string | Buffer)[]): Promise<Buffer[]>;
}

interface ScriptedPipeline {
  cas(key: string, expected: string, wanted: string): ScriptedPipeline;
  set(key: string, value: string): ScriptedPipeline;
  get(key: string): ScriptedPipeline;
  exec(): Promise<[Error | null, unknown][] | null>;
}

function withScripts(redis: Redis): Redis & Scripted {
  redis.defineCommand('cas', { numberOfKeys: 1, lua: CAS });
  redis.defineCommand('echoAll', { lua: 'return {#KEYS, unpack(ARGV)}' });
  return redis as Redis & Scripted;
}

describe.each([2, 3] as const)('RESP%i', (protocol) => {
  onEachServer((server) => {
    const clients: Redis[] = [];

    function connect(options: RedisOptions = {}): Redis & Scripted {
      const redis = new Redis({ port: server.port, host: '127.0.0.1', protocol, ...options });
      clients.push(redis);
      return withScripts(redis);
    }

    let redis: Redis & Scripted;
    beforeEach(async () => {
      redis = connect();
      await redis.flushall();
      await redis.script('FLUSH');
    });
    afterEach(() => {
      for (const client of clients.splice(0)) client.disconnect();
    });

    /** How often a command was called since the statistics were reset. */
    async function calls(command: string): Promise<number> {
      const statistics = await redis.info('commandstats');
      return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(statistics)?.[1] ?? 0);
    }

    describe('scripts', () => {
      test('defineCommand sends the text once for a connection, then its SHA1', async () => {
        await redis.config('RESETSTAT');
        await redis.set('k', 'a');
        expect(await redis.cas('k', 'a', 'b')).toBe(1);
        expect(await redis.cas('k', 'a', 'c')).toBe(0);
        expect(await redis.get('k')).toBe('b');
        expect([await calls('eval'), await calls('evalsha')]).toEqual([1, 1]);
      });

      test('after SCRIPT FLUSH the next call loads the script again', async () => {
        await redis.set('k', 'a');
        await redis.cas('k', 'a', 'b');
        await redis.script('FLUSH');
        expect(await redis.cas('k', 'b', 'c')).toBe(1);
      });

      test('a dynamic number of keys, buffers in and out', async () => {
        expect(await redis.echoAll(2, 'k1', 'k2', 'a')).toEqual([2, 'a']);
        const bytes = Buffer.from([0, 255, 13, 10, 128]);
        expect((await redis.echoAllBuffer(0, bytes))[1]).toEqual(bytes);
      });

      test('a pipeline with scripts that the server does not know', async () => {
        const pipeline = redis.pipeline() as unknown as ScriptedPipeline;
        const results = await pipeline.set('k', '1').cas('k', '1', '2').cas('k', '1', '3').get('k').exec();
        expect(results).toEqual([
          [null, 'OK'],
          [null, 1],
          [null, 0],
          [null, '2'],
        ]);
      });

      test('keyPrefix reaches KEYS', async () => {
        const prefixed = connect({ keyPrefix: 'app:' });
        await prefixed.set('k', 'x');
        expect(await prefixed.cas('k', 'x', 'y')).toBe(1);
        expect(await redis.get('app:k')).toBe('y');
      });

      test('errors arrive as ReplyError with the text of the server', async () => {
        await redis.lpush('list', 'x');
        const failed = redis.eval("return redis.call('INCR', KEYS[1])", 1, 'list');
        await expect(failed).rejects.toThrow(ReplyError);
        await expect(failed).rejects.toThrow(
          /^WRONGTYPE Operation against a key holding the wrong kind of value script: [0-9a-f]{40}, on @user_script:1\.$/,
        );
        await expect(redis.eval('return redis.error_reply("MINE stop")', 0)).rejects.toThrow('MINE stop');
        await expect(redis.eval('return +', 0)).rejects.toThrow(
          /^ERR Error compiling script \(new function\): user_script:1: /,
        );
        await expect(redis.evalsha('f'.repeat(40), 0)).rejects.toThrow(
          'NOSCRIPT No matching script. Please use EVAL.',
        );
      });

      test('functions: load a library, call it, list it', async () => {
        await redis.function(
          'LOAD',
          'REPLACE',
          "#!lua name=mylib\nredis.register_function('double', function(keys, args) return args[1] * 2 end)",
        );
        expect(await redis.fcall('double', 0, '21')).toBe(42);
        expect(JSON.stringify(await redis.function('LIST'))).toContain('mylib');
        await redis.function('DELETE', 'mylib');
        await expect(redis.fcall('double', 0, '21')).rejects.toThrow('ERR Function not found');
      });
    });

    describe('pipelines and transactions', () => {
      test('a pipeline of 5,000 commands answers in order', async () => {
        const pipeline = redis.pipeline();
        for (let n = 0; n < 5000; n++) pipeline.incr('n');
        const replies = await pipeline.exec();
        expect(replies?.map(([, count]) => count)).toEqual(Array.from({ length: 5000 }, (_, n) => n + 1));
      });

      test('auto-pipelining: commands of one tick go out together', async () => {
        const automatic = connect({ enableAutoPipelining: true });
        await automatic.mset(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, `v${n}`])));
        const replies = await Promise.all(Array.from({ length: 500 }, (_, n) => automatic.get(`k${n}`)));
        expect(replies).toEqual(Array.from({ length: 500 }, (_, n) => `v${n}`));
        const scripts = await Promise.all(
          Array.from({ length: 50 }, (_, n) => automatic.cas(`k${n}`, `v${n}`, 'x')),
        );
        expect(scripts).toEqual(Array.from({ length: 50 }, () => 1));
      });

      test('one failing command in a pipeline leaves the others alone', async () => {
        const replies = await redis.pipeline().set('s', 'x').lpush('s', 'y').get('s').exec();
        expect(replies?.map(([error, reply]) => error?.message ?? reply)).toEqual([
          'OK',
          'WRONGTYPE Operation against a key holding the wrong kind of value',
          'x',
        ]);
      });

      test('MULTI in a pipeline, and command by command', async () => {
        const replies = await redis.multi().set('k', '1').incr('k').lpush('k', 'x').get('k').exec();
        expect(replies?.map(([error, reply]) => error?.message ?? reply)).toEqual([
          'OK',
          2,
          'WRONGTYPE Operation against a key holding the wrong kind of value',
          '2',
        ]);
        await redis.multi({ pipeline: false });
        expect(await redis.incr('k')).toBe('QUEUED');
        expect(await redis.exec()).toEqual([[null, 3]]);
      });

      test('a wrong command aborts the transaction', async () => {
        const aborted = redis.multi().set('k', '1').call('GET').exec();
        await expect(aborted).rejects.toThrow('EXECABORT Transaction discarded because of previous errors.');
        expect(await redis.exists('k')).toBe(0);
      });

      test('WATCH: null after another client changed the key', async () => {
        const other = connect();
        await redis.watch('k');
        await other.set('k', 'theirs');
        expect(await redis.multi().set('k', 'mine').exec()).toBeNull();
        await redis.watch('k');
        expect(await redis.multi().set('k', 'mine').exec()).toEqual([[null, 'OK']]);
      });

      test('scripts and blocking commands inside MULTI', async () => {
        const replies = await redis.multi().eval(CAS, 1, 'k', 'a', 'b').blpop('none', 0).exec();
        expect(replies).toEqual([
          [null, 0],
          [null, null],
        ]);
      });
    });

    describe('pub/sub', () => {
      test('channels, patterns and buffers', async () => {
        const subscriber = connect();
        const heard: unknown[] = [];
        subscriber.on('message', (...message) => heard.push(message));
        subscriber.on('pmessage', (...message) => heard.push(message));
        expect(await subscriber.subscribe('news', 'other')).toBe(2);
        expect(await subscriber.psubscribe('n?ws')).toBe(3);
        const arrived = once(subscriber, 'pmessage');
        expect(await redis.publish('news', 'hello')).toBe(2);
        await arrived;
        expect(heard).toEqual([
          ['news', 'hello'],
          ['n?ws', 'news', 'hello'],
        ]);
        expect(await subscriber.unsubscribe('news', 'other')).toBe(1);
        expect(await subscriber.punsubscribe()).toBe(0);
        expect(await redis.publish('news', 'nobody')).toBe(0);
        expect(await subscriber.get('back to commands')).toBeNull();
      });

      test('sharded channels', async () => {
        const subscriber = connect();
        const arrived = once(subscriber, 'smessage');
        await subscriber.ssubscribe('shard');
        expect(await redis.spublish('shard', 'hello')).toBe(1);
        expect(await arrived).toEqual(['shard', 'hello']);
      });

      test('a script publishes', async () => {
        const subscriber = connect();
        await subscriber.subscribe('news');
        const arrived = once(subscriber, 'message');
        await redis.eval("return redis.call('PUBLISH', ARGV[1], ARGV[2])", 0, 'news', 'from Lua');
        expect(await arrived).toEqual(['news', 'from Lua']);
      });
    });

    describe('blocking, streams, scanning', () => {
      test('BLPOP waits for a push, BRPOPLPUSH moves, a timeout is null', async () => {
        const worker = connect();
        const popped = worker.blpop('queue', 5);
        await redis.rpush('queue', 'job');
        expect(await popped).toEqual(['queue', 'job']);
        expect(await worker.blpop('queue', 0.01)).toBeNull();
        const moved = worker.blmove('from', 'to', 'LEFT', 'RIGHT', 5);
        await redis.eval("return redis.call('RPUSH', KEYS[1], 'x')", 1, 'from');
        expect(await moved).toBe('x');
      });

      test('BZPOPMIN takes the least once there is one', async () => {
        const worker = connect();
        const popped = worker.bzpopmin('scores', 5);
        await redis.zadd('scores', 2, 'two', 1, 'one');
        expect(await popped).toEqual(['scores', 'one', '1']);
      });

      test('a consumer group works a stream off', async () => {
        await redis.xgroup('CREATE', 's', 'g', '$', 'MKSTREAM');
        const consumer = connect();
        const read = consumer.xreadgroup('GROUP', 'g', 'c', 'COUNT', 10, 'BLOCK', 5000, 'STREAMS', 's', '>');
        await redis.xadd('s', '1-1', 'f', 'v');
        expect(await read).toEqual([['s', [['1-1', ['f', 'v']]]]]);
        expect(await redis.xack('s', 'g', '1-1')).toBe(1);
        expect(await redis.xlen('s')).toBe(1);
      });

      test('scan streams see every key and field', async () => {
        const names = Array.from({ length: 1000 }, (_, n) => `key:${n}`);
        await redis.mset(Object.fromEntries(names.map((name) => [name, 'x'])));
        await redis.hset('hash', Object.fromEntries(names.map((name) => [name, 'x'])));
        const seen = new Set<string>();
        for await (const page of redis.scanStream({ match: 'key:*', count: 100 }))
          for (const key of page) seen.add(key);
        expect(seen.size).toBe(1000);
        const fields = new Set<string>();
        for await (const page of redis.hscanStream('hash')) {
          for (let at = 0; at < page.length; at += 2) fields.add(page[at]);
        }
        expect(fields.size).toBe(1000);
      });
    });

    describe('connections', () => {
      test('db, connection name and ready check', async () => {
        const named = connect({ db: 5, connectionName: 'worker-1' });
        expect(await named.client('GETNAME')).toBe('worker-1');
        await named.set('k', 'in five');
        expect(await redis.get('k')).toBeNull();
        expect(await redis.select(5)).toBe('OK');
        expect(await redis.get('k')).toBe('in five');
        expect(named.status).toBe('ready');
      });

      test('a killed connection comes back with its subscriptions', async () => {
        const subscriber = connect({ retryStrategy: () => 5 });
        await subscriber.subscribe('news');
        const back = once(subscriber, 'ready');
        await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
        await back;
        const arrived = once(subscriber, 'message');
        for (let listeners = 0; listeners === 0; ) listeners = Number(await redis.publish('news', 'again'));
        expect(await arrived).toEqual(['news', 'again']);
      });

      test('a megabyte of bytes goes in and out unharmed', async () => {
        const bytes = Buffer.alloc(1 << 20, 0).map((_, at) => at & 255) as Buffer;
        await redis.set('big', bytes);
        expect((await redis.getBuffer('big'))?.equals(bytes)).toBe(true);
      });

      test('MONITOR shows what others do', async () => {
        const monitor = await redis.monitor();
        const seen = once(monitor, 'monitor');
        await redis.set('k', 'v\x00');
        const [, words] = await seen;
        expect(words).toEqual(['set', 'k', 'v\\x00']);
        monitor.disconnect();
      });

      test('replies come in the shapes that the client promises', async () => {
        await redis.hset('h', { a: 1, b: 2 });
        expect(await redis.hgetall('h')).toEqual({ a: '1', b: '2' });
        expect(await redis.hgetall('missing')).toEqual({});
        await redis.zadd('z', '1.5', 'm', 'inf', 'n');
        expect(await redis.zrange('z', '0', '-1', 'WITHSCORES')).toEqual(['m', '1.5', 'n', 'inf']);
        expect(await redis.zscore('z', 'm')).toBe('1.5');
        expect((await redis.config('GET', 'maxmemory-policy')) as unknown).toBeTruthy();
        await redis.sadd('s', 'a');
        expect(await redis.smembers('s')).toEqual(['a']);
      });
    });
  });
});
