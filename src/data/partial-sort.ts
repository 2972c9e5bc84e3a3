/**
 * Sorts only as much of an array as is asked for, with the quicksort of Bentley and McIlroy ("Engineering a Sort Function",
 * 1993) that leaves out the parts in which nobody is interested. The order of equal items is the one of Redis, which uses
 * the same algorithm.
 *
 * Quicksort can be made to take the square of the time by items that are arranged for it. A part that has been divided far
 * more often than happens by chance is therefore sorted in another way.
 */

/** Negative, zero or positive, as for `Array.prototype.sort`. */
type Comparison<T> = (a: T, b: T) => number;

/** Parts that are smaller are sorted by insertion. */
const SMALL = 7;
/** In parts that are larger, the pivot is the median of three medians. */
const LARGE = 40;
/** So many times more divisions than perfect ones are allowed. */
const PATIENCE = 8;

class PartialSort<T> {
  private readonly items: T[];
  private readonly wanted: number;
  private readonly compare: Comparison<T>;

  constructor(items: T[], wanted: number, compare: Comparison<T>) {
    this.items = items;
    this.wanted = wanted;
    this.compare = compare;
  }

  /** Sorts the items from `from` up to, not including, `end`. */
  sort(from: number, end: number, divisions: number): void {
    let start = from;
    for (let left = divisions; end - start >= SMALL; left--) {
      if (left === 0) {
        this.sortOtherwise(start, end);
        return;
      }
      const { less, greater } = this.divide(start, end);
      if (less > 1 && start < this.wanted) this.sort(start, start + less, left - 1);
      if (greater <= 1 || end - greater >= this.wanted) return;
      start = end - greater;
    }
    this.insertionSort(start, end);
  }

  /** Moves what is less than a pivot to the beginning and what is greater to the end; answers how many these are. */
  private divide(start: number, end: number): { less: number; greater: number } {
    const { items, compare } = this;
    this.swap(start, this.pivot(start, end));
    const pivot = items[start];
    // What equals the pivot is gathered at both ends first.
    let equalEnd = start + 1;
    let low = start + 1;
    let high = end - 1;
    let equalStart = end - 1;
    for (;;) {
      for (; low <= high; low++) {
        const order = compare(items[low], pivot);
        if (order > 0) break;
        if (order === 0) this.swap(equalEnd++, low);
      }
      for (; low <= high; high--) {
        const order = compare(items[high], pivot);
        if (order < 0) break;
        if (order === 0) this.swap(high, equalStart--);
      }
      if (low > high) break;
      this.swap(low++, high--);
    }
    const less = low - equalEnd;
    const greater = equalStart - high;
    this.exchange(start, low, Math.min(equalEnd - start, less));
    this.exchange(low, end, Math.min(greater, end - equalStart - 1));
    return { less, greater };
  }

  private pivot(start: number, end: number): number {
    const size = end - start;
    const centre = start + Math.floor(size / 2);
    if (size === SMALL) return centre;
    if (size <= LARGE) return this.median(start, centre, end - 1);
    const gap = Math.floor(size / 8);
    return this.median(
      this.median(start, start + gap, start + 2 * gap),
      this.median(centre - gap, centre, centre + gap),
      this.median(end - 1 - 2 * gap, end - 1 - gap, end - 1),
    );
  }

  private median(a: number, b: number, c: number): number {
    const { items, compare } = this;
    if (compare(items[a], items[b]) < 0) {
      if (compare(items[b], items[c]) < 0) return b;
      return compare(items[a], items[c]) < 0 ? c : a;
    }
    if (compare(items[b], items[c]) > 0) return b;
    return compare(items[a], items[c]) < 0 ? a : c;
  }

  private swap(a: number, b: number): void {
    const { items } = this;
    const item = items[a];
    items[a] = items[b];
    items[b] = item;
  }

  /** Exchanges the first `count` items from `start` on with the last ones before `end`. */
  private exchange(start: number, end: number, count: number): void {
    for (let at = 0; at < count; at++) this.swap(start + at, end - count + at);
  }

  private insertionSort(start: number, end: number): void {
    const { items, compare } = this;
    for (let next = start + 1; next < end; next++) {
      for (let at = next; at > start && compare(items[at - 1], items[at]) > 0; at--) this.swap(at, at - 1);
    }
  }

  private sortOtherwise(start: number, end: number): void {
    const part = this.items.slice(start, end).sort(this.compare);
    for (let at = 0; at < part.length; at++) this.items[start + at] = part[at];
  }
}

/** Arranges the items so that the first `count` of them are those that sorting would put there. */
export function sortFirst<T>(items: T[], count: number, compare: Comparison<T>): void {
  const divisions = PATIENCE * Math.ceil(Math.log2(items.length + 1));
  new PartialSort(items, count, compare).sort(0, items.length, divisions);
}
