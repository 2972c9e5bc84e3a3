/**
 * Where generated programs run: Tidelock's engine in this process, and a real redis-server. Both answer with the
 * bytes of the reply, in which addresses and the sign of a NaN are no difference.
 */
import { createConnection, type Socket } from 'node:net';
import { createEngine } from '../../../src/composition.ts';
import { encode } from '../../../src/protocol/encode.ts';
import { parseWire, printCommand } from '../../support/wire.ts';

/** EVAL's arguments for a program. */
function command(program: string): string[] {
  return ['EVAL', program, '2', 'k1', 'k2', 'v1', '2'];
}

/** What may differ between two right answers. */
export function comparable(reply: string): string {
  // Redis sends line ends inside an error as they are.
  const oneLine = reply.startsWith('-') ? `${reply.slice(0, -2).replace(/[\r\n]/g, ' ')}\r\n` : reply;
  return oneLine
    .replace(/-nan/g, 'nan')
    .replace(/(malformed number near '0x)[0-9a-f]{8,}/g, '$1<address>')
    .replace(/\b(table|function|thread|userdata|builtin): ?(0x)?[0-9a-f]+/g, '$1: <address>')
    .replace(/^\$\d+\r\n/gm, '$\r\n');
}

/** Runs one program on an engine that keeps nothing between programs but its globals. */
export function tidelockEvaluator(): (program: string) => string {
  const engine = createEngine({
    host: {
      log: () => {},
      usedMemory: () => 0,
      shutdown: () => {},
      resume: () => {},
      drain: () => {},
      information: () => ({}),
    },
  });
  let reply = '';
  const client = engine.createClient({
    address: '127.0.0.1:1',
    output: {
      send: (value, resp) => {
        reply += encode(value, resp);
      },
      close: () => {},
      pendingBytes: () => 0,
    },
  });
  let count = 0;
  return (program) => {
    reply = '';
    engine.beginBatch();
    const [name, ...words] = command(program);
    engine.execute(client, name, words);
    if (++count % FLUSH_EVERY === 0) {
      const answer = reply;
      engine.execute(client, 'SCRIPT', ['FLUSH']);
      return comparable(answer);
    }
    return comparable(reply);
  };
}

/** Programs between two SCRIPT FLUSH: neither server is to keep a million scripts. */
const FLUSH_EVERY = 2000;

/** A connection to a real server that takes programs in batches. */
export class RedisEvaluator {
  readonly #socket: Socket;
  #buffer = '';
  #wanted = 0;
  #replies: string[] = [];
  #settle: ((replies: string[]) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk.toString('latin1')));
    socket.on('close', () => this.#fail?.(new Error('the server closed the connection')));
    socket.on('error', (error) => this.#fail?.(error));
  }

  static connect(port: number): Promise<RedisEvaluator> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RedisEvaluator(socket)));
    });
  }

  /** Runs programs in order; the scripts are forgotten before. */
  run(programs: readonly string[]): Promise<string[]> {
    return new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
      this.#replies = [];
      this.#wanted = programs.length + 1;
      const text = [['SCRIPT', 'FLUSH'], ...programs.map(command)].map(printCommand).join('');
      this.#socket.write(Buffer.from(text, 'latin1'));
    });
  }

  close(): void {
    this.#fail = undefined;
    this.#socket.destroy();
  }

  #take(bytes: string): void {
    this.#buffer += bytes;
    let start = 0;
    for (;;) {
      const parsed = parseWire(this.#buffer, start);
      if (parsed === undefined) break;
      this.#replies.push(comparable(this.#buffer.slice(start, parsed.end)));
      start = parsed.end;
    }
    this.#buffer = this.#buffer.slice(start);
    if (this.#replies.length >= this.#wanted) this.#settle?.(this.#replies.slice(1));
  }
}
