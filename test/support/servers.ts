import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RawClient } from './raw-client.ts';

/** Servers for tests: each on a free port of 127.0.0.1, with a folder of its own, ended by its handle. */
export interface RunningServer {
  readonly name: 'tidelock' | 'redis';
  readonly port: number;
  /** Everything that it wrote to stdout and stderr so far. */
  readonly log: () => string;
  readonly process: ChildProcess;
  /** Ends the process and removes its folder; waits until it is gone. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
// A test run that ends early must not leave servers behind.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The real server to compare with: `REDIS_SERVER`, else `redis-server` from the path; undefined when there is none. */
export function redisServerPath(): string | undefined {
  const path = process.env.REDIS_SERVER ?? 'redis-server';
  return redisVersionOf(path) === undefined ? undefined : path;
}

/** `7.2.6` for a redis-server program; undefined when it does not run. */
export function redisVersionOf(path: string): string | undefined {
  try {
    const output = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /v=(\d+\.\d+\.\d+)/.exec(output)?.[1];
  } catch {
    return undefined;
  }
}

/**
 * Starts the real server without persistence. `options` are command-line words (`--maxclients`, `10`).
 * @throws Error when none is installed or it does not answer
 */
export function startRedis(options: readonly string[] = []): Promise<RunningServer> {
  const path = redisServerPath();
  if (path === undefined) throw new Error('no redis-server: set REDIS_SERVER or install one');
  return start('redis', path, ['--save', '', '--appendonly', 'no', ...options]);
}

/** The built program; `TIDELOCK_MAIN` names another build than the one in dist. */
const MAIN = resolve(process.env.TIDELOCK_MAIN ?? 'dist/cli/main.js');

/** Whether `npm run build` has been run. */
export function tidelockIsBuilt(): boolean {
  return existsSync(MAIN);
}

/**
 * Starts the built server as users start it.
 * @param nodeOptions options of Node itself
 * @throws Error when it is not built or does not answer
 */
export function startTidelock(
  options: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<RunningServer> {
  if (!tidelockIsBuilt()) throw new Error(`${MAIN} is missing: run \`npm run build\` first`);
  return start('tidelock', process.execPath, [...nodeOptions, MAIN, 'server', ...options]);
}

async function start(
  name: RunningServer['name'],
  program: string,
  words: readonly string[],
): Promise<RunningServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), `tidelock-test-${name}-`));
  const child = spawn(program, [...words, '--port', String(port), '--bind', '127.0.0.1'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let log = '';
  child.stdout.on('data', (chunk) => {
    log += chunk;
  });
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const gone = new Promise<void>((resolveGone) => {
    child.once('error', () => resolveGone());
    child.once('close', () => resolveGone());
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await gone;
    running.delete(child);
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await answers(port, child))) {
    await stop();
    throw new Error(`${name} did not start on port ${port}:\n${log}`);
  }
  return { name, port, log: () => log, process: child, stop };
}

async function answers(port: number, child: ChildProcess): Promise<boolean> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    try {
      const client = await RawClient.connect(port);
      const reply = await client.call('PING');
      client.close();
      if (reply !== '<closed>') return true;
    } catch {
      await new Promise((resolveLater) => setTimeout(resolveLater, 20));
    }
  }
  return false;
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolvePort(port));
    });
  });
}
