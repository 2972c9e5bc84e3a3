/**
 * npm run bench:lua [-- --rounds 5 --clock wall|cpu --only text --scripts 100000]
 *
 * Lua on Tidelock side by side with the other Luas, and inside EVAL with a real redis-server; writes
 * bench/RESULTS-LUA.md. With --only, runs the programs with that in their name and prints.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { redisVersion, startRedis, startTidelock } from '../peers.js';
import { compareEval } from './compare-eval.js';
import { compareProgramRuns } from './compare-programs.js';
import {
  available,
  FENGARI,
  LUA,
  LUAJIT,
  LUAJIT_OFF,
  PAUSABLE,
  TIDELOCK,
  versions,
  WASMOON,
} from './contestants.js';
import { PROGRAMS } from './programs.js';
import { report } from './report.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    clock: { type: 'string', default: 'wall' },
    only: { type: 'string' },
    scripts: { type: 'string', default: '100000' },
  },
});
const MANY_SCRIPTS = fileURLToPath(new URL('./many-scripts.js', import.meta.url));
const options = { rounds: Number(values.rounds), clock: values.clock, log: (line) => console.log(line) };

if (values.only !== undefined) {
  const programs = PROGRAMS.filter(({ name }) => name.includes(values.only));
  const rows = compareProgramRuns(sized(programs, 'full'), [LUA, LUAJIT_OFF, TIDELOCK], options);
  for (const { name, seconds } of rows) console.log(name, seconds);
} else {
  await measureAll();
}

function sized(programs, size) {
  return programs.map((program) => ({ name: program.name, source: program[size] }));
}

async function measureAll() {
  const all = [LUA, LUAJIT_OFF, LUAJIT, WASMOON, FENGARI, TIDELOCK, PAUSABLE];
  const present = all.filter(available);
  const missing = all.filter((one) => !present.includes(one)).map(({ name }) => name);
  const only = (...wanted) => present.filter((one) => wanted.includes(one));
  const full = compareProgramRuns(
    sized(PROGRAMS, 'full'),
    only(LUA, LUAJIT_OFF, LUAJIT, WASMOON, TIDELOCK, PAUSABLE),
    options,
  );
  const cold = compareProgramRuns(sized(PROGRAMS, 'small'), only(LUA, WASMOON, FENGARI, TIDELOCK), options);
  const redis = await startRedis();
  const tidelock = await startTidelock();
  try {
    const evaluated = await compareEval(redis, tidelock, options);
    const many = JSON.parse(
      execFileSync(process.execPath, ['--expose-gc', MANY_SCRIPTS, values.scripts], { encoding: 'utf8' }),
    );
    writeFileSync(
      new URL('../RESULTS-LUA.md', import.meta.url),
      report({
        full,
        cold,
        evaluated,
        many,
        scripts: Number(values.scripts),
        options,
        versions: `${versions()}, redis-server ${redisVersion()}`,
        missing,
      }),
    );
  } finally {
    await Promise.all([redis.stop(), tidelock.stop()]);
  }
}
