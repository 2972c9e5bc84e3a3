import { connect, type Socket } from 'node:net';
import { endOfReply, printCommand } from './wire.ts';

/**
 * A client that sees bytes: sends commands or garbage, and hands out replies as they stood on the wire,
 * one by one and in order, whether they answer a command or were pushed.
 */
export class RawClient {
  readonly #socket: Socket;
  #buffer = '';
  #closed = false;
  readonly #frames: string[] = [];
  readonly #waiting: ((frame: string) => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#closed = true;
      for (const resolve of this.#waiting.splice(0)) resolve('<closed>');
    });
  }

  /** Connects to a port of this machine. */
  static connect(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawClient(socket));
      });
    });
  }

  #take(bytes: string): void {
    this.#buffer += bytes;
    let start = 0;
    for (let end = endOfReply(this.#buffer); end !== undefined; end = endOfReply(this.#buffer, start)) {
      this.#deliver(this.#buffer.slice(start, end));
      start = end;
    }
    this.#buffer = this.#buffer.slice(start);
  }

  #deliver(frame: string): void {
    const resolve = this.#waiting.shift();
    if (resolve) resolve(frame);
    else this.#frames.push(frame);
  }

  /** Sends bytes as they are. */
  write(bytes: string): void {
    this.#socket.write(Buffer.from(bytes, 'latin1'));
  }

  /** Sends one command; its reply is for `receive`. */
  send(...words: string[]): void {
    this.write(printCommand(words));
  }

  /** The next reply; `<closed>` after the end of the connection, `<silence>` when nothing comes in time. */
  receive(milliseconds = 4000): Promise<string> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    if (this.#closed) return Promise.resolve('<closed>');
    return new Promise((resolve) => {
      const settle = (received: string) => {
        clearTimeout(timer);
        resolve(received);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(settle), 1);
        resolve('<silence>');
      }, milliseconds);
      this.#waiting.push(settle);
    });
  }

  /** Sends one command and takes the next reply. */
  call(...words: string[]): Promise<string> {
    this.send(...words);
    return this.receive();
  }

  /** Ends the connection at once. */
  close(): void {
    this.#socket.destroy();
  }
}
