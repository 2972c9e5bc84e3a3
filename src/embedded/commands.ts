/** How commands are run: the part of the embedded API that an engine and its sessions have in common. */
import type { Argument, Value } from './values.ts';

/** The keys and arguments of a script. */
export interface ScriptInput {
  /** The keys that the script may touch, its `KEYS`. None by default. */
  keys?: readonly Argument[];
  /** Everything else that it is told, its `ARGV`. None by default. */
  arguments?: readonly Argument[];
}

export interface Commands {
  /**
   * Runs a command and answers its reply. A blocking command does not wait here: it answers as on timeout.
   *
   * @typeParam T what the caller knows the reply to be
   * @param name the command, in any case; of commands with subcommands the first word: `'CONFIG'`
   * @param args its arguments, in order
   * @throws ReplyError for an error reply
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
   * Runs a command that may wait (BLPOP, XREAD BLOCK, WAIT): the promise settles once another session brings what it
   * waits for, or its time is up. By the host's clock that happens by itself; with an injected `clock` call
   * {@link Tidelock.tick} after moving it. A session waits for one reply at a time. When it is closed meanwhile, by
   * `close()` or CLIENT KILL, the promise is rejected.
   *
   * @typeParam T what the caller knows the reply to be
   * @param name the command, in any case
   * @param args its arguments, in order
   * @returns rejects with what `call` throws
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
   * @throws ReplyError with the code `NOSCRIPT` when the script is not known, and as `eval`
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
