/**
 * A session of the embedded engine: a client whose replies come back as values. It is synchronous; only `wait` answers
 * later. Messages are handed over once the engine has done with the command that caused them, so that whoever gets them
 * may call the engine.
 */
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Client } from '../engine/client.ts';
import type { Context } from '../engine/context.ts';
import { describe } from '../options/check.ts';
import { ErrorReply, PushReply, type Reply } from '../protocol/reply.ts';
import type { Argument, ScriptInput, Session, SessionOptions, Value } from './api.ts';
import { asyncDispose, dispose } from './disposable.ts';
import { SessionError } from './errors.ts';
import { readScriptInput } from './script-input.ts';
import type { SessionHost } from './session-host.ts';
import { sharedSessionRefusal } from './shared-session.ts';
import { isBytes, toByteString, toReplyError, toValue, type ValueShape } from './values.ts';

/** What a command has for its reply as long as it is held back. */
const HELD = Symbol('held');

interface Waiting {
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
}

export class EmbeddedSession implements Session {
  readonly #host: SessionHost;
  readonly #client: Client<Context>;
  readonly #isShared: boolean;
  readonly #bytes: boolean;
  readonly #onPush: ((message: Value) => void) | undefined;
  /** A command of this session is under way. */
  #isRunning = false;
  /** The reply of the command under way; undefined before it came, and where there is none. */
  #reply: Reply | undefined;
  #waiting: Waiting | undefined;

  /**
   * @param options checked already
   * @param isShared the engine's own session, which many share
   */
  constructor(host: SessionHost, options: SessionOptions, isShared: boolean) {
    this.#host = host;
    this.#isShared = isShared;
    this.#bytes = options.bytes ?? false;
    this.#onPush = options.onPush;
    this.#client = host.engine.createClient({
      address: 'embedded:0',
      output: { send: (reply) => this.#receive(reply), close: () => this.#end(), pendingBytes: () => 0 },
    });
    this.#client.authenticated = true;
    this.#client.resp = options.resp ?? 2;
    host.sessions.set(this.#client, this);
  }

  get isClosed(): boolean {
    return this.#client.closed;
  }

  call<T extends Value = Value>(name: string, ...args: Argument[]): T {
    return this.#answer(this.#run(name, toWords(name, args))) as T;
  }

  wait<T extends Value = Value>(name: string, ...args: Argument[]): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { resolve: resolve as (value: Value) => void, reject };
      const reply = this.#run(name, toWords(name, args), waiting);
      if (reply !== HELD) resolve(this.#answer(reply) as T);
    });
  }

  eval<T extends Value = Value>(script: string | Uint8Array, input?: ScriptInput): T {
    if (typeof script !== 'string' && !isBytes(script)) {
      throw new TypeError(`eval: the script must be a string or a Uint8Array, not ${describe(script)}`);
    }
    return this.#answer(this.#run('EVAL', readScriptInput('eval', script, input))) as T;
  }

  evalsha<T extends Value = Value>(sha: string, input?: ScriptInput): T {
    if (typeof sha !== 'string')
      throw new TypeError(`evalsha: the SHA1 must be a string, not ${describe(sha)}`);
    return this.#answer(this.#run('EVALSHA', readScriptInput('evalsha', sha, input))) as T;
  }

  close(): void {
    this.#client.close();
  }

  [dispose](): void {
    this.close();
  }

  async [asyncDispose](): Promise<void> {
    this.close();
  }

  /** The engine holds nothing of this client back any more: a command without a reply (CLIENT REPLY OFF) ends here. */
  resume(): void {
    if (this.#waiting !== undefined && !this.#isHeld) this.#settle()?.resolve(null);
  }

  /** Whether the last command has not been answered yet: it blocks, or CLIENT PAUSE holds it back. */
  get #isHeld(): boolean {
    return this.#client.isBlocked || this.#client.paused;
  }

  /** HELLO may have changed the protocol version. */
  get #shape(): ValueShape {
    return { bytes: this.#bytes, resp: this.#client.resp };
  }

  /**
   * Runs a command.
   *
   * @param waiting who gets the reply of a command that is held back; without it the command is not to wait
   */
  #run(name: string, words: string[], waiting?: Waiting): Reply | undefined | typeof HELD {
    const { engine } = this.#host;
    const client = this.#client;
    if (client.closed) throw new SessionError('CLOSED', 'the session is closed');
    if (this.#waiting !== undefined) {
      throw new SessionError('WAITING', 'the session waits for the reply of a blocking command');
    }
    if (engine.depth > 0) {
      throw new SessionError('BUSY', 'the engine runs a command: functions that it calls cannot call it');
    }
    const refusal = this.#isShared ? sharedSessionRefusal(engine, name, words) : undefined;
    if (refusal !== undefined) throw new SessionError('SHARED', refusal);
    this.#reply = undefined;
    this.#isRunning = true;
    try {
      this.#host.enter(() => {
        engine.beginBatch();
        if (engine.nextDeadline() <= engine.keyspace.now) engine.cron();
        engine.execute(client, encodeUtf8(name), words);
        if (waiting === undefined) this.#stopWaiting();
      });
      if (waiting !== undefined && this.#isHeld) {
        this.#waiting = waiting;
        this.#host.beginWait(this);
        return HELD;
      }
      return this.#reply;
    } finally {
      this.#isRunning = false;
      this.#host.afterRun();
    }
  }

  /** `call` does not wait: what blocks is answered as on timeout, what a pause holds back does not run at all. */
  #stopWaiting(): void {
    const client = this.#client;
    const { engine } = this.#host;
    engine.blocking.unblock(client, false);
    if (!client.paused) return;
    engine.pause.forget(client);
    client.paused = false;
    throw new SessionError(
      'PAUSED',
      'CLIENT PAUSE holds the command back: wait() settles when the pause ends',
    );
  }

  /** The output of the client. */
  #receive(reply: Reply): void {
    if (reply instanceof PushReply) this.#push(reply);
    else if (this.#isRunning) {
      // The reply comes last: a monitor is shown its own command before.
      if (this.#reply !== undefined) this.#push(this.#reply);
      this.#reply = reply;
    } else if (this.#waiting === undefined || this.#isHeld) this.#push(reply);
    else if (reply instanceof ErrorReply) this.#settle()?.reject(toReplyError(reply));
    else this.#settle()?.resolve(toValue(reply, this.#shape));
  }

  #push(message: Reply): void {
    const onPush = this.#onPush;
    if (onPush === undefined) return;
    const value = toValue(message, this.#shape);
    this.#host.deliver(() => onPush(value));
  }

  /** The client was closed, by whomever. */
  #end(): void {
    this.#host.sessions.delete(this.#client);
    this.#settle()?.reject(new SessionError('CLOSED', 'the session was closed while it waited for a reply'));
  }

  /** Nobody waits any more. */
  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#host.endWait(this);
    return waiting;
  }

  #answer(reply: Reply | undefined | typeof HELD): Value {
    if (reply instanceof ErrorReply) throw toReplyError(reply);
    if (reply !== undefined && reply !== HELD) return toValue(reply, this.#shape);
    if (this.#client.closed) throw new SessionError('CLOSED', 'the command closed the session');
    return null;
  }
}

/** A command's arguments as byte strings. */
function toWords(name: string, args: Argument[]): string[] {
  if (typeof name !== 'string')
    throw new TypeError(`The name of a command must be a string, not ${describe(name)}`);
  const words = new Array<string>(args.length);
  for (let index = 0; index < args.length; index++) {
    words[index] = toByteString(args[index], name, 'argument', index);
  }
  return words;
}
