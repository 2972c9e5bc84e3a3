/**
 * `npm run lua:fuzz -- --count 1000000 --seed 1 --port 6379`: generated programs on Tidelock and on a real
 * server; prints each difference with its seed, made as short as it gets.
 */
import { parseArgs } from 'node:util';
import { startRedis } from '../../support/servers.ts';
import { compareSeeds } from './compare.ts';
import { bodyOf } from './program.ts';
import { RedisEvaluator, tidelockEvaluator } from './servers.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string' },
    show: { type: 'string', default: '20' },
  },
});

const started = values.port === undefined ? await startRedis() : undefined;
const redis = await RedisEvaluator.connect(started?.port ?? Number(values.port));
const before = Date.now();
const { programs, differences } = await compareSeeds(tidelockEvaluator(), redis, {
  seed: Number(values.seed),
  count: Number(values.count),
  onDifference: (difference, number) => {
    if (number > Number(values.show)) return;
    console.log(`--- seed ${difference.seed}\n${bodyOf(difference.program)}`);
    console.log(`redis:    ${JSON.stringify(difference.expected)}`);
    console.log(`tidelock: ${JSON.stringify(difference.actual)}\n`);
  },
});
console.log(`${programs} programs, ${differences} differences, ${(Date.now() - before) / 1000} s`);
redis.close();
await started?.stop();
process.exitCode = differences === 0 ? 0 : 1;
