/**
 * A session of an embedded engine: a client whose replies come back as values. All its methods but `wait` answer at once.
 * Messages are handed over when the engine is done with the command that caused them, so that whoever gets one may call
 * the engine.
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

/** Stands for the reply of a command that is held back, and so has none yet. */
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
  /** Whether a command of this session is under way. */
  #isRunning = false;
  /** The reply of the command that is under way; undefined until it comes, and for a command without one. */
  #reply: Reply | undefined;
  #waiting: Waiting | undefined;

  /**
   * @param options have been checked
   * @param isShared whether it is the engine's own session, which all who have the engine share
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

  /** A command is no longer held back. If it has no reply, because of CLIENT REPLY OFF, its wait ends here. */
  resume(): void {
    if (this.#waiting !== undefined && !this.#isHeld) this.#settle()?.resolve(null);
  }

  /** Whether the last command has not been answered yet: it blocks, or CLIENT PAUSE holds it back. */
  get #isHeld(): boolean {
    return this.#client.isBlocked || this.#client.paused;
  }

  /** The form of replies now, since HELLO may have changed the version of the protocol. */
  get #shape(): ValueShape {
    return { bytes: this.#bytes, resp: this.#client.resp };
  }

  /**
   * Runs a command.
   *
   * @param waiting gets the reply of a command that is held back; without it no command may wait
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

  /** For `call`, which does not wait: a blocking command answers as on timeout, and one held back by a pause never runs. */
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

  /** Takes what the engine sends to the client. */
  #receive(reply: Reply): void {
    if (reply instanceof PushReply) this.#push(reply);
    else if (this.#isRunning) {
      // What came before was no reply, since the reply comes last: a monitor, for example, is shown its own command first.
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

  /** Called when the client is closed, by itself or another one. */
  #end(): void {
    this.#host.sessions.delete(this.#client);
    this.#settle()?.reject(new SessionError('CLOSED', 'the session was closed while it waited for a reply'));
  }

  /** Ends the wait, if there is one. Answers who waited. */
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
