/**
 * The embedded API as its users see it: options, values, and what engines and sessions do. There are only types here, so
 * that a compiler which reads them does not have to read the engine.
 */
import type { Clock, Random } from '../engine/clock.ts';
import type { LogLevel } from '../engine/log-level.ts';
import type { asyncDispose, dispose } from './disposable.ts';
import type { ReplyError } from './errors.ts';

/**
 * An argument of a command. A string is sent as UTF-8, in which a lone surrogate becomes U+FFFD; a `Uint8Array`, such as
 * a `Buffer`, is sent as it is; and a number or bigint as JavaScript prints it: `1`, `0.5`, `1e+21`, `Infinity`. `NaN` is
 * refused.
 */
export type Argument = string | number | bigint | Uint8Array;

/**
 * The reply of a command. Integers are numbers, or bigints beyond 2^53; nil is null; arrays are arrays; and strings are
 * strings or, in sessions with `bytes`, of type `Uint8Array`. Sessions with `resp: 3` also get doubles as numbers,
 * booleans, maps as `Map` and sets as `Set`. An error inside an array, as EXEC answers it, is a `ReplyError` in its place.
 */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | ReplyError
  | Value[]
  | Map<Value, Value>
  | Set<Value>;

/** The keys and arguments of a script. */
export interface ScriptInput {
  /** The keys that the script may touch, its `KEYS`. None by default. */
  keys?: readonly Argument[];
  /** The other arguments of the script, its `ARGV`. None by default. */
  arguments?: readonly Argument[];
}

export interface Commands {
  /**
   * Runs a command and answers its reply. A blocking command does not wait here, but answers as on timeout.
   *
   * @typeParam T what the caller knows the reply to be
   * @param name the command, in any case; of commands with subcommands the first word: `'CONFIG'`
   * @param args its arguments, in order
   * @throws ReplyError for an error reply; ScriptTimeoutError, which is one, for a script that ran too long
   * @throws TypeError for an argument of another type
   * @throws SessionError when the command cannot run here or now
   * @example
   * ```ts
   * tidelock.call('SET', 'visits', 41); // 'OK'
   * tidelock.call<number>('INCR', 'visits'); // 42
   * tidelock.call<string[]>('LRANGE', 'queue', 0, -1); // []
   * ```
   */
  call<T extends Value = Value>(name: string, ...args: Argument[]): T;

  /**
   * Runs a command that may wait, such as BLPOP, XREAD with BLOCK, or WAIT. The promise settles when another session
   * brings what the command waits for, or when its time is up. With the host's clock the latter happens by itself; with an
   * injected `clock` call {@link Tidelock.tick} after moving it. A session waits for one reply at a time. When it is
   * closed meanwhile, by `close()` or CLIENT KILL, the promise is rejected.
   *
   * @typeParam T what the caller knows the reply to be
   * @param name the command, in any case
   * @param args its arguments, in order
   * @returns a promise of the reply, which is rejected with what `call` would throw
   * @example
   * ```ts
   * const worker = tidelock.session();
   * const job = worker.wait<[string, string]>('BLPOP', 'jobs', 0);
   * tidelock.call('RPUSH', 'jobs', 'print');
   * await job; // ['jobs', 'print']
   * ```
   */
  wait<T extends Value = Value>(name: string, ...args: Argument[]): Promise<T>;

  /**
   * Runs a Lua script: EVAL.
   *
   * @typeParam T what the caller knows the reply to be
   * @param script its text
   * @param input its keys and arguments
   * @throws ReplyError for a script that does not compile, or ends with an error
   * @throws ScriptTimeoutError for one that runs longer than `maxScriptMilliseconds`
   * @throws TypeError for a script or input of another type
   * @throws SessionError when the command cannot run here or now
   * @example
   * ```ts
   * const increment = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
   * tidelock.eval<number>(increment, { keys: ['visits'], arguments: [10] });
   * ```
   */
  eval<T extends Value = Value>(script: string | Uint8Array, input?: ScriptInput): T;

  /**
   * Runs a script that the engine knows already, by the SHA1 of its text: EVALSHA.
   *
   * @typeParam T what the caller knows the reply to be
   * @param sha 40 hexadecimal digits, as `SCRIPT LOAD` answers them
   * @param input its keys and arguments
   * @throws ReplyError with the code `NOSCRIPT` when the script is not known, or for the reasons that `eval` has
   * @throws TypeError for a digest or input of another type
   * @throws SessionError when the command cannot run here or now
   * @example
   * ```ts
   * const sha = tidelock.call<string>('SCRIPT', 'LOAD', "return redis.call('GET', KEYS[1])");
   * tidelock.evalsha(sha, { keys: ['visits'] });
   * ```
   */
  evalsha<T extends Value = Value>(sha: string, input?: ScriptInput): T;
}

/** The form of a session's replies, and who gets its messages. */
export interface SessionOptions {
  /**
   * The version of the protocol, on which the form of replies depends: with 3 maps come as `Map`, sets as `Set`, and
   * doubles as numbers. 2 by default.
   *
   * @example
   * ```ts
   * tidelock.session({ resp: 3 }).call('HGETALL', 'user:1'); // Map(1) { 'name' => 'Ada' }
   * ```
   */
  resp?: 2 | 3;

  /**
   * Whether strings are answered as `Uint8Array`, for values that are no UTF-8 text. `false` by default.
   *
   * @example
   * ```ts
   * tidelock.session({ bytes: true }).call('GET', 'picture'); // Uint8Array(4) [ 137, 80, 78, 71 ]
   * ```
   */
  bytes?: boolean;

  /**
   * Gets whatever comes without being a reply: confirmations of subscriptions, messages and lines of MONITOR. It is called
   * after the command that caused the message. What it throws becomes an unhandled rejection. By default messages are
   * dropped.
   *
   * @example
   * ```ts
   * const subscriber = tidelock.session({ onPush: (message) => console.log(message) });
   * subscriber.call('SUBSCRIBE', 'news');
   * tidelock.call('PUBLISH', 'news', 'hello');
   * // [ 'subscribe', 'news', 1 ]
   * // [ 'message', 'news', 'hello' ]
   * ```
   */
  onPush?: (message: Value) => void;
}

/**
 * What a connection to a server would be: it has a database that is selected, a transaction, watched keys, subscriptions
 * and a version of the protocol. {@link Tidelock.session} makes one.
 *
 * @example
 * ```ts
 * using session = tidelock.session();
 * session.call('SELECT', 1);
 * session.call('SET', 'key', 'in database 1');
 * ```
 */
export interface Session extends Commands {
  /**
   * Ends the session and with it its watches, subscriptions and transaction; a promise of `wait` is rejected. Ending it
   * again does nothing.
   */
  close(): void;

  /** As `close`: at the end of a block with `using session = tidelock.session()`. */
  [dispose](): void;

  /** As `close`: at the end of a block with `await using`. */
  [asyncDispose](): Promise<void>;
}

/** The value of a setting: a text as in redis.conf, or a number where it takes one, or a boolean for `yes` or `no`. */
export type SettingValue = string | number | boolean;

/** The options of an engine. */
export interface TidelockOptions {
  /**
   * The clock that TTLs, TIME, stream IDs and timeouts follow. By default it is that of the host: `Date` and `performance`,
   * which fake timers may have replaced.
   *
   * @example
   * ```ts
   * const clock = new ManualClock(Date.UTC(2030, 0, 1));
   * const tidelock = new Tidelock({ clock });
   * ```
   */
  clock?: Clock;

  /**
   * Draws numbers from 0 to less than 1, for SPOP, RANDOMKEY and other commands that choose at random. `Math.random` by
   * default.
   *
   * @example
   * ```ts
   * new Tidelock({ random: () => 0.5 }); // chooses alike each time
   * ```
   */
  random?: Random;

  /**
   * Settings by their names in redis.conf, in any case. Those that are not given have Redis's defaults. Amounts of memory
   * are numbers of bytes, or texts with a unit such as `'1mb'`; times are in the unit that redis.conf says.
   *
   * An embedded engine does not measure its memory: `maxmemory`, `maxmemory-clients` and `lua-memory-limit` take only 0,
   * which means no limit.
   *
   * @example
   * ```ts
   * new Tidelock({ settings: { 'notify-keyspace-events': 'KEA', databases: 4, 'lazyfree-lazy-expire': true } });
   * ```
   */
  settings?: Readonly<Record<string, SettingValue>>;

  /**
   * Gets what scripts log by `redis.log`, unless the setting `loglevel` leaves it out, and the engine's own messages. It is
   * called in the middle of a command, so it cannot call the engine. By default nothing is logged.
   *
   * @example
   * ```ts
   * new Tidelock({ log: (level, message) => console.log(`${level}: ${message}`) });
   * ```
   */
  log?: (level: LogLevel, message: string) => void;

  /**
   * Whether there are scripts and functions. They are compiled to JavaScript, which the host has to allow; a page does so
   * by `'unsafe-eval'` in its Content-Security-Policy. With `false` all commands of scripts and functions, such as EVAL,
   * are unknown, and the engine also runs where that is forbidden. `true` by default.
   *
   * @example
   * ```ts
   * new Tidelock({ scripts: false }); // in an edge worker
   * ```
   */
  scripts?: boolean;

  /**
   * How long a script, a function or the loading of a library may run, in milliseconds of real time, whatever `clock` is
   * injected and however timers are faked. One that runs longer is ended by a `ScriptTimeoutError`, which no `pcall`
   * of the script catches; what it wrote before stays written. Without a limit a script that never ends holds up the
   * process for ever. `Infinity`, which means no limit, by default.
   *
   * @example
   * ```ts
   * const tidelock = new Tidelock({ maxScriptMilliseconds: 1000 });
   * tidelock.eval('while true do end'); // throws a ScriptTimeoutError after a second
   * ```
   */
  maxScriptMilliseconds?: number;
}
