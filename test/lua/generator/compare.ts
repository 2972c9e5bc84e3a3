/** Runs generated programs on both servers and finds those whose replies differ. */
import { generateProgram, shorten } from './program.ts';
import type { RedisEvaluator } from './servers.ts';

export interface Difference {
  readonly seed: number;
  /** As short as it was made. */
  readonly program: string;
  readonly expected: string;
  readonly actual: string;
}

interface Options {
  /** The first seed; the others follow it. */
  readonly seed: number;
  readonly count: number;
  readonly onDifference?: (difference: Difference, number: number) => void;
}

/** Programs in one pipeline. */
const BATCH = 100;

export async function compareSeeds(
  tidelock: (program: string) => string,
  redis: RedisEvaluator,
  { seed, count, onDifference }: Options,
): Promise<{ programs: number; differences: number }> {
  let differences = 0;
  for (let first = seed; first < seed + count; first += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, seed + count - first) }, (_, at) => first + at);
    const programs = seeds.map(generateProgram);
    const answers = redis.run(programs);
    const actual = programs.map(tidelock);
    const expected = await answers;
    for (let at = 0; at < seeds.length; at++) {
      if (actual[at] === expected[at]) continue;
      differences++;
      onDifference?.(await shortest(seeds[at], programs[at], tidelock, redis), differences);
    }
  }
  return { programs: count, differences };
}

/** The shortest program found by leaving out lines that still makes a difference. */
async function shortest(
  seed: number,
  whole: string,
  tidelock: (program: string) => string,
  redis: RedisEvaluator,
): Promise<Difference> {
  const answers = async (program: string) => {
    const [expected] = await redis.run([program]);
    return { seed, program, expected, actual: tidelock(program) };
  };
  let best = await answers(whole);
  for (let progress = true; progress; ) {
    progress = false;
    for (const candidate of shorten(best.program)) {
      const tried = await answers(candidate);
      if (tried.expected === tried.actual || /compiling script/.test(tried.expected)) continue;
      best = tried;
      progress = true;
      break;
    }
  }
  return best;
}
