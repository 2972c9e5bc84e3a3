/**
 * Commands a second through redis-benchmark, Tidelock against a real redis-server: rounds are interleaved and the
 * median of the rounds' ratios counts, since machines are shared and noisy.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './statistics.js';

const run = promisify(execFile);

export const COMPARE_AND_SET = `local current = redis.call('GET', KEYS[1])
if current == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2])
  return 1
end
return 0`;

const HUNDRED_INCR = `for i = 1, 100 do redis.call('INCR', KEYS[1]) end`;

const ARITHMETIC = `local x = 0
for i = 1, 1000 do x = (x * 31 + i) % 1000003 end
return x`;

const evalsha = (script, ...args) => ({ script, words: ['__sha__', '1', 'bench:key', ...args] });

export const WORKS = [
  { name: 'SET, 50 clients, -P 1', goal: 0.8, pipeline: 1, requests: 200_000, test: 'set' },
  { name: 'GET, 50 clients, -P 1', goal: 0.8, pipeline: 1, requests: 200_000, test: 'get' },
  { name: 'SET, 50 clients, -P 16', goal: 0.6, pipeline: 16, requests: 1_000_000, test: 'set' },
  { name: 'GET, 50 clients, -P 16', goal: 0.6, pipeline: 16, requests: 1_000_000, test: 'get' },
  {
    name: 'EVALSHA compare-and-set, -P 1',
    goal: 0.8,
    pipeline: 1,
    requests: 200_000,
    ...evalsha(COMPARE_AND_SET, 'value', 'value'),
  },
  {
    name: 'EVALSHA compare-and-set, -P 16',
    goal: 1,
    pipeline: 16,
    requests: 600_000,
    ...evalsha(COMPARE_AND_SET, 'value', 'value'),
  },
  { name: 'EVALSHA 100 x INCR, -P 16', goal: 3, pipeline: 16, requests: 100_000, ...evalsha(HUNDRED_INCR) },
  {
    name: 'EVALSHA 1,000-step loop, -P 16',
    goal: 2.5,
    pipeline: 16,
    requests: 100_000,
    ...evalsha(ARITHMETIC),
  },
];

async function redisCli(port, ...words) {
  const { stdout } = await run('redis-cli', ['-p', String(port), ...words]);
  return stdout.trim();
}

/** Commands a second. */
async function measure(peer, work) {
  await redisCli(peer.port, 'FLUSHALL');
  const args = [
    '-p',
    String(peer.port),
    '-c',
    '50',
    '-P',
    String(work.pipeline),
    '-n',
    String(work.requests),
    '--csv',
  ];
  if (work.test !== undefined) args.push('-t', work.test);
  else {
    const sha = await redisCli(peer.port, 'SCRIPT', 'LOAD', work.script);
    if (work.words.includes('value')) await redisCli(peer.port, 'SET', 'bench:key', 'value');
    args.push('EVALSHA', ...work.words.map((word) => (word === '__sha__' ? sha : word)));
  }
  const { stdout } = await run('redis-benchmark', args, { maxBuffer: 1 << 24 });
  const line = stdout.trim().split('\n').at(-1);
  const rate = Number(line.match(/","([\d.]+)"/)?.[1]);
  if (!(rate > 0)) throw new Error(`redis-benchmark said: ${stdout}`);
  return rate;
}

/** @returns rows of { name, goal, redis, tidelock, ratio }: medians of commands a second, and of the ratios */
export async function compareThroughput(redis, tidelock, { rounds, works = WORKS, log }) {
  const rows = [];
  for (const work of works) {
    const rates = { redis: [], tidelock: [], ratio: [] };
    // The first round warms both up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const order = round % 2 === 0 ? [redis, tidelock] : [tidelock, redis];
      const found = new Map();
      for (const peer of order) found.set(peer, await measure(peer, work));
      if (round === 0) continue;
      rates.redis.push(found.get(redis));
      rates.tidelock.push(found.get(tidelock));
      rates.ratio.push(found.get(tidelock) / found.get(redis));
    }
    const row = {
      name: work.name,
      goal: work.goal,
      redis: median(rates.redis),
      tidelock: median(rates.tidelock),
      ratio: median(rates.ratio),
    };
    log(`${row.name}: ${row.ratio.toFixed(2)} (goal ${row.goal})`);
    rows.push(row);
  }
  return rows;
}
