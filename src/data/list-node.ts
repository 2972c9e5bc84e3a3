/**
 * One node of a list: a run of elements, kept within the size that Redis gives to one quicklist node.
 *
 * Elements are `items[first..]`; the slots before `first` are free, so that both ends are cheap.
 * `bytes` is the length of the listpack that Redis would have for the elements.
 */
import { LISTPACK_OVERHEAD, listpackStringSize } from './listpack-size.ts';

/** Below this many free slots at the head nothing is done about them. */
const TOLERATED_GAP = 32;

export class ListNode {
  private items: string[];
  private first = 0;
  bytes: number;

  /** `items` becomes the node's own. */
  constructor(items: string[]) {
    this.items = items;
    this.bytes = LISTPACK_OVERHEAD;
    for (const item of items) this.bytes += listpackStringSize(item);
  }

  get count(): number {
    return this.items.length - this.first;
  }

  at(position: number): string {
    return this.items[this.first + position];
  }

  pushTail(value: string): void {
    this.items.push(value);
    this.bytes += listpackStringSize(value);
  }

  pushHead(value: string): void {
    this.bytes += listpackStringSize(value);
    if (this.first === 0) {
      const gap = this.items.length;
      if (gap < TOLERATED_GAP) {
        this.items.unshift(value);
        return;
      }
      this.items = new Array<string>(gap).fill('').concat(this.items);
      this.first = gap;
    }
    this.items[--this.first] = value;
  }

  /** Removes the last element of a node that is not empty. */
  popTail(): string {
    const value = this.items.pop() as string;
    this.bytes -= listpackStringSize(value);
    return value;
  }

  /** Removes the first element of a node that is not empty. */
  popHead(): string {
    const value = this.items[this.first];
    this.bytes -= listpackStringSize(value);
    this.items[this.first++] = '';
    if (this.first > TOLERATED_GAP && this.first * 2 > this.items.length) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
    return value;
  }

  replace(position: number, value: string): void {
    this.bytes += listpackStringSize(value) - listpackStringSize(this.at(position));
    this.items[this.first + position] = value;
  }

  insert(position: number, value: string): void {
    this.bytes += listpackStringSize(value);
    this.items.splice(this.first + position, 0, value);
  }

  /** Removes `count` elements from a position; returns them. */
  remove(position: number, count: number): string[] {
    const removed = this.items.splice(this.first + position, count);
    for (const value of removed) this.bytes -= listpackStringSize(value);
    return removed;
  }

  /** The elements `[from, to)` in a new array. */
  slice(from: number, to: number): string[] {
    return this.items.slice(this.first + from, this.first + to);
  }

  /** Moves all elements of the next node behind this one's. */
  absorb(next: ListNode): void {
    this.items = this.slice(0, this.count).concat(next.items.slice(next.first));
    this.first = 0;
    this.bytes += next.bytes - LISTPACK_OVERHEAD;
  }

  copy(): ListNode {
    const copy = new ListNode([]);
    copy.items = this.slice(0, this.count);
    copy.bytes = this.bytes;
    return copy;
  }
}
