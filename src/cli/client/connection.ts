/**
 * A connection to a server, for one command at a time: its owner sends the command, and then reads replies in their order.
 *
 * Bytes that arrive while nobody reads are kept. When the connection is broken every read rejects with `ConnectionError`,
 * and the owner has to make a new connection. RESP3 pushes go to `onPush` if that is set; else they are read like replies.
 */
import net from 'node:net';
import { getSystemErrorMap } from 'node:util';
import { ReplyDecodeError, ReplyDecoder } from '../../protocol/decode-reply.ts';
import { PushReply, type Reply } from '../../protocol/reply.ts';
import { PrintedDouble } from './format-reply.ts';

export interface Address {
  host: string;
  port: number;
  socketPath: string | undefined;
}

/** A connection that failed or broke. The message is that of the operating system, as C's strerror words it. */
export class ConnectionError extends Error {}

/** The C library's messages by Node's error codes, where the two differ by more than a capital letter. */
const SYSTEM_TEXTS = new Map(
  Object.entries<string>({
    ENOTFOUND: 'Name or service not known',
    EAI_AGAIN: 'Temporary failure in name resolution',
    ETIMEDOUT: 'Connection timed out',
    EHOSTUNREACH: 'No route to host',
    ENETUNREACH: 'Network is unreachable',
    ECONNRESET: 'Connection reset by peer',
    EPIPE: 'Broken pipe',
  }),
);

export function systemErrorText(error: NodeJS.ErrnoException): string {
  const known = SYSTEM_TEXTS.get(error.code ?? '');
  if (known !== undefined) return known;
  for (const [name, text] of getSystemErrorMap().values()) {
    if (name === error.code) return text[0].toUpperCase() + text.slice(1);
  }
  return error.message;
}

/** A command as it is sent: an array of bulk strings. */
function encodeCommand(words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}

/** Seconds between two keep-alive probes of TCP, without which a long command might look like a dead connection. */
const KEEP_ALIVE_SECONDS = 15;

export class Connection {
  /** Gets RESP3 pushes; while it is undefined they are read like replies. */
  onPush: ((push: PushReply) => void) | undefined;
  private readonly socket: net.Socket;
  private readonly decoder = new ReplyDecoder((digits) => new PrintedDouble(digits));
  private failure: ConnectionError | undefined;
  private wake: (() => void) | undefined;

  private constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.decoder.push(chunk.toString('latin1'));
      this.wake?.();
    });
    socket.on('error', (error) => this.fail(systemErrorText(error)));
    socket.on('close', () => this.fail('Server closed the connection'));
  }

  /** Connects. Rejects with `ConnectionError` when that fails. */
  static open(address: Address): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const target =
        address.socketPath === undefined
          ? { host: address.host, port: address.port }
          : { path: address.socketPath };
      const socket = net.connect(target);
      const refuse = (error: NodeJS.ErrnoException) => reject(new ConnectionError(systemErrorText(error)));
      socket.once('error', refuse);
      socket.once('connect', () => {
        socket.off('error', refuse);
        socket.setNoDelay(true);
        socket.setKeepAlive(true, KEEP_ALIVE_SECONDS * 1000);
        resolve(new Connection(socket));
      });
    });
  }

  get isBroken(): boolean {
    return this.failure !== undefined;
  }

  send(words: string[]): void {
    this.socket.write(encodeCommand(words), 'latin1');
  }

  /** The next reply. Rejects with `ConnectionError` when none can come any more. */
  async read(): Promise<Reply> {
    for (;;) {
      const reply = this.readBuffered();
      if (reply !== undefined) return reply;
      if (this.failure !== undefined) throw this.failure;
      await this.waitForBytes();
    }
  }

  /** The next reply if all of it has arrived, else undefined. */
  readBuffered(): Reply | undefined {
    try {
      for (;;) {
        const reply = this.decoder.next();
        if (!(reply instanceof PushReply) || this.onPush === undefined) return reply;
        this.onPush(reply);
      }
    } catch (error) {
      if (!(error instanceof ReplyDecodeError)) throw error;
      this.fail(error.message);
      throw this.failure;
    }
  }

  /** Resolves when bytes arrive or the connection breaks. */
  waitForBytes(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        resolve();
      };
      if (this.failure !== undefined) this.wake();
    });
  }

  /** Sends a command and reads its reply. */
  async call(words: string[]): Promise<Reply> {
    this.send(words);
    return this.read();
  }

  close(): void {
    this.fail('Connection closed');
    this.socket.destroy();
  }

  private fail(message: string): void {
    this.failure ??= new ConnectionError(message);
    this.wake?.();
  }
}
