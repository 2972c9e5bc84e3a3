/**
 * `npm test`: every check of the project, one after the other, and one closing line: `N passed, N failed`.
 *
 * Tests are counted one by one, as Vitest reports them; a check that is not a test run (format, lint, layers,
 * types, dead code, build) counts only when it fails. A failing step does not keep the later ones from running,
 * so one run shows everything; the exit code is 0 only if every step succeeded.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPORTS = join('node_modules', '.cache', 'tidelock');

/** The steps in order: cheap before dear. Those with `tests` are Vitest runs. */
const STEPS = [
  { script: 'format' },
  { script: 'lint' },
  { script: 'layers' },
  { script: 'types' },
  { script: 'dead' },
  { script: 'build' },
  { script: 'unit', tests: true },
  { script: 'lua', tests: true },
  { script: 'conformance', tests: true },
  { script: 'server', tests: true },
  { script: 'clients', tests: true },
  { script: 'package', tests: true },
];

/**
 * Runs one npm script with its output shown.
 * @param {{ script: string, tests?: boolean }} step
 * @returns {{ passed: number, failed: number }}
 */
function run({ script, tests }) {
  console.log(`\n== ${script}`);
  const report = join(REPORTS, `${script}.json`);
  rmSync(report, { force: true });
  const reporting = tests
    ? ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : [];
  const { status } = spawnSync('npm', ['run', '--silent', script, ...reporting], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (!tests) return { passed: 0, failed: status === 0 ? 0 : 1 };
  const counts = readCounts(report);
  // A run can fail with no failing test: a file that does not load, an unhandled error, a crash.
  return status === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

/**
 * @param {string} report a file written by Vitest's json reporter; absent when the run crashed
 * @returns {{ passed: number, failed: number }}
 */
function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

mkdirSync(REPORTS, { recursive: true });
const results = STEPS.map((step) => ({ script: step.script, ...run(step) }));
const broken = results.filter(({ failed }) => failed > 0).map(({ script }) => script);
const sum = (/** @type {'passed' | 'failed'} */ key) =>
  results.reduce((total, result) => total + result[key], 0);

console.log(broken.length === 0 ? '\nall steps succeeded' : `\nfailing steps: ${broken.join(', ')}`);
const closing = `${sum('passed')} passed, ${sum('failed')} failed`;
writeFileSync(join(REPORTS, 'closing-line'), `${closing}\n`);
console.log(closing);
process.exitCode = broken.length === 0 ? 0 : 1;
