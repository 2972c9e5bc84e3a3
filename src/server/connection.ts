/**
 * One socket of the front: hands the bytes that arrive to the front, and writes the bytes that the engine sends.
 *
 * A peer that does not read its replies is no longer read either, once `READ_PAUSE` bytes wait for it. How many bytes the
 * operating system has taken is kept in `SharedWords`, where the engine looks it up for the output buffer limits.
 */
import { Socket } from 'node:net';
import { latin1 } from './latin1.ts';
import type { SharedWords } from './messages.ts';

/**
 * A client that writes a whole pipeline before it reads any reply would wait for ever if it were not read on. So this is far
 * more than the replies to such a pipeline take.
 */
const READ_PAUSE = 64 * 1024 * 1024;
/** With more bytes than this waiting for its peer a connection is congested, and no more when half of them are left. */
const CONGESTION = 1024 * 1024;
/** Up to this length a write as a string is cheaper than one of a copy in a Buffer. */
const STRING_WRITE = 8192;
/** Where sockets are read into, and so the most that one read takes. All connections share it: they read in turn. */
const READ_BUFFER = new Uint8Array(65_536);

export interface ConnectionEvents {
  /** The first `length` bytes of `bytes` have arrived. They are overwritten after the call. */
  data(connection: Connection, bytes: Uint8Array, length: number): void;
  /** The peer will send nothing more. Called once. */
  gone(connection: Connection): void;
  /** The peer has read, or will never read again, and the engine wants to know. */
  drained(connection: Connection): void;
}

export class Connection {
  readonly slot: number;
  /** The engine has sent its last frame for this connection. */
  closed = false;
  /** The front has sent its last frame for this connection. */
  gone = false;

  private readonly socket: Socket;
  private readonly words: SharedWords;
  private readonly events: ConnectionEvents;
  /** How many bytes have come from the engine. */
  private received = 0;
  private outputPaused = false;
  private inputPaused = false;
  private isHeld = false;
  private isCongested = false;
  private readonly onWritten = () => this.settle();

  constructor(slot: number, accepted: Socket, words: SharedWords, events: ConnectionEvents) {
    this.slot = slot;
    const socket = this.adopt(accepted);
    this.socket = socket;
    this.words = words;
    this.events = events;
    words.beginPeer(slot);
    socket.on('end', () => this.reportGone());
    socket.on('close', () => {
      this.reportGone();
      if (!this.closed && words.setBroken(slot)) events.drained(this);
    });
    socket.on('drain', () => this.settle());
    // 'close' follows, but not before what others have sent meanwhile: it must not be given to a client that is gone.
    socket.on('error', () => this.reportGone());
    socket.resume();
  }

  /**
   * A socket over the accepted one's handle that reads into `READ_BUFFER`: no memory is allocated for a read, which
   * is a good part of what a request costs this thread. Node has this for outgoing
   * sockets only (`onread`); the accepted one must be paused and have read nothing.
   */
  private adopt(accepted: Socket): Socket {
    const source = accepted as unknown as { _handle: object | null };
    const handle = source._handle;
    if (handle === null) return accepted;
    source._handle = null;
    const callback = (length: number) => {
      this.events.data(this, READ_BUFFER, length);
      return true;
    };
    const options = { handle, allowHalfOpen: true, onread: { buffer: READ_BUFFER, callback } };
    return new Socket(options as ConstructorParameters<typeof Socket>[0]);
  }

  /** Writes `bytes[start, end)`. The caller may change them afterwards. */
  write(bytes: Uint8Array, start: number, end: number): void {
    const { socket } = this;
    if (socket.destroyed) return;
    this.received += end - start;
    if (end - start <= STRING_WRITE) socket.write(latin1(bytes, start, end), 'latin1');
    else socket.write(Buffer.from(bytes.subarray(start, end)), this.onWritten);
    if (socket.writableLength === 0) this.words.setFlushed(this.slot, this.received);
    else this.settle();
  }

  /** Writes an answer that the front gives in the engine's place. The engine does not count it among its own output. */
  writeAnswer(text: string): void {
    if (!this.socket.destroyed) this.socket.write(text, 'latin1');
  }

  /** Whether there are bytes that the operating system has not taken yet. */
  get isPending(): boolean {
    return this.socket.writableLength > 0 && !this.socket.destroyed;
  }

  /** Notes how much the operating system has taken, and stops or resumes reading accordingly. */
  settle(): void {
    const { socket } = this;
    // Its slot may be another connection's by now.
    if (socket.destroyed) return;
    const pending = socket.writableLength;
    this.words.setFlushed(this.slot, this.received - pending);
    this.noteCongestion(pending);
    const pauses = pending > READ_PAUSE;
    if (pauses === this.outputPaused) return;
    this.outputPaused = pauses;
    this.applyPause();
  }

  private noteCongestion(pending: number): void {
    if (!this.isCongested && pending > CONGESTION) {
      this.isCongested = true;
      this.words.setCongested(this.slot);
    } else if (this.isCongested && pending <= CONGESTION / 2) {
      this.isCongested = false;
      if (this.words.clearCongested(this.slot) && !this.closed) this.events.drained(this);
    }
  }

  /** Stops reading since the engine has enough of this client's requests, or goes on. */
  hold(holds: boolean): void {
    this.isHeld = holds;
    this.applyPause();
  }

  /** Stops reading since the ring to the engine is full, or goes on. */
  pauseInput(pauses: boolean): void {
    if (pauses === this.inputPaused) return;
    this.inputPaused = pauses;
    this.applyPause();
  }

  /** Closes the socket: at once if `discards`, otherwise after all bytes have been written. */
  end(discards: boolean): void {
    this.closed = true;
    if (discards) this.socket.destroy();
    else this.socket.destroySoon();
  }

  private applyPause(): void {
    if (this.outputPaused || this.inputPaused || this.isHeld) this.socket.pause();
    else this.socket.resume();
  }

  private reportGone(): void {
    if (this.gone) return;
    this.gone = true;
    this.events.gone(this);
  }
}
