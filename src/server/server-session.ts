/**
 * One connection on the engine's side: its decoder, its client, and the replies that have not been written to the ring.
 *
 * The short replies of a turn of the loop are gathered in one byte string, which is written to the ring at the end of the
 * turn. What is longer goes out in parts, turn by turn, while others are served: from then on all that is answered waits in
 * a queue, so that the order holds and nothing is ever written into the middle of a reply.
 *
 * The output buffer limits are compared with the bytes that the peer had not taken when the turn began plus those that
 * were added since, whether they have been encoded or not. That is what Redis has in its buffers when it checks, since it
 * does not write within a turn. A peer that passes its hard limit is sent nothing of what the turn answered.
 */
import type { Client, ClientOutput } from '../engine/client.ts';
import type { Context } from '../engine/context.ts';
import type { OutputBufferLimit } from '../engine/setting-kinds.ts';
import { RequestDecoder, type RequestLimits } from '../protocol/decode.ts';
import { encodeBeginning, PART_LENGTH, type Rest, UnfinishedReply } from '../protocol/encode.ts';
import type { Reply, RespVersion } from '../protocol/reply.ts';
import { latin1 } from './latin1.ts';
import { OutputQueue } from './output-queue.ts';
import type { Member } from './turn.ts';

/**
 * No more commands of a client are run as long as so much is queued for it, unless a hard limit closes it. What a queued
 * reply refers to takes memory, and who does not read must not fill it.
 */
const MOST_QUEUED = 64 * 1024 * 1024;

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

export class ServerSession implements ClientOutput, Member {
  readonly slot: number;
  readonly decoder: RequestDecoder;
  client!: Client<Context>;
  /** Whether one of its commands runs. What arrives meanwhile waits. */
  isRunning = false;
  /** Whether commands that it has sent wait for another turn, or until the peer has taken some of what is queued. */
  hasToWait = false;
  lastTurn = 0;
  /** Whether so much is queued that the client has to read before more of its commands are run. */
  isOverfull = false;
  /** Whether the front was told to read no more of it for now. */
  isInputHeld = false;
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
  private readonly queue = new OutputQueue();
  private rest: Rest = [];
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
    this.text = encodeBeginning(reply, resp, this.text, this.rest);
    if (this.text.length > PART_LENGTH) this.endPart(resp);
  }

  close(discard: boolean): void {
    if (this.closing === 'discard' || (this.closing === 'close' && !discard)) return;
    this.closing = discard ? 'discard' : 'close';
    if (discard) this.drop();
    this.touch();
  }

  pendingBytes(): number {
    return this.text.length + this.queue.bytes + ((this.sent - this.host.flushed(this.slot)) >>> 0);
  }

  /** Whether replies wait that go out in parts. */
  get isQueued(): boolean {
    return !this.queue.isEmpty;
  }

  /** At the end of the turn: writes what was gathered to the ring, or queues it behind what goes out in parts. */
  flush(): void {
    this.isDirty = false;
    if (this.text !== '') this.writeText();
    this.tellPlain();
  }

  private writeText(): void {
    const { text } = this;
    this.text = '';
    if (this.queue.isEmpty) {
      if (this.isAllowed(text.length)) this.bring(text);
    } else {
      this.queue.add(text);
      this.isAllowed(0);
    }
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
      this.queue.isEmpty &&
      !this.hasToWait &&
      this.decoder.isBetweenRequests
    );
  }

  /** Writes the next part of what is queued. Answers how many bytes that was. */
  writePart(): number {
    const part = this.queue.take();
    if (part !== '') this.bring(part);
    if (this.queue.bytes <= MOST_QUEUED) this.isOverfull = false;
    return part.length;
  }

  /** Forgets all that was to be written. */
  drop(): void {
    this.text = '';
    this.queue.clear();
    this.isOverfull = false;
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

  /**
   * The gathered text has become long, and may end in the middle of a reply. It is written at once if the peer will get it
   * in any case, so that the front has work meanwhile.
   */
  private endPart(resp: RespVersion): void {
    const { text, rest, queue } = this;
    this.text = '';
    const isLimited = this.host.outputLimit(this.client).hardBytes > 0;
    const mayGo = queue.isEmpty && !isLimited;
    if (!mayGo) queue.add(text);
    if (rest.length > 0) {
      this.rest = [];
      queue.addReply(new UnfinishedReply(rest, resp));
    }
    if (this.isAllowed(mayGo ? text.length : 0) && mayGo) this.bring(text);
  }

  /** Whether so many bytes more than what is queued stay within the limits. If not, the client is closed. */
  private isAllowed(more: number): boolean {
    const pending = ((this.sent - this.flushedBefore) >>> 0) + this.queue.bytes + more;
    if (!this.check(pending, this.host.now())) {
      this.host.overcameLimit(this);
      return false;
    }
    if (this.queue.bytes > MOST_QUEUED) {
      this.isOverfull = this.host.outputLimit(this.client).hardBytes === 0;
    }
    return true;
  }

  private bring(part: string): void {
    this.sent = (this.sent + part.length) >>> 0;
    this.host.writeOut(this.slot, part);
  }
}
