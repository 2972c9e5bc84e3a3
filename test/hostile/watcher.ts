/**
 * A client that has nothing to do with what is going on: it sends one PING after the other, notes how long each answer
 * takes, and when it is told that a script keeps the server busy it has the script ended.
 */
import { RawClient } from '../support/raw-client.ts';

/** No answer for so long means that there will be none. */
const PATIENCE = 60_000;
const PAUSE = 4;
const BEAT = 10;

export interface Waits {
  /** The longest wait for an answer, in milliseconds. */
  answer: number;
  /** The longest time from the kill of a script until others are served again. */
  kill: number;
  /** How late this process itself was at most, because it or the machine had other things to do. */
  own: number;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Watcher {
  waits: Waits = { answer: 0, kill: 0, own: 0 };
  kills = 0;
  /** Scripts that had written, which only the end of the server ends. */
  unkillable = 0;
  /** Whether the server was told to shut down. */
  hasShutDown = false;
  isGone = false;
  readonly #client: RawClient;
  #killedAt: number | undefined;
  #isStopped = false;
  /** Who waits for the next PONG. */
  #waiting: (() => void)[] = [];
  readonly #loop: Promise<void>;
  readonly #heart: NodeJS.Timeout;

  private constructor(client: RawClient) {
    this.#client = client;
    let beat = performance.now();
    this.#heart = setInterval(() => {
      const now = performance.now();
      this.waits.own = Math.max(this.waits.own, now - beat - BEAT);
      beat = now;
    }, BEAT);
    this.#loop = this.#watch();
  }

  static async connect(port: number): Promise<Watcher> {
    return new Watcher(await RawClient.connect(port));
  }

  /** Resolves once the server has answered a PING that was sent from now on, or is gone. */
  async served(): Promise<void> {
    for (let time = 0; time < 2 && !this.isGone; time++) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#heart);
    this.#client.close();
    await this.#loop;
  }

  async #watch(): Promise<void> {
    while (!this.#isStopped) {
      const reply = await this.#ask('PING');
      if (reply === '<closed>' || reply === '<silence>') break;
      if (reply.startsWith('-BUSY')) await this.#end(reply);
      else {
        if (this.#killedAt !== undefined) {
          this.waits.kill = Math.max(this.waits.kill, performance.now() - this.#killedAt);
        }
        this.#killedAt = undefined;
        for (const resolve of this.#waiting.splice(0)) resolve();
      }
      await sleep(PAUSE);
    }
    this.isGone = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Has what keeps the server busy ended. */
  async #end(busy: string): Promise<void> {
    if (this.#killedAt !== undefined) return;
    const reply = await this.#ask(busy.includes('FUNCTION KILL') ? 'FUNCTION' : 'SCRIPT', 'KILL');
    if (reply === '+OK\r\n') {
      this.kills++;
      this.#killedAt = performance.now();
    } else if (reply.startsWith('-UNKILLABLE')) {
      this.unkillable++;
      this.hasShutDown = true;
      await this.#ask('SHUTDOWN', 'NOSAVE');
    }
  }

  async #ask(...words: string[]): Promise<string> {
    const start = performance.now();
    this.#client.send(...words);
    const reply = await this.#client.receive(PATIENCE);
    if (!this.#isStopped) this.waits.answer = Math.max(this.waits.answer, performance.now() - start);
    return reply;
  }
}
