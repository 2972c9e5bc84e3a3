/**
 * One connection on the engine's side: its decoder, its client, and the replies that have not been written to the ring.
 *
 * The replies of a turn of the loop are gathered in one byte string, which is written to the ring at the end of the turn.
 * A long one is written earlier, in parts.
 *
 * The output buffer limits are compared with the bytes that the peer had not taken when the turn began plus those that
 * were added since. That is what Redis has in its buffers when it checks, since it does not write within a turn.
 */
import type { Client, ClientOutput } from '../engine/client.ts';
import type { Context } from '../engine/context.ts';
import type { OutputBufferLimit } from '../engine/setting-kinds.ts';
import { RequestDecoder, type RequestLimits } from '../protocol/decode.ts';
import { encodeInParts } from '../protocol/encode.ts';
import type { Reply, RespVersion } from '../protocol/reply.ts';
import { latin1 } from './latin1.ts';

/** Gathered replies longer than this do not wait for the end of the turn. */
const FLUSH_LENGTH = 32_768;

/** What a session needs from the loop. */
export interface SessionHost {
  /** The session has something to flush at the end of this turn. */
  markDirty(session: ServerSession): void;
  /** Writes bytes to the ring, waiting for room if there is none. */
  writeOut(slot: number, text: string): void;
  /** How many bytes the peer has taken so far, modulo 2^32. */
  flushed(slot: number): number;
  /** Tells the front whether it could answer what the connection sends next (see `SharedWords`). */
  setPlain(slot: number, isPlain: boolean): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The limits for the client's class. */
  outputLimit(client: Client): OutputBufferLimit;
  /** The client's output is over its limit: the session is to be closed. */
  overcameLimit(session: ServerSession): void;
}

export class ServerSession implements ClientOutput {
  readonly slot: number;
  readonly decoder: RequestDecoder;
  client!: Client<Context>;
  /** Whether one of its commands runs. What arrives meanwhile waits. */
  isRunning = false;
  /** The front has sent its last frame for this connection. */
  isGone = false;
  /** Whether it is to be closed after the gathered replies, or at once without them. */
  closing: 'no' | 'close' | 'discard' = 'no';

  private readonly host: SessionHost;
  private text = '';
  private isDirty = false;
  /** How many bytes have been written to the ring, modulo 2^32. */
  private sent = 0;
  /** How many of them the peer had taken when this turn began. */
  private flushedBefore = 0;
  /** Takes a part of a long reply. Answers whether the rest is still wanted. */
  private readonly sink = (part: string) => {
    this.part(part);
    return this.closing !== 'discard';
  };
  /** Parts that wait for the end of the turn: if a hard limit is passed by then, the peer gets none of them. */
  private held: string[] = [];
  private heldBytes = 0;
  /** When the soft limit was passed, milliseconds since the epoch; 0: it is not passed. */
  private overSoftLimitSince = 0;

  constructor(slot: number, host: SessionHost, limits: RequestLimits) {
    this.slot = slot;
    this.host = host;
    this.decoder = new RequestDecoder(latin1, limits);
  }

  send(reply: Reply, resp: RespVersion): void {
    if (this.closing !== 'no') return;
    this.touch();
    this.text = encodeInParts(reply, resp, this.sink, this.text);
    if (this.text.length > FLUSH_LENGTH) this.partText();
  }

  close(discard: boolean): void {
    if (this.closing === 'discard' || (this.closing === 'close' && !discard)) return;
    this.closing = discard ? 'discard' : 'close';
    if (discard) {
      this.text = '';
      this.dropHeld();
    }
    this.touch();
  }

  pendingBytes(): number {
    return this.text.length + this.heldBytes + ((this.sent - this.host.flushed(this.slot)) >>> 0);
  }

  /** At the end of the turn: writes what was gathered to the ring. */
  flush(): void {
    this.isDirty = false;
    if (this.text !== '') this.partText();
    if (this.held.length > 0) {
      const parts = this.held;
      this.dropHeld();
      for (const part of parts) this.bring(part);
    }
    this.tellPlain();
  }

  /** Tells the front whether the connection is plain, unless the end of the turn will tell. */
  tellPlain(): void {
    if (!this.isDirty) this.host.setPlain(this.slot, this.isPlain());
  }

  /** Whether the client has asked for nothing that makes BUSY the wrong answer to what it sends next. */
  private isPlain(): boolean {
    const { client } = this;
    return (
      client.authenticated &&
      client.replyMode === 'on' &&
      client.context.transaction === undefined &&
      !client.isBlocked &&
      !client.paused &&
      !client.isMonitor &&
      !client.closed &&
      !client.isExecuting &&
      !client.isSubscriber &&
      this.decoder.isBetweenRequests
    );
  }

  /** Whether the output stays within its limits at this time (milliseconds since the epoch). */
  isWithinLimits(now: number): boolean {
    return this.check(this.pendingBytes(), now);
  }

  private check(pending: number, now: number): boolean {
    const { hardBytes, softBytes, softSeconds } = this.host.outputLimit(this.client);
    if (hardBytes > 0 && pending >= hardBytes) return false;
    if (softBytes === 0 || pending < softBytes) {
      this.overSoftLimitSince = 0;
      return true;
    }
    if (this.overSoftLimitSince === 0) this.overSoftLimitSince = now;
    return now - this.overSoftLimitSince <= softSeconds * 1000;
  }

  private touch(): void {
    if (this.isDirty) return;
    this.isDirty = true;
    this.host.setPlain(this.slot, false);
    this.flushedBefore = this.host.flushed(this.slot);
    this.host.markDirty(this);
  }

  private partText(): void {
    const text = this.text;
    this.text = '';
    this.part(text);
  }

  /** Writes a part to the ring, or holds it back while a hard limit may still close the client. */
  private part(part: string): void {
    if (this.closing === 'discard') return;
    const pending = ((this.sent - this.flushedBefore) >>> 0) + this.heldBytes + part.length;
    if (!this.check(pending, this.host.now())) {
      this.dropHeld();
      this.host.overcameLimit(this);
    } else if (this.host.outputLimit(this.client).hardBytes > 0) {
      this.held.push(part);
      this.heldBytes += part.length;
    } else {
      this.bring(part);
    }
  }

  private dropHeld(): void {
    this.held = [];
    this.heldBytes = 0;
  }

  private bring(part: string): void {
    this.sent = (this.sent + part.length) >>> 0;
    this.host.writeOut(this.slot, part);
  }
}
