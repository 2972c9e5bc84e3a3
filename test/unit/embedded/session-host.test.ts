/**
 * Two engines in one process, one after the other, in turns, and one inside the other: each behaves as if it were alone.
 */
import { describe, expect, test, vi } from 'vitest';
import { Dict } from '../../../src/data/dict.ts';
import { EmbeddedSession } from '../../../src/embedded/session.ts';
import { SessionHost } from '../../../src/embedded/session-host.ts';
import { ManualClock, Tidelock } from '../../../src/tidelock.ts';

/** A generator of numbers that gives the same ones each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Reads a whole SCAN-like walk: the order shows the seed of the hash table. */
function walk(engine: Tidelock, command: string, ...key: string[]): string {
  const found: string[] = [];
  let cursor = '0';
  do {
    const [next, items] = engine.call<[string, string[]]>(command, ...key, cursor, 'COUNT', 1000);
    found.push(...items);
    cursor = next;
  } while (cursor !== '0');
  return found.join();
}

const MANY = 9000;

/** What is done with an engine, step by step; each answers with what shows of the engine's state. */
const STEPS: ((engine: Tidelock) => unknown)[] = [
  (engine) =>
    engine.eval(
      `for i = 1, ${MANY} do redis.call('SET', 'key:' .. i, i) end redis.log(redis.LOG_WARNING, '1')`,
    ),
  (engine) =>
    engine.eval(`redis.log(redis.LOG_WARNING, '2')
      for i = 1, ${MANY} do redis.call('SADD', 'set', 'member:' .. i) end`),
  (engine) => walk(engine, 'SCAN'),
  (engine) => walk(engine, 'SSCAN', 'set'),
  (engine) => [engine.call('RANDOMKEY'), engine.call('SRANDMEMBER', 'set', 5), engine.call('SPOP', 'set', 3)],
  (engine) =>
    engine.eval(`local numbers = { math.random(1000), math.random(1000) }
      redis.log(redis.LOG_WARNING, '3')
      numbers[3] = math.random(1000)
      return numbers`),
  (engine) =>
    engine.eval(`redis.log(redis.LOG_WARNING, '4')
      local walker = coroutine and coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) or function() return 0 end
      local text = ''
      for i = 1, 3 do text = text .. walker() redis.log(redis.LOG_WARNING, '5') end
      local fields = {}
      for field in pairs({ a = 1, b = 2, c = 3, d = 4, e = 5 }) do fields[#fields + 1] = field end
      local ok, message = pcall(error, 'level', 3)
      return { text, table.concat(fields), tostring(message) }`),
  (engine) => engine.eval(`return { math.random(1000), redis.call('DBSIZE'), redis.call('RANDOMKEY') }`),
  (engine) => engine.call('FLUSHALL'),
  (engine) =>
    engine.eval(
      `for i = 1, ${MANY} do redis.call('HSET', 'hash', 'field:' .. i, i) end return math.random(1000)`,
    ),
  (engine) => walk(engine, 'HSCAN', 'hash'),
];

interface Player {
  engine: Tidelock;
  answers: unknown[];
  /** Takes the next step, if there is one. */
  step(): void;
}

/** @param onLog what happens in the middle of commands that log */
function play(seed: number, onLog?: () => void): Player {
  const engine = new Tidelock({
    random: randomNumbers(seed),
    clock: new ManualClock(),
    log: () => onLog?.(),
  });
  const answers: unknown[] = [];
  return {
    engine,
    answers,
    step() {
      const next = STEPS[answers.length];
      if (next === undefined) return;
      const at = answers.push(undefined) - 1;
      answers[at] = next(engine);
    },
  };
}

function playAlone(seed: number): unknown[] {
  const player = play(seed);
  for (const _ of STEPS) player.step();
  return player.answers;
}

describe('two engines in one process', () => {
  const [first, second] = [playAlone(1), playAlone(2)];

  test('have their own chance, and each its own again', () => {
    expect(playAlone(1)).toEqual(first);
    // Orders, random keys and members, but not math.random, which starts alike in every Redis.
    for (const step of [2, 3, 4, 10]) expect(second[step]).not.toEqual(first[step]);
  });

  test('behave in turns as each does alone', () => {
    const [one, other] = [play(1), play(2)];
    for (const _ of STEPS) {
      one.step();
      other.step();
    }
    expect(one.answers).toEqual(first);
    expect(other.answers).toEqual(second);
  });

  test('behave as alone when one is made and called in the middle of the scripts of the other', () => {
    let other: Player | undefined;
    const one = play(1, () => {
      other ??= play(2);
      other.step();
    });
    for (const _ of STEPS) one.step();
    while (other !== undefined && other.answers.length < STEPS.length) other.step();
    expect(one.answers).toEqual(first);
    expect(other?.answers).toEqual(second);
  });
});

/** The first keys of a dict that is made now and has several segments: their order shows which seed is in force. */
function orderOfNewDict(): string {
  const dict = new Dict<true>(true);
  for (let number = 0; number < MANY; number++) dict.set(`key:${number}`, true);
  const keys: string[] = [];
  for (const key of dict.keys()) if (keys.push(key) === 20) break;
  return keys.join();
}

describe('dicts have the seed of the engine', () => {
  const clock = new ManualClock();
  const host = new SessionHost({ clock, random: randomNumbers(1), log: undefined, hasAlarm: false });
  const own = host.enter(orderOfNewDict);

  test('which is not the one outside', () => {
    expect(orderOfNewDict()).not.toBe(own);
  });

  test('that ends the wait of a command that may not wait', () => {
    const orders: string[] = [];
    const { blocking } = host.engine;
    const unblock = blocking.unblock.bind(blocking);
    vi.spyOn(blocking, 'unblock').mockImplementation((client, withError) => {
      orders.push(orderOfNewDict());
      return unblock(client, withError);
    });
    expect(new EmbeddedSession(host, {}, false).call('BLPOP', 'nothing', 0)).toBeNull();
    expect(orders).toEqual([own]);
  });

  test('that hands over messages', () => {
    const orders: string[] = [];
    const options = { onPush: () => orders.push(orderOfNewDict()) };
    new EmbeddedSession(host, options, false).call('SUBSCRIBE', 'news');
    expect(orders).toEqual([own]);
  });
});
