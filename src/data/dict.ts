/**
 * A hash table from byte strings to values that grows without a pause.
 *
 * It uses extendible hashing. The `directory` leads from the first bits of a hash to a segment of bounded size. A
 * segment that is full is split in two, and two that are nearly empty are merged, while all others stay as they are. A
 * single operation therefore never does more than rebuild one segment and copy the directory, which has one pointer
 * for about 3,000 entries. A dict of one segment is iterated in the order of insertion; the order of a larger one means
 * nothing.
 */
import { hashBytes } from '../bytes/hash.ts';
import { DictSegment, SEGMENT_LIMIT } from './dict-segment.ts';

/** More leading bits than this are not used: beyond, equal hashes are an attack or a miracle. */
const DEEPEST = 16;
const HASH_RANGE = 2 ** 32;
/** Two neighbours are merged when they fill no more than this together. */
const MERGE_LIMIT = SEGMENT_LIMIT / 4;
const RANDOM_TRIES = 64;

/**
 * The seed of dicts that are made. A dict keeps its seed. It is a variable of the module because structures are made in
 * many places; where several engines share a thread, each runs within `withDictSeed`.
 */
let hashSeed = 0x5bd1e995;

/** Sets the seed of the dicts made from now on, so that nobody outside can choose colliding keys. */
export function setDictSeed(seed: number): void {
  hashSeed = seed | 0;
}

/** Runs an action whose dicts are made with a seed; afterwards the one from before is in force again. */
export function withDictSeed<Result>(seed: number, action: () => Result): Result {
  const outer = hashSeed;
  hashSeed = seed | 0;
  try {
    return action();
  } finally {
    hashSeed = outer;
  }
}

export class Dict<V> {
  /** Number of entries. */
  size = 0;
  private seed = hashSeed;
  private readonly keysOnly: boolean;
  /** The only segment while there is one; null once there are several. */
  private only: DictSegment<V> | null;
  /** Leading hash bits -> segment, 2^depth entries; null while there is only one segment. */
  private directory: DictSegment<V>[] | null = null;
  private depth = 0;
  /** Every segment once; null while there is only one. */
  private several: DictSegment<V>[] | null = null;
  /** Iterations under way; while there are any, removal rebuilds nothing. */
  private pins = 0;

  /** `keysOnly` saves the room for values: `get` then answers undefined. */
  constructor(keysOnly = false) {
    this.keysOnly = keysOnly;
    this.only = new DictSegment<V>(0, 0, keysOnly);
  }

  private segmentOf(hash: number): DictSegment<V> {
    return this.only ?? (this.directory as DictSegment<V>[])[hash >>> (32 - this.depth)];
  }

  private segments(): DictSegment<V>[] {
    return this.several ?? [this.only as DictSegment<V>];
  }

  /** 0 while nothing is hashed yet. */
  private hashOf(key: string): number {
    return this.only !== null && this.only.index === null ? 0 : hashBytes(key, this.seed);
  }

  /** The value of a key, undefined where there is none. */
  get(key: string): V | undefined {
    const hash = this.hashOf(key);
    const segment = this.segmentOf(hash);
    const slot = segment.find(key, hash);
    return slot < 0 || segment.values === null ? undefined : segment.values[slot];
  }

  has(key: string): boolean {
    const hash = this.hashOf(key);
    return this.segmentOf(hash).find(key, hash) >= 0;
  }

  /** Sets the value of a key; whether the key is new. A replaced value keeps its place. */
  set(key: string, value: V): boolean {
    const hash = this.hashOf(key);
    let segment = this.segmentOf(hash);
    const slot = segment.find(key, hash);
    if (slot >= 0) {
      if (segment.values !== null) segment.values[slot] = value;
      return false;
    }
    while (!segment.hasRoom() && segment.depth < DEEPEST) {
      this.split(segment);
      segment = this.segmentOf(hash);
    }
    segment.insert(key, value, hash, this.seed);
    this.size++;
    return true;
  }

  /** Removes a key; whether it was there. Allowed for the current entry of an iteration. */
  delete(key: string): boolean {
    const hash = this.hashOf(key);
    const segment = this.segmentOf(hash);
    const slot = segment.find(key, hash);
    if (slot < 0) return false;
    segment.remove(slot);
    this.size--;
    if (this.pins === 0) {
      if (this.only !== null) segment.shrinkIfSparse(this.seed);
      else if (segment.live <= MERGE_LIMIT && (segment.live & 63) === 0) this.merge(segment);
    }
    return true;
  }

  /** Removes everything. */
  clear(): void {
    this.size = 0;
    this.depth = 0;
    this.only = new DictSegment<V>(0, 0, this.keysOnly);
    this.directory = null;
    this.several = null;
  }

  private split(segment: DictSegment<V>): void {
    const segments = this.segments();
    let directory = this.directory ?? segments;
    if (segment.depth === this.depth) {
      const doubled: DictSegment<V>[] = new Array(directory.length * 2);
      for (let entry = 0; entry < doubled.length; entry++) doubled[entry] = directory[entry >> 1];
      directory = doubled;
      this.depth++;
    }
    const upper = segment.split();
    upper.position = segments.push(upper) - 1;
    this.only = null;
    this.several = segments;
    this.directory = directory;
    this.point(directory, upper);
  }

  /** Lets the directory entries of a segment's hash range point to it. */
  private point(directory: DictSegment<V>[], segment: DictSegment<V>): void {
    const span = 2 ** (this.depth - segment.depth);
    const first = segment.prefix * span;
    directory.fill(segment, first, first + span);
  }

  /** Merges a sparse segment with the one that it was once split from, where that is sparse as well. */
  private merge(segment: DictSegment<V>): void {
    const directory = this.directory as DictSegment<V>[];
    const segments = this.segments();
    const span = 2 ** (this.depth - segment.depth);
    const neighbour = directory[(segment.prefix ^ 1) * span];
    if (neighbour.depth !== segment.depth || neighbour.live + segment.live > MERGE_LIMIT) return;
    const [lower, upper] = segment.prefix % 2 === 0 ? [segment, neighbour] : [neighbour, segment];
    lower.mergeWith(upper);
    const last = segments.pop() as DictSegment<V>;
    if (last !== upper) {
      segments[upper.position] = last;
      last.position = upper.position;
    }
    this.point(directory, lower);
    if (segments.every((each) => each.depth < this.depth)) this.halveDirectory();
  }

  private halveDirectory(): void {
    const directory = this.directory as DictSegment<V>[];
    this.depth--;
    this.directory = directory.filter((_, entry) => entry % 2 === 0);
    if (this.depth > 0) return;
    this.only = directory[0];
    this.directory = null;
    this.several = null;
  }

  /** Visits every entry. `visit` may remove the current entry, and must not add any. */
  forEach(visit: (value: V, key: string) => void): void {
    this.pins++;
    try {
      for (const segment of this.segments()) {
        const { keys, values } = segment;
        for (let slot = 0; slot < keys.length; slot++) {
          const key = keys[slot];
          if (key !== undefined) visit((values === null ? undefined : values[slot]) as V, key);
        }
      }
    } finally {
      this.pins--;
    }
  }

  /** All entries, under the rules of `forEach`. An iterator that is left early must be closed (as for-of does). */
  *entries(): Generator<[string, V], void> {
    this.pins++;
    try {
      for (const segment of this.segments()) {
        const { keys, values } = segment;
        for (let slot = 0; slot < keys.length; slot++) {
          const key = keys[slot];
          if (key !== undefined) yield [key, (values === null ? undefined : values[slot]) as V];
        }
      }
    } finally {
      this.pins--;
    }
  }

  [Symbol.iterator](): Generator<[string, V], void> {
    return this.entries();
  }

  *keys(): Generator<string, void> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<V, void> {
    for (const [, value] of this.entries()) yield value;
  }

  /**
   * Visits a few entries and answers the cursor of the next call, 0 at the end; 0 also starts. An entry that
   * is there from the first call to the last is visited at least once, whatever is added or removed between
   * calls: a cursor is a position in the order of hashes, which no growth changes.
   */
  scan(cursor: bigint | number, visit: (value: V, key: string) => void): number {
    const only = this.only;
    if (only !== null && only.index === null) {
      this.forEach(visit);
      return 0;
    }
    const position = typeof cursor === 'bigint' ? Number(BigInt.asUintN(32, cursor)) : cursor % HASH_RANGE;
    const segment = this.segmentOf(position | 0);
    const index = segment.index as Uint16Array;
    const hashes = segment.hashes as Int32Array;
    const home = segment.bucketOf(position | 0);
    const mask = index.length - 1;
    const found: number[] = [];
    for (let bucket = home; index[bucket] !== 0; bucket = (bucket + 1) & mask) {
      const slot = index[bucket] - 1;
      if (segment.bucketOf(hashes[slot]) === home) found.push(slot);
    }
    const width = segment.bucketWidth();
    const next = (Math.floor(position / width) + 1) * width;
    const entries = found.map((slot) => ({
      key: segment.keys[slot] as string,
      value: segment.values?.[slot],
    }));
    for (const { key, value } of entries) visit(value as V, key);
    return next >= HASH_RANGE ? 0 : next;
  }

  /** A random entry, each about as likely as any other; undefined when empty. `random` answers [0, 1). */
  random(random: () => number): [string, V] | undefined {
    if (this.size === 0) return undefined;
    const segments = this.segments();
    // One bound for all segments makes full and sparse ones count by their entries.
    const bound = this.only === null ? SEGMENT_LIMIT : this.only.keys.length;
    for (let tries = 0; tries < RANDOM_TRIES; tries++) {
      const segment = segments[Math.floor(random() * segments.length)];
      const slot = Math.floor(random() * bound);
      const key = segment.keys[slot];
      if (key !== undefined) return [key, segment.values?.[slot] as V];
    }
    return this.firstFrom(Math.floor(random() * segments.length));
  }

  /** The first entry at or after a segment: the way out where random tries keep hitting holes. */
  private firstFrom(start: number): [string, V] | undefined {
    const segments = this.segments();
    for (let offset = 0; offset < segments.length; offset++) {
      const segment = segments[(start + offset) % segments.length];
      if (segment.live === 0) continue;
      const slot = segment.keys.findIndex((key) => key !== undefined);
      return [segment.keys[slot] as string, segment.values?.[slot] as V];
    }
    return undefined;
  }

  /** An independent copy; the values are shared. */
  copy(): Dict<V> {
    const copy = new Dict<V>(this.keysOnly);
    copy.adopt(this);
    return copy;
  }

  private adopt(source: Dict<V>): void {
    // A copy keeps hashes, so it must keep their seed.
    this.seed = source.seed;
    this.size = source.size;
    this.depth = source.depth;
    const segments = source.segments().map((segment) => segment.copy());
    if (source.directory === null) {
      this.only = segments[0];
      return;
    }
    this.only = null;
    this.several = segments;
    this.directory = source.directory.map((segment) => segments[segment.position]);
  }
}
