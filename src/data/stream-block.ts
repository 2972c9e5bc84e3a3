/**
 * A block of a stream: entries that follow each other, in parallel arrays; the counterpart of one of Redis's
 * stream nodes.
 *
 * IDs ascend. A deleted entry leaves the arrays but is still counted (`deleted`), and still limits what the block
 * takes, as a tombstone in Redis's listpack does. Fields are flat (name, value, name, value ...); an entry whose
 * names equal those of the block's first entry shares their strings.
 */
import { LISTPACK_OVERHEAD, listpackIntegerSize, listpackStringSize } from './listpack-size.ts';
import { compareStreamIds, type StreamId, type Uint64 } from './stream-id.ts';

/** The settings stream-node-max-entries and stream-node-max-bytes; 0 lifts the limit. */
export interface StreamNodeLimits {
  readonly entries: number;
  readonly bytes: number;
}

const MAX_NODE_BYTES = 2 ** 30;

export class StreamBlock {
  /** ID of the first entry that was ever appended here: the key of the node. */
  readonly master: StreamId;
  /** ID of the last entry that was ever appended here, deleted or not. */
  last: StreamId;
  /** Entries that were deleted while the block stayed. */
  deleted = 0;

  private ms: Uint64[] = [];
  private seq: Uint64[] = [];
  private entryFields: (readonly string[])[] = [];
  /** Field names of the first entry. */
  private names: readonly string[];
  /** Bytes of the corresponding listpack but for its two counters. */
  private bytes: number;

  /** An empty block, about to take the entry of this ID with these (flat) fields. */
  constructor(id: StreamId, fields: readonly string[]) {
    this.master = id;
    this.last = id;
    this.names = fields.filter((_, i) => i % 2 === 0);
    this.bytes = LISTPACK_OVERHEAD + listpackIntegerSize(this.names.length) + listpackIntegerSize(0);
    for (const name of this.names) this.bytes += listpackStringSize(name);
  }

  /** Number of entries that are there. */
  get length(): number {
    return this.ms.length;
  }

  /** Whether an entry whose names and values have this many bytes still belongs here. */
  hasRoom(bytes: number, limits: StreamNodeLimits): boolean {
    const counters = listpackIntegerSize(this.length) + listpackIntegerSize(this.deleted);
    const limit = limits.bytes === 0 ? MAX_NODE_BYTES : Math.min(limits.bytes, MAX_NODE_BYTES);
    if (this.bytes + counters + bytes >= limit) return false;
    return limits.entries === 0 || this.length + this.deleted < limits.entries;
  }

  /** Appends an entry; its ID is above every other of the block. */
  append(id: StreamId, fields: readonly string[]): void {
    const same = this.hasMasterNames(fields);
    this.bytes +=
      2 +
      listpackIntegerSize(delta(id.ms, this.master.ms)) +
      listpackIntegerSize(delta(id.seq, this.master.seq));
    const count = fields.length / 2;
    this.bytes += listpackIntegerSize(same ? count + 3 : 2 * count + 4);
    if (!same) this.bytes += listpackIntegerSize(count);
    const kept = fields.slice();
    for (let i = 0; i < fields.length; i += 2) {
      if (same) kept[i] = this.names[i / 2];
      else this.bytes += listpackStringSize(fields[i]);
      this.bytes += listpackStringSize(fields[i + 1]);
    }
    this.ms.push(id.ms);
    this.seq.push(id.seq);
    this.entryFields.push(kept);
    this.last = id;
  }

  private hasMasterNames(fields: readonly string[]): boolean {
    const names = this.names;
    if (names.length * 2 !== fields.length) return false;
    for (let i = 0; i < names.length; i++) if (names[i] !== fields[2 * i]) return false;
    return true;
  }

  id(position: number): StreamId {
    return { ms: this.ms[position], seq: this.seq[position] };
  }

  fields(position: number): readonly string[] {
    return this.entryFields[position];
  }

  /** Position of the first entry that is not below an ID; `length` if there is none. */
  lowerBound(id: StreamId): number {
    let low = 0;
    let high = this.ms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const ms = this.ms[middle];
      if (ms < id.ms || (ms === id.ms && this.seq[middle] < id.seq)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Position of an entry, -1 if it is not there. */
  find(id: StreamId): number {
    const position = this.lowerBound(id);
    return position < this.length && compareStreamIds(this.id(position), id) === 0 ? position : -1;
  }

  /** Deletes `count` entries from a position on, leaving tombstones. */
  delete(position: number, count: number): void {
    this.ms.splice(position, count);
    this.seq.splice(position, count);
    this.entryFields.splice(position, count);
    this.deleted += count;
  }

  copy(): StreamBlock {
    const copy = new StreamBlock(this.master, []);
    copy.names = this.names;
    copy.ms = this.ms.slice();
    copy.seq = this.seq.slice();
    copy.entryFields = this.entryFields.slice();
    copy.last = this.last;
    copy.deleted = this.deleted;
    copy.bytes = this.bytes;
    return copy;
  }
}

/** a - b as Redis stores it: wrapped to a signed 64-bit integer. */
function delta(a: Uint64, b: Uint64): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return BigInt.asIntN(64, BigInt(a) - BigInt(b));
}
