import { describe, expect, test } from 'vitest';
import { ManualClock, ReplyError, Tidelock, type Value } from '../../src/tidelock.ts';

function raised(run: () => unknown): ReplyError {
  try {
    run();
  } catch (error) {
    return error as ReplyError;
  }
  throw new Error('nothing was raised');
}

describe('the embedded engine', () => {
  test('runs commands and answers JavaScript values', () => {
    const tidelock = new Tidelock();
    expect(tidelock.call('SET', 'k', 'v')).toBe('OK');
    expect(tidelock.call('GET', 'k')).toBe('v');
    expect(tidelock.call('GET', 'none')).toBe(null);
    expect(tidelock.call('INCRBY', 'n', 41)).toBe(41);
    expect(tidelock.call('RPUSH', 'l', 'a', 'b')).toBe(2);
    expect(tidelock.call('LRANGE', 'l', 0, -1)).toEqual(['a', 'b']);
  });

  test('carries 64-bit integers', () => {
    const tidelock = new Tidelock();
    expect(tidelock.call('INCRBY', 'n', 9_223_372_036_854_775_806n)).toBe(9_223_372_036_854_775_806n);
    expect(tidelock.call('GET', 'n')).toBe('9223372036854775806');
  });

  test('takes and answers UTF-8 text, or bytes where asked', () => {
    const tidelock = new Tidelock();
    tidelock.call('SET', 'k', 'Grüße, 世界');
    expect(tidelock.call('GET', 'k')).toBe('Grüße, 世界');
    expect(tidelock.call('STRLEN', 'k')).toBe(15);
    const binary = new Uint8Array([0, 255, 13, 10]);
    tidelock.call('SET', 'b', binary);
    expect(tidelock.session({ bytes: true }).call('GET', 'b')).toEqual(binary);
  });

  test('raises error replies with their code', () => {
    const tidelock = new Tidelock();
    tidelock.call('LPUSH', 'l', 'x');
    const error = raised(() => tidelock.call('GET', 'l'));
    expect(error).toBeInstanceOf(ReplyError);
    expect(error.code).toBe('WRONGTYPE');
    expect(error.message).toBe('WRONGTYPE Operation against a key holding the wrong kind of value');
  });

  test('answers errors inside an array as values', () => {
    const tidelock = new Tidelock();
    tidelock.call('SET', 'k', 'text');
    tidelock.call('MULTI');
    tidelock.call('INCR', 'k');
    tidelock.call('GET', 'k');
    const [first, second] = tidelock.call<Value[]>('EXEC');
    expect(first).toBeInstanceOf(ReplyError);
    expect(second).toBe('text');
  });

  test('refuses what is no argument', () => {
    expect(() => new Tidelock().call('SET', 'k', undefined as never)).toThrow(
      'SET: argument 2 must be a string, a number, a bigint or a Uint8Array, not undefined',
    );
  });

  test('shapes replies by the protocol version of the session', () => {
    const tidelock = new Tidelock();
    tidelock.call('HSET', 'h', 'a', '1', 'b', '2');
    tidelock.call('ZADD', 'z', '1.5', 'm');
    tidelock.call('SADD', 's', 'm');
    const [two, three] = [tidelock.session({ resp: 2 }), tidelock.session({ resp: 3 })];
    expect(two.call('HGETALL', 'h')).toEqual(['a', '1', 'b', '2']);
    expect(three.call('HGETALL', 'h')).toEqual(
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(two.call('ZSCORE', 'z', 'm')).toBe('1.5');
    expect(three.call('ZSCORE', 'z', 'm')).toBe(1.5);
    expect(three.call('SMEMBERS', 's')).toEqual(new Set(['m']));
  });

  test('keeps sessions apart', () => {
    const tidelock = new Tidelock();
    const [one, other] = [tidelock.session(), tidelock.session()];
    one.call('SELECT', 1);
    one.call('SET', 'k', 'in 1');
    expect(other.call('GET', 'k')).toBe(null);
    one.call('MULTI');
    expect(one.call('GET', 'k')).toBe('QUEUED');
    expect(other.call('GET', 'k')).toBe(null);
    one.close();
    expect(raised(() => one.call('PING')).message).toBe('the session is closed');
  });

  test('keeps engines apart', () => {
    const [one, other] = [new Tidelock(), new Tidelock()];
    one.call('SET', 'k', 'v');
    one.eval("redis.call('SET', 'script', 'ran')");
    expect(other.call('EXISTS', 'k', 'script')).toBe(0);
  });

  test('hands over messages', () => {
    const tidelock = new Tidelock();
    const messages: Value[] = [];
    const subscriber = tidelock.session({ onPush: (message) => messages.push(message) });
    subscriber.call('SUBSCRIBE', 'news');
    expect(tidelock.call('PUBLISH', 'news', 'hello')).toBe(1);
    expect(messages.at(-1)).toEqual(['message', 'news', 'hello']);
  });

  test('never waits in call, and waits in wait', async () => {
    const clock = new ManualClock();
    const tidelock = new Tidelock({ clock });
    expect(tidelock.call('BLPOP', 'queue', 0)).toBe(null);
    const [worker, late] = [tidelock.session(), tidelock.session()];
    const popped = worker.wait('BLPOP', 'queue', 0);
    expect(raised(() => worker.call('PING')).message).toBe(
      'the session waits for the reply of a blocking command',
    );
    tidelock.call('RPUSH', 'queue', 'job');
    await expect(popped).resolves.toEqual(['queue', 'job']);
    const empty = late.wait('BLPOP', 'queue', 1);
    clock.advance(1000);
    tidelock.tick();
    await expect(empty).resolves.toBe(null);
    await expect(worker.wait('LPUSH', 'queue')).rejects.toThrow('wrong number of arguments');
  });

  test('follows the injected clock', () => {
    const clock = new ManualClock(1_700_000_000_000);
    const tidelock = new Tidelock({ clock });
    tidelock.call('SET', 'k', 'v', 'EX', 10);
    expect(tidelock.call('TIME')).toEqual(['1700000000', '0']);
    clock.advance(9_999);
    expect(tidelock.call('PTTL', 'k')).toBe(1);
    clock.advance(1);
    expect(tidelock.call('GET', 'k')).toBe(null);
    expect(tidelock.call('XADD', 's', '*', 'f', 'v')).toBe('1700000010000-0');
  });

  test('follows the injected chance', () => {
    const draw = () => {
      const tidelock = new Tidelock({ random: () => 0.3 });
      tidelock.call('SADD', 's', 'a', 'b', 'c', 'd');
      return [tidelock.call('SPOP', 's'), tidelock.call('SRANDMEMBER', 's'), tidelock.call('RANDOMKEY')];
    };
    expect(draw()).toEqual(draw());
  });

  test('takes settings by their names, and says which it does not take', () => {
    const tidelock = new Tidelock({ settings: { 'hash-max-listpack-entries': '1' } });
    tidelock.call('HSET', 'h', 'a', '1', 'b', '2');
    expect(tidelock.call('OBJECT', 'ENCODING', 'h')).toBe('hashtable');
    expect(() => new Tidelock({ settings: { nosuch: '1' } })).toThrow("Unknown setting 'nosuch'");
    expect(() => new Tidelock({ settings: { maxclients: 'many' } })).toThrow(
      "Setting 'maxclients' does not take 'many': argument couldn't be parsed into an integer",
    );
  });
});

test('SHUTDOWN is refused, and the log says what ends an engine', () => {
  const lines: string[] = [];
  const tidelock = new Tidelock({ log: (level, message) => lines.push(`${level}: ${message}`) });
  expect(() => tidelock.call('SHUTDOWN', 'NOSAVE')).toThrow('ERR Errors trying to SHUTDOWN. Check logs.');
  expect(lines).toEqual(['warning: An embedded engine does not shut down its process: close() ends it.']);
  expect(tidelock.call('PING')).toBe('PONG');
});

describe('embedded scripts', () => {
  test('run with keys and arguments', () => {
    const tidelock = new Tidelock();
    expect(
      tidelock.eval("redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])", {
        keys: ['k'],
        arguments: ['v'],
      }),
    ).toBe('v');
  });

  test('run by their SHA1 once loaded', () => {
    const tidelock = new Tidelock();
    const sha = tidelock.call<string>('SCRIPT', 'LOAD', 'return ARGV[1] * 2');
    expect(tidelock.evalsha(sha, { arguments: [21] })).toBe(42);
    expect(raised(() => tidelock.evalsha('0'.repeat(40))).code).toBe('NOSCRIPT');
  });

  test('log to the embedder', () => {
    const lines: string[] = [];
    const tidelock = new Tidelock({ log: (level, message) => lines.push(`${level}: ${message}`) });
    tidelock.eval("redis.log(redis.LOG_WARNING, 'look')");
    expect(lines).toEqual(['warning: look']);
  });
});
