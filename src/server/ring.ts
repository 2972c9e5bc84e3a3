/**
 * A ring of bytes through which one thread, the producer, sends frames to another, the consumer. A frame has a slot, a
 * kind, a length and as many bytes of payload.
 *
 * Frames start at multiples of 8, and no payload wraps around the end of the ring, so a reader sees each payload as one
 * range of bytes. A payload that would reach the end is cut into two frames; one that must stay whole starts at the
 * beginning of the ring, behind a padding frame that fills the room up to the end.
 *
 * HEAD and TAIL are positions that only grow (modulo 2^32): TAIL - HEAD bytes are in the ring. Only the producer stores
 * TAIL, only the consumer stores HEAD. A side that is about to sleep first sets its flag and then looks at the other's
 * position once more; the other side moves its position first and then looks at the flag. So no wake-up is lost, and a side
 * that is awake is never woken.
 */
import { writeLatin1 } from './latin1.ts';

const HEAD = 0;
const TAIL = 1;
/** Set while the consumer sleeps until TAIL changes. */
const CONSUMER_SLEEPS = 2;
/** Set while the producer sleeps until HEAD changes, or wants to be told of room. */
const PRODUCER_WAITS = 3;
/** The position behind the last frame that the consumer has stepped to. A hint for `takeBack`: see there. */
const STEPPED = 4;
const CONTROL_WORDS = 16;
const HEADER = 8;

/** Kind of a frame that only fills the room up to the ring's end. */
const PADDING = 0;

/** Below this length a loop over the characters beats a native write, which takes long to begin. */
const SHORT_TEXT = 16;

/** A frame outside of a ring, or the rest of one: its payload is `bytes` from `start` on. */
export interface Frame {
  slot: number;
  kind: number;
  bytes: Uint8Array;
  start: number;
}

/** @param capacity bytes, a power of two of at least 64 */
export function createRing(capacity: number): SharedArrayBuffer {
  if (capacity < 64 || (capacity & (capacity - 1)) !== 0)
    throw new RangeError('capacity must be a power of two');
  return new SharedArrayBuffer(CONTROL_WORDS * 4 + capacity);
}

const align = (length: number) => (length + 7) & ~7;

abstract class RingEnd {
  protected readonly control: Int32Array;
  protected readonly words: Int32Array;
  protected readonly capacity: number;
  readonly bytes: Uint8Array;

  constructor(ring: SharedArrayBuffer) {
    this.control = new Int32Array(ring, 0, CONTROL_WORDS);
    this.bytes = new Uint8Array(ring, CONTROL_WORDS * 4);
    this.words = new Int32Array(ring, CONTROL_WORDS * 4);
    this.capacity = this.bytes.length;
  }
}

export class RingWriter extends RingEnd {
  /** The position behind the last frame written. TAIL gets there by `publish`. */
  private tail = 0;
  private published = 0;
  /** HEAD when it was last read. */
  private knownHead = 0;

  /**
   * Appends as much of `bytes[start, end)` as there is room for, as one or two frames; answers how many bytes that was.
   * An empty range takes one frame.
   */
  write(slot: number, kind: number, bytes: Uint8Array, start: number, end: number): number {
    let taken = 0;
    for (;;) {
      const length = this.room(end - start - taken);
      if (length < 0) return taken;
      const at = this.header(slot, kind, length);
      if (length <= SHORT_TEXT)
        for (let i = 0; i < length; i++) this.bytes[at + i] = bytes[start + taken + i];
      else this.bytes.set(bytes.subarray(start + taken, start + taken + length), at);
      taken += length;
      if (start + taken === end) return taken;
    }
  }

  /** As `write`, for the byte string `text` from `from` on. */
  writeText(slot: number, kind: number, text: string, from: number): number {
    const end = text.length;
    let taken = from;
    for (;;) {
      const length = this.room(end - taken);
      if (length < 0) return taken - from;
      const at = this.header(slot, kind, length);
      if (length <= SHORT_TEXT) {
        for (let i = 0; i < length; i++) this.bytes[at + i] = text.charCodeAt(taken + i);
      } else {
        writeLatin1(this.bytes, taken === 0 ? text : text.slice(taken, taken + length), at, length);
      }
      taken += length;
      if (taken === end) return taken - from;
    }
  }

  /** Appends one frame that holds all of `text`, or answers false when there is no room for it. */
  writeWhole(slot: number, kind: number, text: string): boolean {
    const needed = HEADER + align(text.length);
    if (needed > this.capacity / 2) throw new RangeError('message larger than half of the ring');
    const toEnd = this.capacity - (this.tail & (this.capacity - 1));
    const total = toEnd < needed ? toEnd + needed : needed;
    if (this.free(total) < total) return false;
    if (toEnd < needed) this.header(0, PADDING, toEnd - HEADER);
    const at = this.header(slot, kind, text.length);
    writeLatin1(this.bytes, text, at, text.length);
    return true;
  }

  /** Lets the consumer see what was written, and wakes it if it sleeps. */
  publish(): void {
    if (this.published === this.tail) return;
    this.published = this.tail;
    Atomics.store(this.control, TAIL, this.tail);
    if (this.isConsumerAsleep) Atomics.notify(this.control, TAIL);
  }

  /** Whether `publish` would have to wake the consumer. */
  get isConsumerAsleep(): boolean {
    return Atomics.load(this.control, CONSUMER_SLEEPS) !== 0;
  }

  /** Sleeps until the consumer has made room. To be called after `publish`, in a thread that may sleep. */
  waitForRoom(): void {
    Atomics.store(this.control, PRODUCER_WAITS, 1);
    const head = Atomics.load(this.control, HEAD);
    if (head === this.knownHead) Atomics.wait(this.control, HEAD, head);
    Atomics.store(this.control, PRODUCER_WAITS, 0);
  }

  /** Asks the consumer's `release` to answer true once there is room again; false when there is some already. */
  requestRoomNotice(): boolean {
    Atomics.store(this.control, PRODUCER_WAITS, 1);
    return Atomics.load(this.control, HEAD) === this.knownHead;
  }

  /** Whether there are frames that the consumer has not stepped to. */
  get hasUnread(): boolean {
    return Atomics.load(this.control, STEPPED) !== this.tail;
  }

  /**
   * Takes all frames out of the ring that the consumer has not stepped to, published or not. The consumer must be kept
   * from the ring (see `SharedRunState.hold`) until `publish` has been called, and has to call `forgetTail` then.
   */
  takeBack(): Frame[] {
    const frames: Frame[] = [];
    const from = Atomics.load(this.control, STEPPED);
    for (let at = from; at !== this.tail; ) {
      const index = at & (this.capacity - 1);
      const word = this.words[index >> 2];
      const length = this.words[(index >> 2) + 1];
      const start = index + HEADER;
      if ((word & 0xff) !== PADDING) {
        const bytes = this.bytes.slice(start, start + length);
        frames.push({ slot: word >>> 8, kind: word & 0xff, bytes, start: 0 });
      }
      at = (at + HEADER + align(length)) | 0;
    }
    this.tail = from;
    return frames;
  }

  private free(wanted: number): number {
    const free = this.capacity - ((this.tail - this.knownHead) >>> 0);
    if (free >= wanted) return free;
    this.knownHead = Atomics.load(this.control, HEAD);
    return this.capacity - ((this.tail - this.knownHead) >>> 0);
  }

  /** How long a payload, at most `wanted`, fits behind a header in one piece; -1: not even one byte. */
  private room(wanted: number): number {
    const toEnd = this.capacity - (this.tail & (this.capacity - 1));
    const free = this.free(Math.min(toEnd, HEADER + align(wanted)));
    const length = Math.min(toEnd, free) - HEADER;
    if (length >= wanted) return wanted;
    // At the very end only a header fits: an empty frame brings the position to the start.
    if (length === 0 && toEnd === HEADER) {
      this.header(0, PADDING, 0);
      return this.room(wanted);
    }
    return length <= 0 ? -1 : length;
  }

  /** Writes a header and moves on; answers where the payload goes. */
  private header(slot: number, kind: number, length: number): number {
    const at = this.tail & (this.capacity - 1);
    this.words[at >> 2] = (slot << 8) | kind;
    this.words[(at >> 2) + 1] = length;
    this.tail = (this.tail + HEADER + align(length)) | 0;
    return at + HEADER;
  }
}

export class RingReader extends RingEnd {
  /** The frame that `next` found; its payload is `bytes[start, end)` until `release`. */
  slot = 0;
  kind = 0;
  start = 0;
  end = 0;

  private head = 0;
  private released = 0;
  private knownTail = 0;

  /** Steps to the next frame; false when there is none. */
  next(): boolean {
    for (;;) {
      if (this.head === this.knownTail) {
        this.knownTail = Atomics.load(this.control, TAIL);
        if (this.head === this.knownTail) return false;
      }
      const at = this.head & (this.capacity - 1);
      const word = this.words[at >> 2];
      const length = this.words[(at >> 2) + 1];
      this.head = this.control[STEPPED] = (this.head + HEADER + align(length)) | 0;
      this.kind = word & 0xff;
      if (this.kind === PADDING) continue;
      this.slot = word >>> 8;
      this.start = at + HEADER;
      this.end = this.start + length;
      return true;
    }
  }

  /** The producer may have taken frames back: looks anew at how many there are. */
  forgetTail(): void {
    this.knownTail = this.head;
  }

  /** Bytes of frames, headers included, that have been stepped over since `release`. */
  get unreleasedBytes(): number {
    return (this.head - this.released) >>> 0;
  }

  /** Gives the room of all frames seen so far back. True: the producer asked to hear of it (see `requestRoomNotice`). */
  release(): boolean {
    if (this.released === this.head) return false;
    this.released = this.head;
    Atomics.store(this.control, HEAD, this.head);
    if (Atomics.load(this.control, PRODUCER_WAITS) === 0) return false;
    Atomics.store(this.control, PRODUCER_WAITS, 0);
    Atomics.notify(this.control, HEAD);
    return true;
  }

  /** Looks for a frame so many times; answers whether there is one. */
  poll(looks: number): boolean {
    const { control, head } = this;
    for (let look = 0; look < looks; look++) if (Atomics.load(control, TAIL) !== head) return true;
    return false;
  }

  /** Sleeps until there is a frame or `milliseconds` have passed. */
  wait(milliseconds: number): void {
    Atomics.store(this.control, CONSUMER_SLEEPS, 1);
    Atomics.wait(this.control, TAIL, this.head, milliseconds);
    Atomics.store(this.control, CONSUMER_SLEEPS, 0);
  }
}
