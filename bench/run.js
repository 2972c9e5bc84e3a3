/**
 * npm run bench [-- --rounds 5 --seconds 60 --keys 5000000 --only text]
 *
 * Measures Tidelock side by side with a real redis-server and writes bench/RESULTS.md (with --only, it only prints).
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { compareEmbedded } from './embedded.js';
import { redisVersion, startRedis, startTidelock } from './peers.js';
import { thousands } from './statistics.js';
import { busyLatency, growth } from './stops.js';
import { compareThroughput, WORKS } from './throughput.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
    keys: { type: 'string', default: '5000000' },
    only: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const log = (line) => console.log(line);

const redis = await startRedis();
const tidelock = await startTidelock();
try {
  if (options.only !== undefined) {
    const works = WORKS.filter((work) => work.name.includes(options.only));
    await compareThroughput(redis, tidelock, { rounds, works, log });
  } else {
    await measureAll();
  }
} finally {
  await Promise.all([redis.stop(), tidelock.stop()]);
}

async function measureAll() {
  const throughput = await compareThroughput(redis, tidelock, { rounds, log });
  const embedded = await compareEmbedded(redis, { rounds });
  log(`embedded evalsha: ${embedded.ratio.toFixed(1)} times loopback (goal 20)`);
  const busy = await busyLatency(tidelock, { seconds: Number(options.seconds) });
  log(`PING while a script loops: at most ${busy.longest.toFixed(1)} ms (goal 100)`);
  const grown = await growth({ keys: Number(options.keys) });
  log(`growing to ${thousands(grown.keys)} keys: at most ${grown.longest.toFixed(1)} ms (goal 50)`);
  writeFileSync(new URL('./RESULTS.md', import.meta.url), report({ throughput, embedded, busy, grown }));
}

function report({ throughput, embedded, busy, grown }) {
  const met = (ok) => (ok ? 'yes' : 'no');
  const rows = throughput.map(
    ({ name, goal, redis: theirs, tidelock: ours, ratio }) =>
      `| ${name} | ${thousands(theirs)} | ${thousands(ours)} | ${ratio.toFixed(2)} | ${goal.toFixed(1)} | ${met(ratio >= goal)} |`,
  );
  return `# Results of \`npm run bench\`

Written by the bench itself on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, redis-server ${redisVersion()},
${cpus().length} cores (${cpus()[0]?.model.trim()}). Medians of ${rounds} interleaved rounds; both servers on the same machine
as the load. Persistence is off. Lua programs against other Luas: [RESULTS-LUA.md](RESULTS-LUA.md).

| work | redis ${redisVersion()}, a second | tidelock, a second | ratio | goal | met |
|---|---:|---:|---:|---:|---|
${rows.join('\n')}

| further | measured | goal | met |
|---|---:|---:|---|
| embedded \`evalsha\` of the compare-and-set against redis on loopback, one client, unpipelined | ${thousands(embedded.embedded)} / ${thousands(embedded.loopback)} a second = ${embedded.ratio.toFixed(1)} | >= 20 | ${met(embedded.ratio >= 20)} |
| PING while a script loops for ${options.seconds} s, after the threshold: longest wait of ${thousands(busy.pings)} | ${busy.longest.toFixed(1)} ms | <= 100 ms | ${met(busy.longest <= 100)} |
| dictionary growing to ${thousands(grown.keys)} keys: longest single stop of the engine | ${grown.longest.toFixed(1)} ms | <= 50 ms | ${met(grown.longest <= 50)} |
`;
}
