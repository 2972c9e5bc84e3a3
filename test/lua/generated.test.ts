/**
 * Generated Lua programs have the same reply, or the same error text, on Tidelock as on a real Redis server:
 * fresh ones where a server of version 7 is installed (`LUA_PROGRAMS` of them, from the seed `LUA_SEED`), a
 * recorded sample everywhere.
 *
 * `LUA_SAMPLE=record` takes the answers of the sample anew.
 */
import { describe, expect, it } from 'vitest';
import { redisServerPath, redisVersionOf, startRedis } from '../support/servers.ts';
import { compareSeeds, type Difference } from './generator/compare.ts';
import { bodyOf } from './generator/program.ts';
import { digestOf, readSample, samplePrograms, writeSample } from './generator/sample.ts';
import { RedisEvaluator, tidelockEvaluator } from './generator/servers.ts';

const path = redisServerPath();
const hasRedis = path !== undefined && (redisVersionOf(path) ?? '').startsWith('7.');
const COUNT = Number(process.env.LUA_PROGRAMS ?? 10_000);
const SEED = Number(process.env.LUA_SEED ?? 1);
const SAMPLE = { seed: 900_000_000, count: 300 };
const PARTS = 20;

async function withRedis<T>(action: (redis: RedisEvaluator) => Promise<T>): Promise<T> {
  const server = await startRedis();
  try {
    const redis = await RedisEvaluator.connect(server.port);
    try {
      return await action(redis);
    } finally {
      redis.close();
    }
  } finally {
    await server.stop();
  }
}

describe('generated Lua programs', () => {
  it('answer as recorded', async () => {
    const programs = samplePrograms(SAMPLE.seed, SAMPLE.count);
    if (process.env.LUA_SAMPLE === 'record') {
      writeSample(SAMPLE.seed, programs, await withRedis((redis) => redis.run(programs)));
    }
    const sample = readSample();
    expect(sample?.digest, 'the generator has changed: record the sample anew').toBe(digestOf(programs));
    const evaluate = tidelockEvaluator();
    programs.forEach((program, at) => {
      expect(evaluate(program), bodyOf(program)).toBe(sample?.answers[at]);
    });
  }, 60_000);

  describe.runIf(hasRedis)('answer as on a real server', () => {
    it.each(Array.from({ length: PARTS }, (_, part) => part))(
      'part %i',
      async (part) => {
        const count = Math.ceil(COUNT / PARTS);
        const found: Difference[] = [];
        await withRedis((redis) =>
          compareSeeds(tidelockEvaluator(), redis, {
            seed: SEED + part * count,
            count,
            onDifference: (difference) => found.push(difference),
          }),
        );
        const shown = found.slice(0, 3).map((each) => ({ ...each, program: bodyOf(each.program) }));
        expect(shown).toEqual([]);
      },
      300_000,
    );
  });
});
