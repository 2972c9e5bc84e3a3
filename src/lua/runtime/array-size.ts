/**
 * The size that Lua 5.1 chooses for the array part in a rehash: the largest power of two n such that more than half of
 * the indices 1..n have a value. To find it, the indices are counted by the power of two below which they lie.
 */
import type { LuaValue } from './value.ts';

/** The largest index that can be in an array part. */
const MAX_INDEX = 2 ** 26;

/** Whether a key is an integer that could be in an array part. */
export function isIndex(key: LuaValue): key is number {
  return typeof key === 'number' && key >= 1 && key <= MAX_INDEX && key === Math.floor(key);
}

/** Counts the indices of a table by powers of two. */
export class IndexCount {
  /** `counts[b]` is the number of indices i with 2^(b-1) < i <= 2^b. */
  private readonly counts = new Array<number>(27).fill(0);
  private total = 0;

  /** Adds a key, if it is an index. */
  add(key: LuaValue): void {
    if (!isIndex(key)) return;
    this.counts[key === 1 ? 0 : 32 - Math.clz32(key - 1)]++;
    this.total++;
  }

  /** Adds all indices above `from`, up to `to`. */
  addRange(from: number, to: number): void {
    for (let bit = 0, low = from; low < to; bit++) {
      const high = Math.min(2 ** bit, to);
      if (high <= low) continue;
      this.counts[bit] += high - low;
      low = high;
    }
    this.total += to - from;
  }

  /** The size for the array part, and how many of the indices are in a part of that size. */
  arraySize(): { size: number; used: number } {
    let size = 0;
    let used = 0;
    let seen = 0;
    for (let bit = 0, power = 1; power / 2 < this.total; bit++, power *= 2) {
      seen += this.counts[bit] ?? 0;
      if (seen > power / 2) {
        size = power;
        used = seen;
      }
      if (seen === this.total) break;
    }
    return { size, used };
  }
}
