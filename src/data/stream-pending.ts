/**
 * Pending entries list: deliveries that were not acknowledged yet, ordered by entry ID.
 *
 * The list consists of sorted chunks of bounded length, none of which is empty. The group and the consumer to whom an
 * entry was delivered hold the same PendingEntry object, each in a list of its own.
 */
import { compareStreamIds, type StreamId } from './stream-id.ts';

const CHUNK_LENGTH = 128;

/** One delivery. `Owner` is the consumer that it was delivered to. */
export interface PendingEntry<Owner> {
  readonly id: StreamId;
  consumer: Owner;
  /** Milliseconds since the epoch. */
  deliveryTime: number;
  deliveryCount: number | bigint;
}

export class PendingList<Owner> {
  size = 0;
  private chunks: PendingEntry<Owner>[][] = [];

  /** Index of the first chunk whose last entry is not below an ID. */
  private chunkOf(id: StreamId): number {
    const chunks = this.chunks;
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const chunk = chunks[middle];
      if (compareStreamIds(chunk[chunk.length - 1].id, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get(id: StreamId): PendingEntry<Owner> | undefined {
    const entry = this.from(id);
    return entry !== undefined && compareStreamIds(entry.id, id) === 0 ? entry : undefined;
  }

  /** The first entry whose ID is not below this one. */
  from(id: StreamId): PendingEntry<Owner> | undefined {
    const chunk = this.chunks[this.chunkOf(id)];
    return chunk === undefined ? undefined : chunk[lowerBound(chunk, id)];
  }

  get first(): PendingEntry<Owner> | undefined {
    return this.chunks[0]?.[0];
  }

  get last(): PendingEntry<Owner> | undefined {
    return this.chunks.at(-1)?.at(-1);
  }

  /** Adds an entry whose ID is not in the list. */
  add(entry: PendingEntry<Owner>): void {
    this.size++;
    const index = Math.min(this.chunkOf(entry.id), this.chunks.length - 1);
    if (index < 0) {
      this.chunks.push([entry]);
      return;
    }
    const chunk = this.chunks[index];
    const position = lowerBound(chunk, entry.id);
    if (chunk.length < CHUNK_LENGTH) {
      chunk.splice(position, 0, entry);
      return;
    }
    // Appending, the usual way to grow, leaves full chunks behind.
    const cut = position === chunk.length ? position : chunk.length >>> 1;
    const right = chunk.splice(cut);
    if (position >= cut) right.splice(position - cut, 0, entry);
    else chunk.splice(position, 0, entry);
    this.chunks.splice(index + 1, 0, right);
  }

  /** Removes the entry of an ID; answers it, or undefined if there was none. */
  delete(id: StreamId): PendingEntry<Owner> | undefined {
    const index = this.chunkOf(id);
    const chunk = this.chunks[index];
    if (chunk === undefined) return undefined;
    const position = lowerBound(chunk, id);
    const entry = chunk[position];
    if (compareStreamIds(entry.id, id) !== 0) return undefined;
    chunk.splice(position, 1);
    if (chunk.length === 0) this.chunks.splice(index, 1);
    this.size--;
    return entry;
  }

  /** Visits the entries from `start` to `end`, both included, until the visitor answers false. */
  range(start: StreamId, end: StreamId, visitor: (entry: PendingEntry<Owner>) => unknown): void {
    const first = this.chunkOf(start);
    for (let i = first; i < this.chunks.length; i++) {
      const chunk = this.chunks[i];
      for (let position = i === first ? lowerBound(chunk, start) : 0; position < chunk.length; position++) {
        const entry = chunk[position];
        if (compareStreamIds(entry.id, end) > 0 || visitor(entry) === false) return;
      }
    }
  }

  *[Symbol.iterator](): Generator<PendingEntry<Owner>> {
    for (const chunk of this.chunks) yield* chunk;
  }
}

/** Position of the first entry that is not below an ID. */
function lowerBound(chunk: readonly PendingEntry<unknown>[], id: StreamId): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareStreamIds(chunk[middle].id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
