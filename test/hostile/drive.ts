/** Sends inputs to a server, and judges what became of it. */
import { ByteClient } from '../server/byte-client.ts';
import { printCommand } from '../support/wire.ts';
import { describe, type Input, inputOf } from './inputs.ts';
import type { Scene } from './scenes.ts';
import type { Stream } from './streams.ts';
import { Target, THRESHOLD } from './target.ts';
import { vocabulary } from './vocabulary.ts';

/** How long others may wait besides the threshold, in milliseconds: what is longer is looked at again... */
const QUIET_WAIT = 200;
/** ... and what is longer than this is wrong however busy the machine is. */
const BUSY_WAIT = 1000;
/** How often an input is sent again, to a fresh server, until others do not have to wait. */
const AGAIN = 3;
/** How many inputs are sent again: those for which others waited longest. */
const MOST_AGAIN = 10;
/** Loading a library may take so long, during which Redis, too, answers nobody. */
const LOADING = 500;
/** A script, its kill, or the end of the server takes no longer. */
const PATIENCE = 60_000;
/** After so many inputs all is deleted, and the memory is looked at. */
const MEMORY_EVERY = 100;
/** The megabytes that the process may hold at rest. */
const MEMORY_AT_REST = 700;

interface Outcome {
  /** What went wrong; empty for nothing. */
  readonly faults: string[];
  /** The longest wait beyond what is allowed before anybody is told that the server is busy, and beyond what this process was late itself, in milliseconds. */
  readonly wait: number;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Drive {
  sent = 0;
  readonly #seed: number;
  readonly #failures: string[] = [];
  readonly #suspects: { number: number; wait: number }[] = [];
  #target: Target | undefined;
  #longest = { wait: 0, kill: 0, number: 0 };
  #kills = 0;
  #unkillable = 0;
  #restarts = 0;
  #mostMemory = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Sends the input of a number. */
  async send(number: number): Promise<void> {
    this.sent++;
    const { faults, wait } = await this.#try(number);
    if (wait > BUSY_WAIT) faults.push(`others waited ${Math.round(wait)} ms too long`);
    else if (wait > QUIET_WAIT) this.#suspects.push({ number, wait });
    if (faults.length > 0) this.#fail(number, faults);
    if (this.sent % MEMORY_EVERY === 0) await this.#checkMemory(number);
  }

  /** Sends again what others waited for longest; answers all failures. */
  async finish(): Promise<readonly string[]> {
    const worst = [...this.#suspects].sort((a, b) => b.wait - a.wait).slice(0, MOST_AGAIN);
    for (const { number } of worst) {
      const faults: string[] = [];
      let shortest = Number.POSITIVE_INFINITY;
      for (let time = 0; time < AGAIN && faults.length === 0 && shortest > QUIET_WAIT; time++) {
        await this.#target?.stop();
        this.#target = undefined;
        const outcome = await this.#try(number);
        faults.push(...outcome.faults);
        shortest = Math.min(shortest, outcome.wait);
      }
      if (shortest > QUIET_WAIT) faults.push(`others waited ${Math.round(shortest)} ms too long, each time`);
      if (faults.length > 0) this.#fail(number, faults);
    }
    if (this.#target !== undefined) await this.#checkMemory(this.sent - 1);
    await this.#target?.stop();
    return this.#failures;
  }

  summary(): string {
    const { wait, kill, number } = this.#longest;
    return [
      `${this.sent} inputs of seed ${this.#seed}`,
      `longest wait ${Math.round(wait)} ms (input ${number}), ${THRESHOLD} ms of it until a script counts as long`,
      `longest kill ${Math.round(kill)} ms`,
      `${this.#kills} killed`,
      `${this.#unkillable} that had written`,
      `${this.#restarts} restarts`,
      `${this.#suspects.length} for which others waited more than ${QUIET_WAIT} ms longer`,
      `at most ${this.#mostMemory} MB at rest`,
    ].join('; ');
  }

  #fail(number: number, faults: readonly string[]): void {
    const input = describe(inputOf(this.#seed, number, vocabulary()));
    const text = `FAILED --seed ${this.#seed} --only ${number}: ${faults.join('; ')}\n  ${input}`;
    this.#failures.push(text);
    console.log(text);
  }

  async #try(number: number): Promise<Outcome> {
    if (this.#target === undefined) {
      this.#target = await Target.start();
      this.#restarts++;
    }
    const target = this.#target;
    const { watcher } = target;
    watcher.waits = { answer: 0, kill: 0, own: 0 };
    const before = { kills: watcher.kills, unkillable: watcher.unkillable };
    const input = inputOf(this.#seed, number, vocabulary());
    const faults: string[] = [];
    if (!(await inTime(perform(target, input)))) faults.push('it was never answered');
    else if (!(await inTime(watcher.served()))) faults.push('others were never answered');
    if (watcher.hasShutDown) {
      for (let time = 0; time < 300 && target.isRunning; time++) await sleep(10);
      if (target.isRunning) faults.push('SHUTDOWN NOSAVE does not end the server');
    } else if (!target.isRunning) {
      await sleep(100);
      faults.push(`the server died:\n${target.server.log().slice(-2000)}`);
    } else if (faults.length === 0 && !(await target.hasItsData())) faults.push('data is lost');
    const { answer, kill, own } = watcher.waits;
    this.#kills += watcher.kills - before.kills;
    this.#unkillable += watcher.unkillable - before.unkillable;
    const allowed = THRESHOLD + blockedAnyway(input);
    if (answer > this.#longest.wait) Object.assign(this.#longest, { wait: answer, number });
    this.#longest.kill = Math.max(this.#longest.kill, kill);
    if (!target.isRunning || watcher.isGone || faults.length > 0) {
      await target.stop();
      this.#target = undefined;
    }
    return { faults, wait: Math.max(answer - allowed, kill) - own };
  }

  async #checkMemory(number: number): Promise<void> {
    const megabytes = await this.#target?.memoryAtRest();
    if (megabytes === undefined) return;
    this.#mostMemory = Math.max(this.#mostMemory, megabytes);
    if (megabytes > MEMORY_AT_REST) {
      this.#failures.push(`after input ${number} of seed ${this.#seed} ${megabytes} MB are in use at rest`);
    }
  }
}

/** For how many milliseconds Redis, too, answers nobody. */
function blockedAnyway(input: Input): number {
  if (input.kind === 'library') return LOADING;
  return input.kind === 'scene' ? (input.scene.blocks ?? 0) : 0;
}

/** Whether something is done in time. */
async function inTime(action: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  const done = await Promise.race([action.then(() => true), late]);
  clearTimeout(timer);
  return done;
}

async function perform(target: Target, input: Input): Promise<void> {
  if (input.kind === 'script') return target.run(printCommand(input.words));
  if (input.kind === 'library') {
    const load = printCommand(['FUNCTION', 'LOAD', 'REPLACE', input.text]);
    return target.run(load + printCommand(['FCALL', 'hostile', '1', 'h:1', 'x']));
  }
  return input.kind === 'stream'
    ? sendStream(target.server.port, input.stream)
    : play(target.server.port, input.scene);
}

async function sendStream(port: number, { pieces, leaves }: Stream): Promise<void> {
  const client = await ByteClient.connect(port);
  for (const piece of pieces) {
    await Promise.race([client.write(piece), client.closed(), sleep(2000)]);
    if (client.isClosed) return;
  }
  // What is not complete is never answered; nobody waits for more than a while.
  if (!leaves) await Promise.race([client.closed(), sleep(20)]);
  client.destroy();
}

async function play(port: number, { clients }: Scene): Promise<void> {
  await Promise.all(
    clients.map(async ({ bytes, times, reads, leavesAfter }) => {
      const client = await ByteClient.connect(port).catch(() => undefined);
      if (client === undefined) return;
      if (!reads) client.pause();
      const leaving = sleep(leavesAfter);
      const writing = (async () => {
        for (let time = 0; time < times && !client.isClosed; time++) await client.write(bytes);
      })();
      await Promise.race([writing.then(() => leaving), leaving]);
      client.destroy();
    }),
  );
}
