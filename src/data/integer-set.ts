/**
 * A sorted array of distinct 64-bit integers: the members of a set whose encoding is `intset`.
 */
import type { Integer64 } from '../bytes/number.ts';

export class IntegerSet {
  private integers: Integer64[];

  /** `integers` must be sorted and distinct, and becomes the set's own. */
  constructor(integers: Integer64[] = []) {
    this.integers = integers;
  }

  get size(): number {
    return this.integers.length;
  }

  /** Position of the first integer that is not below `wanted`. */
  private lowerBound(wanted: Integer64): number {
    const integers = this.integers;
    let low = 0;
    let high = integers.length;
    // Sets are often filled in ascending order.
    if (high > 0 && integers[high - 1] < wanted) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (integers[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(integer: Integer64): boolean {
    return this.integers[this.lowerBound(integer)] === integer;
  }

  /** Adds an integer; whether it is new. */
  add(integer: Integer64): boolean {
    const position = this.lowerBound(integer);
    if (this.integers[position] === integer) return false;
    this.integers.splice(position, 0, integer);
    return true;
  }

  /** Removes an integer; whether it was there. */
  delete(integer: Integer64): boolean {
    const position = this.lowerBound(integer);
    if (this.integers[position] !== integer) return false;
    this.integers.splice(position, 1);
    return true;
  }

  /** The integer at a position in ascending order. */
  at(position: number): Integer64 {
    return this.integers[position];
  }

  /** All integers in ascending order: the set's own array, not to be written to. */
  all(): readonly Integer64[] {
    return this.integers;
  }

  copy(): IntegerSet {
    return new IntegerSet(this.integers.slice());
  }
}
