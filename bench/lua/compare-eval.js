/**
 * Lua inside a server: programs and single calls through EVAL of a redis-server and of Tidelock, one client on
 * loopback each, timed around the reply. Every reply is compared with the other server's.
 */
import { Redis } from 'ioredis';
import { median } from '../statistics.js';
import { EVAL_PROGRAMS } from './programs.js';

const WARM_UP_ROUNDS = 3;
const CALLS = 200_000;
const LONG_REPLIES = 10_000;
const FIRST_SCRIPTS = 300;
/** Times as many rounds for first scripts: they are short, and what they take varies most. */
export const FIRST_ROUNDS = 5;

const repeated = (count, body) => `for i = 1, ${count} do ${body} end return 0`;

/** { name, goal, operations, prepare, script }: times faster than Redis that a call must reach. */
const CALL_WORKS = [
  { name: 'INCR', goal: 4, body: "redis.call('incr', KEYS[1])" },
  { name: 'SET', body: "redis.call('set', KEYS[1], ARGV[1])" },
  { name: 'GET', prepare: ['set', 'k', 'some value'], body: "redis.call('get', KEYS[1])" },
  { name: 'HSET', body: "redis.call('hset', KEYS[1], 'field', i)" },
  { name: 'HGET', prepare: ['hset', 'k', 'f', 'some value'], body: "redis.call('hget', KEYS[1], 'f')" },
  { name: 'ZADD, 1,000 members', body: "redis.call('zadd', KEYS[1], i, i % 1000)" },
  { name: 'LPUSH', body: "redis.call('lpush', KEYS[1], i)" },
  {
    name: 'HGETALL, 50 fields',
    count: LONG_REPLIES,
    prepare: ['hset', 'k', ...numbered(50).flatMap((n) => [`field:${n}`, `value:${n}`])],
    body: "redis.call('hgetall', KEYS[1])",
  },
  {
    name: 'LRANGE, 100 elements',
    count: LONG_REPLIES,
    prepare: ['rpush', 'k', ...numbered(100).map((n) => `element:${n}`)],
    body: "redis.call('lrange', KEYS[1], 0, -1)",
  },
];

const JSON_DOCUMENT = `{"items":[${numbered(900)
  .map(
    (n) =>
      `{"id":${n},"name":"item \\"${n}\\"","price":${n / 8},"tags":["a","b","tag${n}"],"sold":${n % 2 === 0},"note":null}`,
  )
  .join()}]}`;

const JSON_WORKS = [
  {
    name: `cjson.decode, ${Math.round(JSON_DOCUMENT.length / 1000)} kB`,
    script: 'for i = 1, 20 do cjson.decode(ARGV[1]) end return 0',
  },
  {
    name: `cjson.encode, ${Math.round(JSON_DOCUMENT.length / 1000)} kB`,
    script: 'local t = cjson.decode(ARGV[1]) for i = 1, 20 do cjson.encode(t) end return 0',
  },
].map((work) => ({ ...work, goal: 1, operations: 20, argument: JSON_DOCUMENT }));

function numbered(count) {
  return Array.from({ length: count }, (_, position) => position + 1);
}

/** A 20-line script that no server has seen; it differs from the others in its arguments, which are in the text. */
const withArguments = (number) => `-- script ${number}
local key, now, amount = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local limit, window = 100, 60
local bucket = key .. ':' .. math.floor(now / window)
local current = tonumber(redis.call('GET', bucket) or '0')
if current + amount > limit then
  return { 0, limit - current }
end
local total = redis.call('INCRBY', bucket, amount)
if total == amount then
  redis.call('EXPIRE', bucket, window * 2)
end
local seen = redis.call('HINCRBY', key .. ':seen', 'total', amount)
local history = {}
for i = 1, 3 do
  history[#history + 1] = string.format('%s:%d', key, now - i)
end
if seen % ${number + 1000} == 0 then
  redis.call('DEL', unpack(history))
end
return { 1, limit - total }`;

/** The same with names of its own: to the server a program unlike the others. */
const unlikeOthers = (number) => withArguments(number).replaceAll('history', `history${number}`);

const FIRST_WORKS = [
  { name: 'first EVAL of a 20-line script', script: unlikeOthers },
  { name: 'first EVAL of a 20-line script, many sent at once', script: unlikeOthers, isPipelined: true },
  { name: 'first EVAL of a 20-line script, other arguments in its text', script: withArguments },
];

async function interleaved(peers, rounds, measure) {
  const taken = peers.map(() => []);
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    for (const position of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const time = await measure(peers[position], round);
      if (round >= WARM_UP_ROUNDS) taken[position].push(time);
    }
  }
  const [redis, tidelock] = taken.map(median);
  return { redis, tidelock, ratio: redis / tidelock };
}

async function timed(work) {
  const start = performance.now();
  const reply = await work();
  return { reply, seconds: (performance.now() - start) / 1000 };
}

/** @returns rows of { name, redis, tidelock, ratio, goal }: seconds an operation, and Redis's time over Tidelock's */
export async function compareEval(redis, tidelock, { rounds, log }) {
  const peers = [redis, tidelock].map(({ port }) => new Redis(port, '127.0.0.1'));
  const rows = { programs: [], calls: [] };
  const add = (list, row) => {
    list.push(row);
    log(`${row.name}: ${row.ratio.toFixed(2)}`);
  };
  try {
    for (const { name, small } of EVAL_PROGRAMS) {
      const found = await interleaved(peers, rounds, async (peer) => {
        const { seconds, reply } = await timed(() => peer.eval(small, 0));
        if (reply !== null) throw new Error(`${name} answered ${reply}`);
        return seconds;
      });
      add(rows.programs, { name, ...found });
    }
    for (const work of CALL_WORKS) add(rows.calls, await compareCall(peers, work, rounds));
    for (const work of JSON_WORKS) add(rows.calls, await compareCall(peers, work, rounds));
    for (const work of FIRST_WORKS) {
      add(rows.calls, {
        name: work.name,
        goal: 1 / 3,
        ...(await compareFirst(peers, work, rounds * FIRST_ROUNDS)),
      });
    }
  } finally {
    for (const peer of peers) peer.disconnect();
  }
  return rows;
}

async function compareCall(peers, work, rounds) {
  const count = work.operations ?? work.count ?? CALLS;
  const script = work.script ?? repeated(count, work.body);
  const found = await interleaved(peers, rounds, async (peer) => {
    await peer.flushall();
    if (work.prepare !== undefined) await peer.call(...work.prepare);
    const { seconds } = await timed(() => peer.eval(script, 1, 'k', work.argument ?? 'some value'));
    return seconds / count;
  });
  return { name: work.name, goal: work.goal ?? 1, ...found };
}

let scriptNumber = 0;

/** Scripts that no server has seen, one EVAL each, sent one after the other or all together. */
async function compareFirst(peers, { script, isPipelined }, rounds) {
  return await interleaved(peers, rounds, async (peer) => {
    await peer.flushall();
    await peer.script('FLUSH');
    const texts = Array.from({ length: FIRST_SCRIPTS }, () => script(scriptNumber++));
    const evaluate = (text) => peer.eval(text, 1, 'k', 1_700_000_000, 0);
    const { seconds } = await timed(async () => {
      if (isPipelined) await Promise.all(texts.map(evaluate));
      else for (const text of texts) await evaluate(text);
    });
    return seconds / FIRST_SCRIPTS;
  });
}
