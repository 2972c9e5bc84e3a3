/**
 * One segment of a Dict: up to SEGMENT_LIMIT entries in the order of their insertion.
 *
 * Entries live in parallel arrays; a removed one leaves a hole, so order and positions hold until the next
 * rebuild. Up to LINEAR_LIMIT slots are searched one by one, without hashes. Beyond, `index` is an open-addressed
 * table of slot numbers whose home bucket is the next bits of the hash below the segment's own prefix: buckets
 * are in hash order, which is what makes SCAN cursors survive splits.
 */
import { hashBytes } from '../bytes/hash.ts';

/** Entries at which a segment is split: few enough that one split stops the engine for less than a millisecond. */
export const SEGMENT_LIMIT = 4096;
/** Slots searched one by one: below this it beats hashing, and such a segment has no typed arrays. */
const LINEAR_LIMIT = 8;
const SMALLEST_CAPACITY = 16;

/** A copy with one more item and no room to spare: V8's push would reserve 17 slots. */
function appended<T>(items: T[], item: T): T[] {
  const longer = new Array<T>(items.length + 1);
  for (let position = 0; position < items.length; position++) longer[position] = items[position];
  longer[items.length] = item;
  return longer;
}

export class DictSegment<V> {
  /** Slot -> key; undefined is a hole. */
  keys: (string | undefined)[] = [];
  /** Slot -> value; null in a dict that holds keys only. */
  values: (V | undefined)[] | null;
  /** Slot -> hash; null while the segment is searched one by one. */
  hashes: Int32Array | null = null;
  /** Bucket -> slot + 1, or 0; twice as long as there are slots. */
  index: Uint16Array | Uint32Array | null = null;
  /** 32 minus the number of bits that choose a bucket. */
  private bucketShift = 0;
  private capacity = LINEAR_LIMIT;
  /** Entries that are not holes. */
  live = 0;
  /** Leading hash bits that all entries share, and their value. */
  depth: number;
  prefix: number;
  /** Position in the dict's list of segments. */
  position = 0;

  constructor(depth: number, prefix: number, keysOnly: boolean) {
    this.depth = depth;
    this.prefix = prefix;
    this.values = keysOnly ? null : [];
  }

  /** Home bucket of a hash. */
  bucketOf(hash: number): number {
    return (hash << this.depth) >>> this.bucketShift;
  }

  /** Width of one bucket in the space of 32-bit hashes, at least 1. */
  bucketWidth(): number {
    return Math.max(1, 2 ** (this.bucketShift - this.depth));
  }

  /** Slot of a key, -1 where there is none. `hash` is ignored while there is no index. */
  find(key: string, hash: number): number {
    const index = this.index;
    if (index === null) return this.keys.indexOf(key);
    const hashes = this.hashes as Int32Array;
    const keys = this.keys;
    const mask = index.length - 1;
    let bucket = (hash << this.depth) >>> this.bucketShift;
    for (;;) {
      const slot = index[bucket] - 1;
      if (slot < 0) return -1;
      if (hashes[slot] === hash && keys[slot] === key) return slot;
      bucket = (bucket + 1) & mask;
    }
  }

  /** Whether another entry fits after at most a rebuild; otherwise the segment wants to be split. */
  hasRoom(): boolean {
    return (
      this.keys.length < this.capacity || this.live < SEGMENT_LIMIT * 0.75 || this.capacity < SEGMENT_LIMIT
    );
  }

  /** Adds a key that is not there. A segment without room grows beyond its limit. */
  insert(key: string, value: V, hash: number, seed: number): void {
    if (this.keys.length >= this.capacity) {
      // Many holes: squeezing them out is enough.
      const wanted = this.live <= this.capacity * 0.75 ? this.capacity : this.capacity * 2;
      this.rebuild(wanted, seed);
      if (this.index !== null && wanted === SMALLEST_CAPACITY) hash = hashBytes(key, seed);
    }
    this.live++;
    if (this.index === null) {
      this.keys = appended(this.keys, key);
      if (this.values !== null) this.values = appended(this.values, value);
      return;
    }
    const slot = this.keys.push(key) - 1;
    this.values?.push(value);
    this.addToIndex(slot, hash);
  }

  private addToIndex(slot: number, hash: number): void {
    const index = this.index as Uint16Array;
    (this.hashes as Int32Array)[slot] = hash;
    const mask = index.length - 1;
    let bucket = this.bucketOf(hash);
    while (index[bucket] !== 0) bucket = (bucket + 1) & mask;
    index[bucket] = slot + 1;
  }

  /** Turns the entry at `slot` into a hole. */
  remove(slot: number): void {
    if (this.index !== null) this.removeFromIndex(slot);
    this.live--;
    if (slot === this.keys.length - 1) {
      this.keys.pop();
      this.values?.pop();
      return;
    }
    this.keys[slot] = undefined;
    if (this.values !== null) this.values[slot] = undefined;
  }

  private removeFromIndex(slot: number): void {
    const index = this.index as Uint16Array;
    const hashes = this.hashes as Int32Array;
    const mask = index.length - 1;
    let hole = this.bucketOf(hashes[slot]);
    while (index[hole] !== slot + 1) hole = (hole + 1) & mask;
    // Entries behind move up as far as their home bucket lets them, so that no search stops too early.
    for (let bucket = (hole + 1) & mask; index[bucket] !== 0; bucket = (bucket + 1) & mask) {
      const home = this.bucketOf(hashes[index[bucket] - 1]);
      if (((bucket - home) & mask) >= ((bucket - hole) & mask)) {
        index[hole] = index[bucket];
        hole = bucket;
      }
    }
    index[hole] = 0;
  }

  /** Squeezes the holes out, into room for `capacity` entries; builds or drops the index as that asks. */
  rebuild(capacity: number, seed: number): void {
    const oldKeys = this.keys;
    const oldValues = this.values;
    const oldHashes = this.hashes;
    this.setCapacity(capacity);
    this.keys = [];
    if (oldValues !== null) this.values = [];
    for (let slot = 0; slot < oldKeys.length; slot++) {
      const key = oldKeys[slot];
      if (key === undefined) continue;
      const newSlot = this.keys.push(key) - 1;
      if (oldValues !== null) (this.values as V[]).push(oldValues[slot] as V);
      if (this.index !== null) {
        this.addToIndex(newSlot, oldHashes === null ? hashBytes(key, seed) : oldHashes[slot]);
      }
    }
  }

  private setCapacity(capacity: number): void {
    if (capacity <= LINEAR_LIMIT) {
      this.capacity = LINEAR_LIMIT;
      this.index = null;
      this.hashes = null;
      return;
    }
    this.capacity = SMALLEST_CAPACITY;
    while (this.capacity < capacity) this.capacity *= 2;
    this.hashes = new Int32Array(this.capacity);
    this.index = new (this.capacity < 65536 ? Uint16Array : Uint32Array)(this.capacity * 2);
    this.bucketShift = Math.clz32(this.capacity * 2 - 1);
  }

  /** Gives memory back when most of the room stands empty. */
  shrinkIfSparse(seed: number): void {
    if (this.capacity > SMALLEST_CAPACITY && this.live * 8 < this.capacity) this.rebuild(this.live * 2, seed);
  }

  /** Moves the entries whose next hash bit is 1 into a new segment, which is returned. */
  split(): DictSegment<V> {
    const keys = this.keys;
    const values = this.values;
    const hashes = this.hashes as Int32Array;
    const bit = 0x80000000 >>> this.depth;
    this.depth++;
    this.prefix *= 2;
    const upper = new DictSegment<V>(this.depth, this.prefix + 1, values === null);
    upper.setCapacity(SEGMENT_LIMIT);
    this.keys = [];
    if (values !== null) this.values = [];
    this.setCapacity(Math.max(SEGMENT_LIMIT, keys.length));
    this.live = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (key === undefined) continue;
      const target = (hashes[slot] & bit) === 0 ? this : upper;
      // An uneven split may overfill the upper half's first table; insert enlarges it.
      target.insert(key, (values === null ? undefined : values[slot]) as V, hashes[slot], 0);
    }
    return upper;
  }

  /** Takes over all entries of the other half of the hash range above; the inverse of `split`. */
  mergeWith(upper: DictSegment<V>): void {
    const lowerKeys = this.keys;
    const lowerValues = this.values;
    const lowerHashes = this.hashes as Int32Array;
    const total = this.live + upper.live;
    this.depth--;
    this.prefix = Math.floor(this.prefix / 2);
    this.keys = [];
    if (lowerValues !== null) this.values = [];
    this.live = 0;
    // Halves always keep an index (they were full once), so their hashes are there to be reused.
    this.setCapacity(Math.max(SMALLEST_CAPACITY, total * 2));
    this.takeAll(lowerKeys, lowerValues, lowerHashes);
    this.takeAll(upper.keys, upper.values, upper.hashes as Int32Array);
  }

  private takeAll(keys: (string | undefined)[], values: (V | undefined)[] | null, hashes: Int32Array): void {
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (key !== undefined)
        this.insert(key, (values === null ? undefined : values[slot]) as V, hashes[slot], 0);
    }
  }

  /** An independent copy; the values are shared. */
  copy(): DictSegment<V> {
    const copy = new DictSegment<V>(this.depth, this.prefix, this.values === null);
    copy.keys = this.keys.slice();
    copy.values = this.values === null ? null : this.values.slice();
    copy.hashes = this.hashes === null ? null : this.hashes.slice();
    copy.index = this.index === null ? null : this.index.slice();
    copy.bucketShift = this.bucketShift;
    copy.capacity = this.capacity;
    copy.live = this.live;
    copy.position = this.position;
    return copy;
  }
}
