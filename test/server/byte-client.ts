import { connect, type Socket } from 'node:net';

/** A client for what RawClient is too fine for: it counts replies of any size, stops reading, uses unix sockets. */
export class ByteClient {
  /** The last bytes that came, at most `TAIL`. */
  tail = '';
  receivedBytes = 0;
  isClosed = false;
  private readonly socket: Socket;
  private readonly waiting = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.receivedBytes += chunk.length;
      this.tail = (this.tail + chunk.subarray(-TAIL).toString('latin1')).slice(-TAIL);
      this.look();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
      this.look();
    });
  }

  /** Connects to a port of this machine or to a socket's path. */
  static connect(where: number | string): Promise<ByteClient> {
    return new Promise((resolve, reject) => {
      const socket = typeof where === 'number' ? connect(where, '127.0.0.1') : connect(where);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new ByteClient(socket)));
    });
  }

  /** Sends bytes as they are; resolves when the system has taken them or the connection is gone. */
  write(bytes: string): Promise<void> {
    return new Promise((resolve) => {
      this.socket.write(bytes, 'latin1', () => resolve());
    });
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Sends no more, still reads. */
  end(): void {
    this.socket.end();
  }

  /** Breaks the connection off (RST), instead of ending it. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Resolves once something holds that came with bytes or with the end. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (!condition()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }

  /** Resolves with the last bytes once the server has closed the connection. */
  async closed(): Promise<string> {
    await this.until(() => this.isClosed);
    return this.tail;
  }

  /** Resolves once the last bytes end so. */
  async endsWith(text: string): Promise<string> {
    await this.until(() => this.tail.endsWith(text) || this.isClosed);
    return this.tail;
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }
}

const TAIL = 1024;
