/**
 * For tests under Vitest (subpath `./vitest`): `test` with a fresh engine, or a fresh server, for each test that asks for
 * one, ended when the test is over.
 *
 * The engine's time is that of `Date` and timers, so it follows `vi.useFakeTimers()`: `vi.advanceTimersByTime` moves TTLs
 * and settles waits. A server runs in a thread of its own, by the machine's time.
 *
 * A script that never ends would hang the test run for ever, because no timeout of Vitest ends what is synchronous. So
 * scripts are ended when they have run, in real time, for half of the time that the test may take.
 */
import { test as base } from 'vitest';
import { type Server, type ServerOptions, startServer } from '../server/server.ts';
import { Tidelock, type TidelockOptions } from '../tidelock.ts';

/** What tests get by naming it in their first argument. Nothing is made for tests that do not ask. */
export interface TidelockFixtures {
  /**
   * How `tidelock` is made. By default `maxScriptMilliseconds` is half of the test's timeout, so that a script that does
   * not end fails its test by an error that names the script's line.
   *
   * @example
   * ```ts
   * const notified = test.extend({ tidelockOptions: { settings: { 'notify-keyspace-events': 'KEA' } } });
   * notified('hears of changes', ({ tidelock }) => { ... });
   * ```
   */
  tidelockOptions: TidelockOptions;

  /**
   * How `server` is started. By default on any free port of 127.0.0.1.
   *
   * @example
   * ```ts
   * const limited = test.extend({ serverOptions: { settings: { maxmemory: '100mb' } } });
   * ```
   */
  serverOptions: ServerOptions;

  /** An empty engine. It is closed after the test, so what still waits then is rejected. */
  tidelock: Tidelock;

  /** An empty server that clients connect to, at `server.port`. It is closed after the test, with their connections. */
  server: Server;
}

/** How long a script may run in a test with this timeout; a test may have none. */
function scriptMilliseconds(timeout: number): number {
  return timeout > 0 ? timeout / 2 : Number.POSITIVE_INFINITY;
}

/**
 * Vitest's `test` with a fresh `tidelock` or `server` for each test.
 *
 * @example
 * ```ts
 * import { expect, vi } from 'vitest';
 * import { test } from 'tidelock/vitest';
 *
 * test('a session ends after a minute', ({ tidelock }) => {
 *   vi.useFakeTimers();
 *   tidelock.call('SET', 'session', 'token', 'EX', 60);
 *   vi.advanceTimersByTime(60_000);
 *   expect(tidelock.call('GET', 'session')).toBe(null);
 * });
 *
 * test('any client connects', async ({ server }) => {
 *   const redis = new Redis(server.port);
 *   expect(await redis.ping()).toBe('PONG');
 *   redis.disconnect();
 * });
 * ```
 */
export const test = base.extend<TidelockFixtures>({
  tidelockOptions: {},
  serverOptions: {},
  tidelock: async ({ tidelockOptions, task }, use) => {
    const tidelock = new Tidelock({
      maxScriptMilliseconds: scriptMilliseconds(task.timeout),
      ...tidelockOptions,
    });
    await use(tidelock);
    tidelock.close();
  },
  server: async ({ serverOptions }, use) => {
    const server = await startServer({ port: 0, ...serverOptions });
    await use(server);
    await server.close();
  },
});
