/** The errors of the embedded API, besides the TypeError and RangeError of a wrong option or argument. */

/**
 * An error reply, as a Redis server sends it.
 *
 * @example
 * ```ts
 * try {
 *   tidelock.call('INCR', 'name');
 * } catch (error) {
 *   if (error instanceof ReplyError) console.log(error.code, error.message);
 *   // ERR ERR value is not an integer or out of range
 * }
 * ```
 */
export class ReplyError extends Error {
  override readonly name: 'ReplyError' | 'ScriptTimeoutError' = 'ReplyError';
  /** The first word of the message, such as `ERR`, `WRONGTYPE` or `NOSCRIPT`. */
  readonly code: string;

  /** @param message the whole line, beginning with the code */
  constructor(message: string) {
    super(message);
    this.code = message.split(' ', 1)[0];
  }
}

/**
 * A script, a function or the loading of a library ran longer than `maxScriptMilliseconds`, and was ended. What it wrote
 * before stays written; the engine and its sessions go on as after any other error.
 *
 * @example
 * ```ts
 * const tidelock = new Tidelock({ maxScriptMilliseconds: 100 });
 * try {
 *   tidelock.eval('while true do end');
 * } catch (error) {
 *   if (error instanceof ScriptTimeoutError) console.log(error.milliseconds, error.line); // 100 1
 * }
 * ```
 */
export class ScriptTimeoutError extends ReplyError {
  override readonly name = 'ScriptTimeoutError';
  /** What was ended: a script by the SHA1 of its text, a function or library by its name. */
  readonly script: string;
  /** The line of the Lua text that was running; undefined if that is not known. */
  readonly line: number | undefined;
  /** How long it was allowed to run. */
  readonly milliseconds: number;

  /** @param ended what was ended, where, and by which limit */
  constructor(
    message: string,
    ended: { readonly script: string; readonly line: number | undefined; readonly milliseconds: number },
  ) {
    super(message);
    this.script = ended.script;
    this.line = ended.line;
    this.milliseconds = ended.milliseconds;
  }
}

/**
 * Why a session did not run a command:
 * - `CLOSED`: the session or its engine was closed, before the command or while it waited;
 * - `WAITING`: the session waits for the reply of a blocking command;
 * - `PAUSED`: CLIENT PAUSE holds the command back, which `call` cannot wait for;
 * - `BUSY`: the engine runs another command, which called a function of the host, such as `log`;
 * - `SHARED`: the command would take the engine's own session away from those who use it.
 */
export type SessionErrorCode = 'CLOSED' | 'WAITING' | 'PAUSED' | 'BUSY' | 'SHARED';

/**
 * A session could not run a command, or could not wait for its reply any longer. This is not a reply: either the command
 * did not run, or its session was closed.
 *
 * @example
 * ```ts
 * const worker = tidelock.session();
 * const job = worker.wait('BLPOP', 'jobs', 0);
 * worker.close();
 * await job; // rejects with a SessionError whose code is 'CLOSED'
 * ```
 */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
