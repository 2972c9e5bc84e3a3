/**
 * Tidelock's engine in this process as a peer: no build, no thread, no socket, the same bytes.
 *
 * `CONFORMANCE=embedded` runs the cases on it. Requests go through the engine's own decoder, replies through its
 * encoder; time events happen whenever something is sent or awaited.
 */

import { createEngine } from '../../../src/composition.ts';
import type { Client } from '../../../src/engine/client.ts';
import type { Context } from '../../../src/engine/context.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { SettingsRegistry } from '../../../src/engine/settings.ts';
import { RequestDecoder } from '../../../src/protocol/decode.ts';
import { encode } from '../../../src/protocol/encode.ts';
import { ErrorReply } from '../../../src/protocol/reply.ts';
import { endOfReply } from '../../support/wire.ts';
import type { Connection, Peer } from './run.ts';

const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset).toString('latin1', start, end);

/** What runs commands and time events: an engine, or something that watches one. */
export type Runner = Pick<Engine, 'execute' | 'cron'>;

class InProcessConnection implements Connection {
  readonly #engine: Engine;
  readonly #runner: Runner;
  readonly #decoder: RequestDecoder;
  readonly #client: Client<Context>;
  readonly #frames: string[] = [];
  #text = '';
  #ended = false;

  constructor(
    engine: Engine,
    runner: Runner,
    onOpen: (client: Client, connection: InProcessConnection) => void,
  ) {
    this.#engine = engine;
    this.#runner = runner;
    this.#decoder = new RequestDecoder(latin1, { maxBulkLength: engine.settings.values.protoMaxBulkLen });
    this.#client = engine.createClient({
      address: '127.0.0.1:50000',
      output: {
        send: (reply, resp) => this.#take(encode(reply, resp)),
        close: () => {
          this.#ended = true;
        },
        pendingBytes: () => 0,
      },
    });
    onOpen(this.#client, this);
  }

  #take(bytes: string): void {
    this.#text += bytes;
    for (let end = endOfReply(this.#text); end !== undefined; end = endOfReply(this.#text)) {
      this.#frames.push(this.#text.slice(0, end));
      this.#text = this.#text.slice(end);
    }
  }

  write(bytes: string): void {
    const buffer = Buffer.from(bytes, 'latin1');
    this.#decoder.feed(buffer, 0, buffer.length);
    this.run();
  }

  /** Runs what was sent and may run by now: the host's answer to a client that is let go. */
  run(): void {
    const client = this.#client;
    this.#engine.beginBatch();
    this.#runner.cron();
    while (!client.isBlocked && !client.paused && !client.closed) {
      if (!this.#decoder.next()) break;
      this.#runner.execute(client, this.#decoder.name, this.#decoder.args);
    }
    if (this.#decoder.error === undefined || client.closed) return;
    this.#engine.replyToNonsense(client, new ErrorReply(this.#decoder.error));
    client.close();
  }

  async receive(): Promise<string> {
    for (const deadline = Date.now() + 4000; Date.now() < deadline; ) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#ended) return '<closed>';
      await new Promise((resolve) => setTimeout(resolve, 2));
      this.#engine.beginBatch();
      this.#runner.cron();
    }
    return '<silence>';
  }

  close(): void {
    this.#client.close();
  }
}

/**
 * An engine of its own. `options` are as on the command line: `['--maxmemory', '1mb']`; `watch` answers what is to run
 * the engine's commands in its place.
 */
export async function inProcessPeer(
  options: readonly string[],
  watch: (engine: Engine) => Runner = (engine) => engine,
): Promise<Peer> {
  const connections = new Map<Client, InProcessConnection>();
  const settings = new SettingsRegistry();
  for (let at = 0; at < options.length; at += 2) {
    const name = SettingsRegistry.resolve(options[at].replace(/^--/, ''));
    if (name === undefined) throw new Error(`no such setting: ${options[at]}`);
    settings.set(name, options[at + 1]);
  }
  const engine = createEngine({
    settings,
    host: {
      log: () => {},
      usedMemory: () => 0,
      shutdown: () => {},
      resume: (client) => queueMicrotask(() => connections.get(client)?.run()),
      drain: () => {},
      information: () => ({}),
    },
  });
  const runner = watch(engine);
  const peer: Peer = {
    name: 'tidelock in process',
    connect: async () =>
      new InProcessConnection(engine, runner, (client, connection) => connections.set(client, connection)),
    stop: async () => {},
  };
  return peer;
}
