/**
 * One connection on the engine's side: its decoder, its client, and the replies that have not gone to the ring yet.
 *
 * Replies gather as one byte string per turn of the loop, which is written to the ring once; what grows long goes out
 * at once, in parts. The output buffer limits look at what was sent since the turn began plus what the peer had not
 * taken by then, which is what Redis has in its buffers when it checks.
 */
import type { Client, ClientOutput } from '../engine/client.ts';
import type { Context } from '../engine/context.ts';
import type { OutputBufferLimit } from '../engine/setting-kinds.ts';
import { RequestDecoder, type RequestLimits } from '../protocol/decode.ts';
import { encodeInParts } from '../protocol/encode.ts';
import type { Reply, RespVersion } from '../protocol/reply.ts';
import { latin1 } from './latin1.ts';

/** From this many bytes on the gathered replies do not wait for the end of the turn. */
const FLUSH_LENGTH = 32_768;

/** What a session needs of the loop. */
export interface SessionHost {
  /** The session has something to flush at the end of this turn. */
  markDirty(session: ServerSession): void;
  /** Brings bytes to the front, waiting for room if need be. */
  writeOut(slot: number, text: string): void;
  /** Bytes that the peer has taken so far, modulo 2^32. */
  flushed(slot: number): number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The limits for the client's class. */
  outputLimit(client: Client): OutputBufferLimit;
  /** The client's output has overcome its limit. */
  overcameLimit(session: ServerSession): void;
}

export class ServerSession implements ClientOutput {
  readonly slot: number;
  readonly decoder: RequestDecoder;
  client!: Client<Context>;
  /** A command of it runs: what arrives meanwhile waits. */
  isRunning = false;
  /** The front has said its last word. */
  isGone = false;
  /** How it ends, once it does. */
  closing: 'no' | 'close' | 'discard' = 'no';

  private readonly host: SessionHost;
  private text = '';
  private isDirty = false;
  /** Bytes brought to the front, modulo 2^32. */
  private sent = 0;
  /** How much of it the peer had taken when this turn began. */
  private flushedBefore = 0;
  /** Answers whether the rest is wanted. */
  private readonly sink = (part: string) => {
    this.part(part);
    return this.closing !== 'discard';
  };
  /** Parts that wait for the end of the turn, since a hard limit may still take them back. */
  private held: string[] = [];
  private heldBytes = 0;
  /** Milliseconds since the epoch when the soft limit was passed; 0: it is not. */
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

  /** End of the turn: brings what was gathered to the front. */
  flush(): void {
    this.isDirty = false;
    if (this.text !== '') this.partText();
    if (this.held.length === 0) return;
    const parts = this.held;
    this.dropHeld();
    for (const part of parts) this.bring(part);
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
    this.flushedBefore = this.host.flushed(this.slot);
    this.host.markDirty(this);
  }

  private partText(): void {
    const text = this.text;
    this.text = '';
    this.part(text);
  }

  /** What no longer grows: to the front, or kept when a limit may close the client before it gets any of it. */
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
