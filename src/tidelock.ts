/**
 * The embedded engine: Redis in this process, synchronous, with no thread and no socket. And the composition
 * root: here, and only here, engine, commands and scripting are put together.
 *
 * JavaScript strings go in as UTF-8 and come out as UTF-8; `Uint8Array` goes in as it is, and comes out where
 * a session asks for `bytes`.
 */
import { bytesToString, stringToBytes } from './bytes/convert.ts';
import { formatDouble } from './bytes/number.ts';
import { decodeUtf8, encodeUtf8 } from './bytes/utf8.ts';
import { allCommands } from './commands/commands.ts';
import { setDictSeed } from './data/dict.ts';
import type { Client } from './engine/client.ts';
import { type Clock, ManualClock, type Random, systemClock } from './engine/clock.ts';
import { Engine, type Host } from './engine/engine.ts';
import { failure } from './engine/errors.ts';
import type { LogLevel } from './engine/log-level.ts';
import { SettingError } from './engine/setting-kinds.ts';
import { SettingsRegistry } from './engine/settings.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  GeneratedReply,
  NullArrayReply,
  PushReply,
  type Reply,
  type RichReply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from './protocol/reply.ts';

export type { Clock, Random };
export { ManualClock };

/** What a command takes. */
export type Argument = string | number | bigint | Uint8Array;

/**
 * What a command answers: integers as numbers (bigint beyond 2^53), nil as null, strings as strings or bytes,
 * arrays as arrays; with RESP3 also doubles as numbers, booleans, maps as `Map`, sets as `Set`. An error in
 * an array (EXEC) is a `ReplyError` in its place; an error as the whole reply is raised.
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

/** An error reply. `message` is the whole line, `code` its first word (`ERR`, `WRONGTYPE`, `NOSCRIPT`). */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly code: string;
  constructor(message: string) {
    super(message);
    this.code = message.split(' ', 1)[0];
  }
}

export interface SessionOptions {
  /** Protocol version, which decides the shape of replies: 2 unless told otherwise. */
  resp?: 2 | 3;
  /** Answer strings as `Uint8Array`: for binary values. */
  bytes?: boolean;
  /** Gets what comes unasked: pub/sub messages (`['message', channel, text]`), MONITOR lines. */
  onPush?: (message: Value) => void;
}

export interface TidelockOptions {
  /** The time that TTLs, TIME and stream IDs follow; the machine's unless a test injects one. */
  clock?: Clock;
  /** Numbers in [0, 1) for SPOP, RANDOMKEY and the like; `Math.random` unless injected. */
  random?: Random;
  /** Settings by their redis.conf names: `{ 'notify-keyspace-events': 'KEA' }`. */
  settings?: Record<string, string>;
  /** Gets what scripts log with redis.log, and the engine's own messages. */
  log?: (level: LogLevel, message: string) => void;
}

export interface ScriptInput {
  keys?: Argument[];
  arguments?: Argument[];
}

/** An engine with all commands, for a host. */
export function createEngine(options: {
  clock?: Clock;
  random?: Random;
  settings?: SettingsRegistry;
  host: Host;
}): Engine {
  const random = options.random ?? Math.random;
  // Nobody outside can then choose keys that collide.
  setDictSeed(Math.floor(random() * 2 ** 32));
  return new Engine({
    commands: allCommands,
    clock: options.clock ?? systemClock(),
    random,
    settings: options.settings,
    host: options.host,
  });
}

/** One connection's worth of state: selected database, MULTI, WATCH, subscriptions, protocol version. */
export class Session {
  readonly #engine: Engine;
  readonly #client: Client;
  readonly #bytes: boolean;
  readonly #onPush: (message: Value) => void;
  /** The reply of the running call; undefined before it came. */
  #reply: Reply | undefined;
  #waiting: { resolve: (value: Value) => void; reject: (error: ReplyError) => void } | undefined;

  /** Made by `Tidelock.session`. */
  constructor(engine: Engine, options: SessionOptions = {}) {
    this.#engine = engine;
    this.#bytes = options.bytes ?? false;
    this.#onPush = options.onPush ?? (() => {});
    this.#client = engine.createClient({
      address: 'embedded:0',
      output: { send: (reply) => this.#receive(reply), close: () => {}, pendingBytes: () => 0 },
    });
    this.#client.authenticated = true;
    this.#client.resp = options.resp ?? 2;
  }

  /**
   * Runs a command and answers its reply, typed as the caller knows it to be. A blocking command does not wait
   * here: it answers as on timeout.
   * @throws ReplyError
   */
  call<T extends Value = Value>(name: string, ...args: Argument[]): T {
    this.#run(name, args);
    if (this.#client.blocked !== undefined) {
      this.#engine.blocking.unblock(this.#client, this.#client.blocked.timeoutReply);
    }
    const reply = this.#reply;
    return (reply === undefined ? null : this.#answer(reply)) as T;
  }

  /**
   * Runs a command that may wait (BLPOP, XREAD BLOCK): settles once another session brings what it waits for,
   * or `Tidelock.tick` finds that its time is up. One at a time.
   */
  wait(name: string, ...args: Argument[]): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#run(name, args);
      if (this.#client.blocked !== undefined) {
        this.#waiting = { resolve, reject };
        return;
      }
      try {
        resolve(this.#reply === undefined ? null : this.#answer(this.#reply));
      } catch (error) {
        reject(error);
      }
    });
  }

  /** EVAL. @throws ReplyError */
  eval<T extends Value = Value>(script: string, input: ScriptInput = {}): T {
    const keys = input.keys ?? [];
    return this.call('EVAL', script, keys.length, ...keys, ...(input.arguments ?? []));
  }

  /** EVALSHA. @throws ReplyError, with the code NOSCRIPT when the script is not loaded */
  evalsha<T extends Value = Value>(sha: string, input: ScriptInput = {}): T {
    const keys = input.keys ?? [];
    return this.call('EVALSHA', sha, keys.length, ...keys, ...(input.arguments ?? []));
  }

  /** Ends the session: its watches, subscriptions and transaction are gone. */
  close(): void {
    this.#client.close();
  }

  /** HELLO may have changed the protocol version. */
  get #shape(): ValueShape {
    return { bytes: this.#bytes, resp: this.#client.resp };
  }

  #run(name: string, args: Argument[]): void {
    if (this.#client.closed) throw new ReplyError('ERR the session is closed');
    if (this.#waiting !== undefined)
      throw new ReplyError('ERR the session waits for the reply of a blocking command');
    this.#reply = undefined;
    const engine = this.#engine;
    engine.beginBatch();
    if (engine.nextDeadline() <= engine.keyspace.now) engine.cron();
    engine.execute(this.#client, name, args.map(toByteString));
  }

  #receive(reply: Reply): void {
    if (this.#waiting !== undefined && !(reply instanceof PushReply)) {
      const { resolve, reject } = this.#waiting;
      this.#waiting = undefined;
      if (reply instanceof ErrorReply) reject(new ReplyError(decodeUtf8(reply.text)));
      else resolve(toValue(reply, this.#shape));
    } else if (reply instanceof PushReply || this.#reply !== undefined || this.#client.isMonitor) {
      if (this.#client.isMonitor && this.#reply === undefined) this.#reply = reply;
      else this.#onPush(toValue(reply, this.#shape));
    } else {
      this.#reply = reply;
    }
  }

  #answer(reply: Reply): Value {
    if (reply instanceof ErrorReply) throw new ReplyError(decodeUtf8(reply.text));
    return toValue(reply, this.#shape);
  }
}

/** A whole Redis in this process. Its own methods run on a session of its own. */
export class Tidelock {
  readonly #engine: Engine;
  readonly #session: Session;

  /** @throws Error on a setting that does not exist or does not take the value */
  constructor(options: TidelockOptions = {}) {
    const settings = new SettingsRegistry();
    for (const [name, text] of Object.entries(options.settings ?? {})) applySetting(settings, name, text);
    this.#engine = createEngine({
      clock: options.clock,
      random: options.random,
      settings,
      host: {
        log: options.log ?? (() => {}),
        usedMemory: () => 0,
        shutdown: () => {
          throw failure('Errors trying to SHUTDOWN. Check logs.');
        },
        resume: () => {},
        drain: () => {},
        information: () => ({}),
      },
    });
    this.#session = this.session();
  }

  /** A further session. */
  session(options?: SessionOptions): Session {
    return new Session(this.#engine, options);
  }

  /** Runs a command; the reply is typed as the caller knows it to be. @throws ReplyError */
  call<T extends Value = Value>(name: string, ...args: Argument[]): T {
    return this.#session.call(name, ...args);
  }

  /** EVAL. @throws ReplyError */
  eval<T extends Value = Value>(script: string, input?: ScriptInput): T {
    return this.#session.eval(script, input);
  }

  /** EVALSHA. @throws ReplyError */
  evalsha<T extends Value = Value>(sha: string, input?: ScriptInput): T {
    return this.#session.evalsha(sha, input);
  }

  /**
   * Lets time events happen: expiry without access, timeouts of waiting sessions. Each call does so on its own
   * when they are due; only a program that waits without calling needs this.
   */
  tick(): void {
    this.#engine.cron();
  }
}

function applySetting(settings: SettingsRegistry, name: string, text: string): void {
  const resolved = SettingsRegistry.resolve(name);
  if (resolved === undefined) throw new Error(`Unknown setting '${name}'`);
  try {
    settings.set(resolved, text);
  } catch (error) {
    if (error instanceof SettingError)
      throw new Error(`Setting '${name}' does not take '${text}': ${error.message}`);
    throw error;
  }
}

function toByteString(argument: Argument): string {
  if (typeof argument === 'string') return encodeUtf8(argument);
  if (argument instanceof Uint8Array) return bytesToString(argument);
  if (typeof argument === 'number' || typeof argument === 'bigint') return String(argument);
  throw new TypeError(
    `An argument must be a string, a number, a bigint or a Uint8Array, not ${typeof argument}`,
  );
}

/** How a session wants its values. */
interface ValueShape {
  bytes: boolean;
  resp: 2 | 3;
}

function toValue(reply: Reply, shape: ValueShape): Value {
  if (typeof reply === 'string') return shape.bytes ? stringToBytes(reply) : decodeUtf8(reply);
  if (reply === null || typeof reply !== 'object') return reply;
  const inner = (item: Reply) => toValue(item, shape);
  if (Array.isArray(reply)) return reply.map(inner);
  if (reply instanceof StatusReply) return decodeUtf8(reply.text);
  if (reply instanceof ErrorReply) return new ReplyError(decodeUtf8(reply.text));
  if (reply instanceof NullArrayReply) return null;
  if (reply instanceof VerbatimReply) return inner(reply.text);
  if (reply instanceof PushReply) return reply.items.map(inner);
  if (reply instanceof AttributeReply) return inner(reply.reply);
  if (reply instanceof GeneratedReply) return Array.from(reply.items, inner);
  return shape.resp === 3 ? toRichValue(reply, inner) : toPlainValue(reply, inner);
}

function toRichValue(reply: Exclude<RichReply, VerbatimReply>, inner: (item: Reply) => Value): Value {
  if (reply instanceof BooleanReply || reply instanceof DoubleReply) return reply.value;
  if (reply instanceof BigNumberReply) return BigInt(reply.digits);
  if (reply instanceof SetReply) return new Set(reply.members.map(inner));
  const map = new Map<Value, Value>();
  for (let at = 0; at < reply.entries.length; at += 2) {
    map.set(inner(reply.entries[at]), inner(reply.entries[at + 1]));
  }
  return map;
}

/** What RESP2 makes of them. */
function toPlainValue(reply: Exclude<RichReply, VerbatimReply>, inner: (item: Reply) => Value): Value {
  if (reply instanceof BooleanReply) return reply.value ? 1 : 0;
  if (reply instanceof DoubleReply) return inner(formatDouble(reply.value));
  if (reply instanceof BigNumberReply) return inner(reply.digits);
  return (reply instanceof SetReply ? reply.members : reply.entries).map(inner);
}
