/** The server that hostile inputs are sent to, with what is looked at afterwards: its data and its memory. */
import { readFileSync } from 'node:fs';
import { ByteClient } from '../server/byte-client.ts';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { Watcher } from './watcher.ts';

/** After so many milliseconds a script counts as one that keeps the server busy. */
export const THRESHOLD = 100;
/** How often the witnesses are asked again while scripts of clients that have left still run. */
const MOST_BUSY = 3000;
const LUA_MEMORY = 96;

const WITNESSES: readonly (readonly string[])[] = [
  ['SET', 'string', 'kept'],
  ['RPUSH', 'list', 'a', 'b', 'c'],
  ['HSET', 'hash', 'a', '1', 'b', '2'],
  ['SADD', 'set', 'a', 'b', 'c'],
  ['ZADD', 'zset', '1', 'a', '2', 'b'],
  ['XADD', 'stream', '1-1', 'f', 'v'],
];
const QUESTIONS: readonly (readonly string[])[] = [
  ['GET', 'string'],
  ['LRANGE', 'list', '0', '-1'],
  ['HGETALL', 'hash'],
  ['SMEMBERS', 'set'],
  ['ZRANGE', 'zset', '0', '-1', 'WITHSCORES'],
  ['XRANGE', 'stream', '-', '+'],
];

export class Target {
  readonly server: RunningServer;
  readonly watcher: Watcher;
  /** Runs scripts, whose replies may be of any size. */
  runner: ByteClient;
  readonly #witness: RawClient;
  #expected = '';
  #number = 0;

  private constructor(server: RunningServer, watcher: Watcher, runner: ByteClient, witness: RawClient) {
    this.server = server;
    this.watcher = watcher;
    this.runner = runner;
    this.#witness = witness;
  }

  static async start(): Promise<Target> {
    const server = await startTidelock([
      ...['--busy-reply-threshold', String(THRESHOLD)],
      ...['--lua-memory-limit', `${LUA_MEMORY}mb`],
    ]);
    const target = new Target(
      server,
      await Watcher.connect(server.port),
      await ByteClient.connect(server.port),
      await RawClient.connect(server.port),
    );
    await target.#fill();
    return target;
  }

  get isRunning(): boolean {
    const { exitCode, signalCode } = this.server.process;
    return exitCode === null && signalCode === null;
  }

  /** Sends a request on the runner's connection; resolves once it has been answered or the connection is gone. */
  async run(request: string): Promise<void> {
    if (this.runner.isClosed) this.runner = await ByteClient.connect(this.server.port);
    const token = `answered ${++this.#number}`;
    await Promise.race([
      this.runner.write(`${request}*2\r\n$4\r\nECHO\r\n$${token.length}\r\n${token}\r\n`),
      this.runner.closed(),
    ]);
    await this.runner.endsWith(`${token}\r\n`);
  }

  /** Whether the witnesses hold what they held at first. Scripts of clients that have left may still be running. */
  async hasItsData(): Promise<boolean> {
    let read = await this.#read();
    for (let time = 0; time < MOST_BUSY && read.includes('BUSY'); time++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      read = await this.#read();
    }
    return read === this.#expected;
  }

  /** The megabytes of the process when all is deleted and all garbage is collected; undefined where nobody can tell. */
  async memoryAtRest(): Promise<number | undefined> {
    for (const words of [
      ['FLUSHALL'],
      ['SCRIPT', 'FLUSH'],
      ['FUNCTION', 'FLUSH'],
      // Before it refuses a command for want of memory the server collects all garbage.
      ['CONFIG', 'SET', 'maxmemory', '1'],
      ['SET', 'string', 'refused'],
      ['CONFIG', 'SET', 'maxmemory', '0'],
    ]) {
      await this.#ask(words);
    }
    await this.#fill();
    try {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(
        readFileSync(`/proc/${this.server.process.pid}/status`, 'utf8'),
      )?.[1];
      return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
    } catch {
      return undefined;
    }
  }

  async stop(): Promise<void> {
    await this.watcher.stop();
    this.#witness.close();
    this.runner.destroy();
    await this.server.stop();
  }

  async #fill(): Promise<void> {
    await this.#ask(['SELECT', '9']);
    for (const words of WITNESSES) await this.#ask(words);
    this.#expected = await this.#read();
  }

  async #read(): Promise<string> {
    let all = '';
    for (const words of QUESTIONS) all += await this.#ask(words);
    return all;
  }

  async #ask(words: readonly string[]): Promise<string> {
    this.#witness.send(...words);
    return this.#witness.receive(60_000);
  }
}
