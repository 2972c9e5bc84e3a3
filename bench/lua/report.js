/** bench/RESULTS-LUA.md out of what was measured. */
import { cpus, loadavg } from 'node:os';
import { thousands } from '../statistics.js';
import { FIRST_ROUNDS } from './compare-eval.js';
import { geometricMean } from './compare-programs.js';

/** What V8 may keep of its own: 400,000 scripts leave no more behind than 40,000. */
const FLAT_MEGABYTES = 8;

const figure = (seconds) => (seconds === undefined ? '-' : seconds.toFixed(3));
const times = (ratio) => ratio.toFixed(2);
const count = (some, all) => `${some.length} of ${all.length}`;
const met = (ok) => (ok ? 'yes' : 'no');

function duration(seconds) {
  if (seconds >= 1e-3) return `${(seconds * 1e3).toFixed(1)} ms`;
  return `${(seconds * 1e6).toFixed(2)} µs`;
}

/** A table of seconds: a column a contestant, then Tidelock's advantage over the first ones. */
function programTable(rows, names, compared) {
  const body = rows.map(({ name, seconds }) => {
    const ratios = compared.map((other) => times(seconds[other] / seconds.tidelock));
    return `| ${[name, ...names.map((one) => figure(seconds[one])), ...ratios].join(' | ')} |`;
  });
  const means = compared.map((other) => `**${times(geometricMean(rows, other, 'tidelock'))}**`);
  return [
    `| program | ${[...names, ...compared.map((other) => `${other} / tidelock`)].join(' | ')} |`,
    `|---|${names.map(() => '---:|').join('')}${compared.map(() => '---:|').join('')}`,
    ...body,
    `| geometric mean | ${[...names.map(() => ''), ...means].join(' | ')} |`,
  ].join('\n');
}

function evalTable(rows) {
  const body = rows.map(
    (row) =>
      `| ${row.name} | ${duration(row.redis)} | ${duration(row.tidelock)} | ${times(row.ratio)} |` +
      (row.goal === undefined ? '' : ` ${times(row.goal)} | ${met(row.ratio >= row.goal)} |`),
  );
  const goals = rows[0].goal !== undefined;
  return [
    `| | redis | tidelock | redis / tidelock |${goals ? ' goal | met |' : ''}`,
    `|---|---:|---:|---:|${goals ? '---:|---|' : ''}`,
    ...body,
  ].join('\n');
}

const mean = (rows) => Math.exp(rows.reduce((sum, row) => sum + Math.log(row.ratio), 0) / rows.length);

export function report({ full, cold, evaluated, many, scripts, options, versions, missing }) {
  const names = (rows) => Object.keys(rows[0].seconds);
  const slowerThan = (other, rows) => rows.filter(({ seconds }) => seconds[other] < seconds.tidelock);
  const slower = slowerThan('lua5.1', full);
  const slowerInEval = evaluated.programs.filter(({ ratio }) => ratio < 1);
  const vsLua = geometricMean(full, 'lua5.1', 'tidelock');
  const vsJit = geometricMean(full, 'luajit -joff', 'tidelock');
  const load = loadavg().map((one) => one.toFixed(1));
  return `# Results of \`npm run bench:lua\`

Written by the bench itself on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${versions}, ${cpus().length} cores
(${cpus()[0]?.model.trim()}), load average ${load.join(' ')}. Medians of ${options.rounds} interleaved rounds, ${
    options.clock === 'cpu' ? 'processor time of the main thread' : 'wall time'
  }.
Each program verifies its own result. Tidelock runs as in its server's engine thread: with the same settings of the garbage collector, warmed up.${missing.length > 0 ? ` Not available here: ${missing.join(', ')}.` : ''}

| figure | measured | goal | met |
|---|---:|---:|---|
| geometric mean against lua5.1 | ${times(vsLua)} | >= 3 | ${met(vsLua >= 3)} |
| programs slower than lua5.1 | ${slower.map(({ name }) => name).join(', ') || 'none'} | none | ${met(slower.length === 0)} |
| programs slower than lua5.1 in small sizes, one process each | ${count(slowerThan('lua5.1', cold), cold)} | | |
| geometric mean against luajit -joff | ${times(vsJit)} | >= 1 | ${met(vsJit >= 1)} |
| programs slower than luajit -joff | ${count(slowerThan('luajit -joff', full), full)} | | |
| programs slower than luajit | ${count(slowerThan('luajit', full), full)} | | |
| programs slower than redis, through EVAL | ${count(slowerInEval, evaluated.programs)} | | |
| ${thousands(scripts)} distinct scripts through EVAL (${duration(many.each)} each): memory in use after a tenth, after all | ${many.before.toFixed(0)} MB, ${many.after.toFixed(0)} MB | flat | ${met(many.after - many.before < FLAT_MEGABYTES && many.stays)} |

## One process each, seconds

\`pausable\` is Tidelock with programs that mention \`coroutine\`, so that all their functions are made to pause: it takes ${times(geometricMean(full, 'pausable', 'tidelock'))} times as long.

${programTable(full, names(full), ['lua5.1', 'luajit -joff', 'luajit', ...(names(full).includes('wasmoon-lua5.1') ? ['wasmoon-lua5.1'] : [])])}

## Small sizes, one process each, seconds: compile time and warm-up count

${programTable(
  cold,
  names(cold),
  names(cold).filter((name) => name !== 'tidelock'),
)}

## Programs through EVAL, small sizes, warm

${evalTable(evaluated.programs)}

Geometric mean: ${times(mean(evaluated.programs))}

## Single calls inside a script, and whole scripts

First EVALs are medians of ${FIRST_ROUNDS} times as many rounds.

${evalTable(evaluated.calls)}
`;
}
