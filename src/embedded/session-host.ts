/**
 * What the sessions of an embedded engine share: the engine itself, and what the engine asks of its host. The functions
 * that users pass are called outside of commands wherever possible, and what they throw never passes through the engine.
 */
import { createEngine, drawDictSeed, type EngineParts } from '../composition.ts';
import { withDictSeed } from '../data/dict.ts';
import type { Client } from '../engine/client.ts';
import type { Engine } from '../engine/engine.ts';
import { failure } from '../engine/errors.ts';
import type { Host } from '../engine/host.ts';
import type { LogLevel } from '../engine/log-level.ts';
import { Alarm } from './alarm.ts';
import { realTime } from './clocks.ts';
import { warnOfSettings } from './settings-without-effect.ts';

/** What the host knows of a session. */
interface HostedSession {
  /** Called when the engine no longer holds a command of the client back. */
  resume(): void;
}

export interface SessionHostOptions extends Omit<EngineParts, 'host'> {
  log: ((level: LogLevel, message: string) => void) | undefined;
  /** Whether the clock moves by itself, so that waits have to end by themselves, too. */
  hasAlarm: boolean;
  /** How long a script may run; undefined for as long as it wants. */
  scriptMilliseconds?: number;
}

export class SessionHost {
  readonly engine: Engine;
  readonly sessions = new Map<Client, HostedSession>();
  readonly #waiting = new Set<HostedSession>();
  readonly #alarm: Alarm | undefined;
  readonly #dictSeed: number;
  #messages: (() => void)[] = [];
  #isDelivering = false;

  constructor({ log, hasAlarm, scriptMilliseconds, ...parts }: SessionHostOptions) {
    this.#dictSeed = drawDictSeed(parts.random);
    const write = (level: LogLevel, message: string) => guarded(() => log?.(level, message));
    const host: Host = {
      log: write,
      usedMemory: () => 0,
      realTime,
      scriptMilliseconds,
      shutdown: () => {
        write('warning', 'An embedded engine does not shut down its process: close() ends it.');
        throw failure('Errors trying to SHUTDOWN. Check logs.');
      },
      resume: (client) => this.sessions.get(client)?.resume(),
      drain: () => {},
      information: () => ({}),
    };
    this.engine = this.enter(() => createEngine({ ...parts, dictSeed: this.#dictSeed, host }));
    warnOfSettings(this.engine.settings, write);
    if (hasAlarm) this.#alarm = new Alarm(this.engine, () => this.tick());
  }

  /**
   * Runs an action of the engine. Several engines may share a thread, and one may even call a function that calls another.
   * Some variables of modules belong to one engine at a time, and while the action runs they are this engine's.
   */
  enter<Result>(action: () => Result): Result {
    return withDictSeed(this.#dictSeed, action);
  }

  /** Lets the engine do what is due by now. */
  tick(): void {
    this.enter(() => this.engine.cron());
    this.afterRun();
  }

  /** A session's `wait` begins. */
  beginWait(session: HostedSession): void {
    this.#waiting.add(session);
    this.#alarm?.update(true);
  }

  /** A session's `wait` is over. */
  endWait(session: HostedSession): void {
    this.#waiting.delete(session);
    if (this.#waiting.size === 0) this.#alarm?.update(false);
  }

  /** To be called after the engine has run anything: the messages that this caused are handed over. */
  afterRun(): void {
    if (this.#waiting.size > 0) this.#alarm?.update(true);
    if (this.#messages.length === 0 || this.#isDelivering) return;
    this.#isDelivering = true;
    // Whoever gets a message may cause further ones.
    while (this.#messages.length > 0) {
      const messages = this.#messages;
      this.#messages = [];
      this.enter(() => messages.forEach(guarded));
    }
    this.#isDelivering = false;
  }

  /** Keeps a message, which is handed over when the engine is done with what it runs now. */
  deliver(message: () => void): void {
    this.#messages.push(message);
  }
}

/** Calls a function of a user. What it throws becomes an unhandled rejection, so that it does not go unseen. */
function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    void Promise.reject(error);
  }
}
