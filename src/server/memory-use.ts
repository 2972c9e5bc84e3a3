/**
 * How much memory is in use, for INFO and for `maxmemory`.
 *
 * The heap's size counts garbage too, and a server that only overwrites one large value would soon be over `maxmemory`.
 * So the limit is checked against what was in use after the last collection of garbage, and garbage is collected when
 * that figure is out of date. Collections take a tenth of the time at most, which is why the limit can be overrun for
 * a moment, and why a server whose data has been deleted may refuse commands for a moment.
 */
import type { Heap } from '../engine/host.ts';

/** How long a reading of the heap is used again, milliseconds. */
const READING_AGE = 10;
/** Bytes by which the heap has to have grown for a collection to be worth its time. */
const GROWTH = 8 * 1024 * 1024;
/** Milliseconds without a collection after which one is worth its time, although the heap has not grown. */
const LONGEST_WAIT = 100;
/** For each millisecond of a collection, as many pass until the next one. */
const PAUSE = 10;

export class MemoryUse {
  private readonly heap: Heap;
  private readonly now: () => number;
  private reading = 0;
  private readAt = Number.NEGATIVE_INFINITY;
  /** In use after the last collection. */
  private kept = 0;
  private collectedAt = Number.NEGATIVE_INFINITY;
  /** No collection before this time. */
  private notBefore = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds since any fixed time */
  constructor(heap: Heap, now: () => number) {
    this.heap = heap;
    this.now = now;
  }

  /** Bytes in use, garbage included. */
  used(): number {
    const now = this.now();
    if (now - this.readAt > READING_AGE) this.read(now);
    return this.reading;
  }

  /** Whether more than `limit` bytes are in use, garbage not included as far as is known. */
  isOver(limit: number): boolean {
    const used = this.used();
    if (used <= limit) return false;
    const now = this.now();
    const isOutOfDate = used > this.kept + GROWTH || now - this.collectedAt >= LONGEST_WAIT;
    if (isOutOfDate && now >= this.notBefore) this.collect(now);
    return this.kept > limit;
  }

  private read(now: number): void {
    this.reading = this.heap.used();
    this.readAt = now;
  }

  private collect(start: number): void {
    this.heap.collect();
    const end = this.now();
    this.read(end);
    this.kept = this.reading;
    this.collectedAt = end;
    this.notBefore = end + (end - start) * PAUSE;
  }
}
