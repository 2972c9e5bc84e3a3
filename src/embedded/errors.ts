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
  override readonly name = 'ReplyError';
  /** The first word of the message, such as `ERR`, `WRONGTYPE` or `NOSCRIPT`. */
  readonly code: string;

  /** @param message the whole line, beginning with the code */
  constructor(message: string) {
    super(message);
    this.code = message.split(' ', 1)[0];
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
