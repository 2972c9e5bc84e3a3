/**
 * What an embedded engine's sessions share: the engine, and what the engine asks of its host. Functions of users run
 * outside of commands wherever that can be, and what they throw never goes through the engine.
 */
import { createEngine, drawDictSeed, type EngineParts } from '../composition.ts';
import { withDictSeed } from '../data/dict.ts';
import type { Client } from '../engine/client.ts';
import type { Engine } from '../engine/engine.ts';
import { failure } from '../engine/errors.ts';
import type { Host } from '../engine/host.ts';
import type { LogLevel } from '../engine/log-level.ts';
import { Alarm } from './alarm.ts';
import { warnOfSettings } from './settings-without-effect.ts';

/** What the host knows of a session. */
interface HostedSession {
  /** Nothing of its client is held back any more. */
  resume(): void;
}

export interface SessionHostOptions extends Omit<EngineParts, 'host'> {
  log: ((level: LogLevel, message: string) => void) | undefined;
  /** Time moves by itself, so that waits end by themselves. */
  hasAlarm: boolean;
}

export class SessionHost {
  readonly engine: Engine;
  readonly sessions = new Map<Client, HostedSession>();
  readonly #waiting = new Set<HostedSession>();
  readonly #alarm: Alarm | undefined;
  readonly #dictSeed: number;
  #messages: (() => void)[] = [];
  #isDelivering = false;

  constructor({ log, hasAlarm, ...parts }: SessionHostOptions) {
    this.#dictSeed = drawDictSeed(parts.random);
    const write = (level: LogLevel, message: string) => guarded(() => log?.(level, message));
    const host: Host = {
      log: write,
      usedMemory: () => 0,
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
   * Runs an action of the engine. Other engines may share the thread, and one may be called by a function that the other
   * calls: what modules hold for one engine at a time is this engine's meanwhile.
   */
  enter<Result>(action: () => Result): Result {
    return withDictSeed(this.#dictSeed, action);
  }

  /** Lets time events happen. */
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

  /** The engine has run something: what that caused is handed over. */
  afterRun(): void {
    if (this.#waiting.size > 0) this.#alarm?.update(true);
    if (this.#messages.length === 0 || this.#isDelivering) return;
    this.#isDelivering = true;
    // Those who get messages may cause further ones.
    while (this.#messages.length > 0) {
      const messages = this.#messages;
      this.#messages = [];
      this.enter(() => messages.forEach(guarded));
    }
    this.#isDelivering = false;
  }

  /** Hands something over once the engine has run what it runs. */
  deliver(message: () => void): void {
    this.#messages.push(message);
  }
}

/** Calls a user's function; what it throws becomes an unhandled rejection, so that it is seen. */
function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    void Promise.reject(error);
  }
}
