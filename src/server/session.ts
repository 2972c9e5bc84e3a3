/**
 * One connection on the engine's side: its decoder, its client, and the replies that have not gone to the ring yet.
 *
 * Replies gather as one byte string per turn of the loop, which is written to the ring once; what grows long goes out
 * at once, in parts. The output buffer limits look at what was sent since the turn began plus what the peer had not
 * taken by then, which is what Redis has in its buffers when it checks.
 */
import type { Client, ClientOutput, RespVersion } from '../engine/client.ts';
import type { OutputBufferLimit } from '../engine/setting-kinds.ts';
import { RequestDecoder, type RequestLimits } from '../protocol/decode.ts';
import { encodeInParts } from '../protocol/encode.ts';
import type { Reply } from '../protocol/reply.ts';
import { latin1 } from './latin1.ts';

/** From this many bytes on the gathered replies do not wait for the end of the turn. */
const FLUSH_LENGTH = 32_768;

/** What a session needs of the loop. */
export interface SessionHost {
  /** The session has something to flush at the end of this turn. */
  markDirty(session: Session): void;
  /** Brings bytes to the front, waiting for room if need be. */
  writeOut(slot: number, text: string): void;
  /** Bytes that the peer has taken so far, modulo 2^32. */
  flushed(slot: number): number;
  /** The limits for the client's class. */
  outputLimit(client: Client): OutputBufferLimit;
  /** The client's output has overcome its limit. */
  overcameLimit(session: Session): void;
}

export class Session implements ClientOutput {
  readonly slot: number;
  readonly decoder: RequestDecoder;
  client!: Client;
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
  private readonly sink = (part: string) => this.bring(part);
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
    if (this.text.length > FLUSH_LENGTH) this.bringText();
  }

  close(discard: boolean): void {
    if (this.closing !== 'no') return;
    this.closing = discard ? 'discard' : 'close';
    this.touch();
  }

  pendingBytes(): number {
    return this.text.length + ((this.sent - this.host.flushed(this.slot)) >>> 0);
  }

  /** End of the turn: brings what was gathered to the front. */
  flush(): void {
    this.isDirty = false;
    if (this.closing === 'discard') this.text = '';
    if (this.text !== '') this.bringText();
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

  private bringText(): void {
    const text = this.text;
    this.text = '';
    this.bring(text);
  }

  private bring(part: string): void {
    if (this.closing === 'discard') return;
    const pending = (this.sent + part.length - this.flushedBefore) >>> 0;
    if (!this.check(pending, this.client.lastInteraction)) {
      this.host.overcameLimit(this);
      return;
    }
    this.sent = (this.sent + part.length) >>> 0;
    this.host.writeOut(this.slot, part);
  }
}
