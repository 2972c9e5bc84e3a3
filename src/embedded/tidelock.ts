/**
 * The embedded engine: Redis in this process, synchronous, with no thread and no socket.
 */
import { checkCodeGeneration } from '../lua/code-generation.ts';
import type {
  Argument,
  Commands,
  ScriptInput,
  Session,
  SessionOptions,
  TidelockOptions,
  Value,
} from './api.ts';
import { hostClock } from './clocks.ts';
import { asyncDispose, dispose } from './disposable.ts';
import { SessionError } from './errors.ts';
import { checkSessionOptions, checkTidelockOptions } from './options.ts';
import { EmbeddedSession } from './session.ts';
import { SessionHost } from './session-host.ts';

/**
 * A whole Redis in this process. Its own `call`, `wait` and `eval` run on one session that all who have the engine share;
 * {@link Tidelock.session} makes further ones. The data lives as long as the engine is reachable. `close` ends the
 * sessions, and so the waits of those who wait.
 *
 * The shared session refuses the commands that would take it away from the others: those that subscribe, MONITOR, QUIT,
 * and CLIENT REPLY OFF or SKIP. SELECT, MULTI, WATCH, HELLO, AUTH and RESET work, and concern everybody who uses it.
 *
 * @example
 * ```ts
 * const tidelock = new Tidelock();
 * tidelock.call('SET', 'greeting', 'hello', 'EX', 60);
 * tidelock.call('GET', 'greeting'); // 'hello'
 * tidelock.eval("return redis.call('INCR', KEYS[1])", { keys: ['visits'] }); // 1
 * ```
 */
export class Tidelock implements Commands {
  readonly #host: SessionHost;
  #shared: EmbeddedSession;
  #isClosed = false;

  /**
   * @param options all of them have defaults
   * @throws TypeError or RangeError for an option or setting that does not exist or does not take its value
   * @throws CodeGenerationError where the host does not let scripts be compiled, unless `scripts` is `false`
   * @example
   * ```ts
   * const tidelock = new Tidelock({ clock: new ManualClock(), settings: { databases: 1 } });
   * ```
   */
  constructor(options?: TidelockOptions) {
    const { clock, random, settings, log, scripts, scriptMilliseconds } = checkTidelockOptions(options);
    if (scripts) checkCodeGeneration();
    this.#host = new SessionHost({
      clock: clock ?? hostClock(),
      random,
      settings,
      scripts,
      log,
      hasAlarm: clock === undefined,
      scriptMilliseconds,
    });
    this.#shared = new EmbeddedSession(this.#host, {}, true);
  }

  /**
   * A further session, with a selected database, a transaction and subscriptions of its own.
   *
   * @throws TypeError or RangeError for an option that does not exist or does not take its value
   * @throws SessionError when the engine is closed
   * @example
   * ```ts
   * using session = tidelock.session({ resp: 3 });
   * session.call('HGETALL', 'user:1'); // a Map
   * ```
   */
  session(options?: SessionOptions): Session {
    const checked = checkSessionOptions(options);
    this.#checkOpen();
    return new EmbeddedSession(this.#host, checked, false);
  }

  call<T extends Value = Value>(name: string, ...args: Argument[]): T {
    return this.#session.call(name, ...args);
  }

  /**
   * {@inheritDoc Commands.wait} While it waits the shared session runs nothing else, so it is better to wait on another
   * session.
   */
  async wait<T extends Value = Value>(name: string, ...args: Argument[]): Promise<T> {
    return this.#session.wait(name, ...args);
  }

  eval<T extends Value = Value>(script: string | Uint8Array, input?: ScriptInput): T {
    return this.#session.eval(script, input);
  }

  evalsha<T extends Value = Value>(sha: string, input?: ScriptInput): T {
    return this.#session.evalsha(sha, input);
  }

  /**
   * Lets the engine do what is due: it ends the waits whose timeouts have passed, and deletes expired keys that nobody asks
   * for. Each call does so anyway, and while sessions wait a timer of the host does. This method is for those who move an
   * injected `clock` while sessions wait.
   *
   * @example
   * ```ts
   * const empty = tidelock.session().wait('BLPOP', 'jobs', 1);
   * clock.advance(1000);
   * tidelock.tick();
   * await empty; // null
   * ```
   */
  tick(): void {
    this.#host.tick();
  }

  /**
   * Ends all sessions: promises of `wait` are rejected, no timer is left, and whoever calls from now on gets a
   * `SessionError`. Closing again does nothing.
   */
  close(): void {
    this.#isClosed = true;
    for (const client of [...this.#host.engine.clients.values()]) client.close();
  }

  /** As `close`: at the end of a block with `using tidelock = new Tidelock()`. */
  [dispose](): void {
    this.close();
  }

  /** As `close`: at the end of a block with `await using`. */
  async [asyncDispose](): Promise<void> {
    this.close();
  }

  /** The shared session, which is a new one after CLIENT KILL has ended it. */
  get #session(): EmbeddedSession {
    if (this.#shared.isClosed) {
      this.#checkOpen();
      this.#shared = new EmbeddedSession(this.#host, {}, true);
    }
    return this.#shared;
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new SessionError('CLOSED', 'the engine is closed');
  }
}
