/**
 * `npm test`: every check of the project, one after the other, and one closing line: `N passed, N failed`.
 *
 * Tests are counted one by one, as Vitest reports them; a check that is not a test run (format, lint, layers,
 * types, dead code, build) counts only when it fails. A failing step does not keep the later ones from running,
 * so one run shows everything; the exit code is 0 only if every step succeeded.
 *
 * `npm test -- --hostile --also-on PATH ...` also sends hostile inputs to the server for two minutes, and repeats the tests
 * of what depends on Node's version with further programs `node`. Both are counted, too, and each option may be left out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const REPORTS = join('node_modules', '.cache', 'tidelock');

/** The steps in order: cheap before dear. Those with `tests` are Vitest runs; one with `isOneTest` counts as one test. */
const STEPS = [
  { script: 'format' },
  { script: 'lint' },
  { script: 'layers' },
  { script: 'types' },
  { script: 'dead' },
  { script: 'build' },
  { script: 'unit', tests: true },
  { script: 'lua', tests: true },
  { script: 'scaling', tests: true },
  { script: 'conformance', tests: true },
  { script: 'server', tests: true },
  { script: 'clients', tests: true },
  { script: 'package', tests: true },
];

/** What is sent to the server for two minutes, with `--hostile`. The seed is fixed, so that a run does not hang on chance. */
const HOSTILE = { script: 'hostile', isOneTest: true };
const SEED = '1';

/** Kinds of tests whose outcome may depend on Node's version. */
const VERSIONED = ['unit', 'lua', 'server'];

/** Generated Lua programs with each further version: fewer, because what they look for hangs on the version only rarely. */
const FURTHER_PROGRAMS = '2000';

/**
 * Runs one npm script with its output shown.
 * @param {{ script: string, tests?: boolean, isOneTest?: boolean }} step
 * @returns {{ passed: number, failed: number }}
 */
function run({ script, tests, isOneTest = false }) {
  console.log(`\n== ${script}`);
  const words = ['run', '--silent', script];
  if (tests) return runTests(script, 'npm', [...words, '--'], process.env);
  const { status } = spawnSync('npm', isOneTest ? [...words, '--', '--seed', SEED] : words, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return { passed: isOneTest && status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

/**
 * Runs one kind of tests with another Node, which is also the `node` that the tests themselves find.
 * @param {string} project
 * @param {string} node the program's path
 * @param {string} version
 */
function runOn(project, node, version) {
  console.log(`\n== ${project} on Node ${version}`);
  const { PATH = '', LUA_PROGRAMS = FURTHER_PROGRAMS } = process.env;
  const env = { ...process.env, LUA_PROGRAMS, PATH: `${dirname(node)}${delimiter}${PATH}` };
  const words = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project];
  return runTests(`${project}-${version}`, node, words, env);
}

/**
 * @param {string} name of the report
 * @param {string} program
 * @param {string[]} words what makes it run Vitest
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ passed: number, failed: number }}
 */
function runTests(name, program, words, env) {
  const report = join(REPORTS, `${name}.json`);
  rmSync(report, { force: true });
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const shell = process.platform === 'win32' && program === 'npm';
  const { status } = spawnSync(program, [...words, ...reporting], { stdio: 'inherit', shell, env });
  const counts = readCounts(report);
  // A run can fail with no failing test: a file that does not load, an unhandled error, a crash.
  return status === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

/**
 * The version of a program `node`; undefined when it does not run.
 * @param {string} node
 */
function versionOf(node) {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/**
 * The results of the versioned tests with one further Node.
 * @param {string} node
 * @returns {{ script: string, passed: number, failed: number }[]}
 */
function runAllOn(node) {
  const version = versionOf(node);
  if (version === undefined) return [{ script: node, passed: 0, failed: 1 }];
  return VERSIONED.map((project) => ({
    script: `${project} on Node ${version}`,
    ...runOn(project, node, version),
  }));
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

const words = process.argv.slice(2);
const isHostile = words[0] === '--hostile';
const [option, ...others] = isHostile ? words.slice(1) : words;
if (option !== undefined && option !== '--also-on') {
  console.error(`unknown option ${option}: only --hostile and then --also-on PATH ... are known`);
  process.exit(2);
}
mkdirSync(REPORTS, { recursive: true });
const results = [
  ...(isHostile ? [...STEPS, HOSTILE] : STEPS).map((step) => ({ script: step.script, ...run(step) })),
  ...others.flatMap(runAllOn),
];
const broken = results.filter(({ failed }) => failed > 0).map(({ script }) => script);
const sum = (/** @type {'passed' | 'failed'} */ key) =>
  results.reduce((total, result) => total + result[key], 0);

console.log(broken.length === 0 ? '\nall steps succeeded' : `\nfailing steps: ${broken.join(', ')}`);
const closing = `${sum('passed')} passed, ${sum('failed')} failed`;
writeFileSync(join(REPORTS, 'closing-line'), `${closing}\n`);
console.log(closing);
process.exitCode = broken.length === 0 ? 0 : 1;
