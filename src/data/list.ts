/**
 * List: byte strings in order, cheap at both ends.
 *
 * It is a sequence of nodes that are filled, split and merged like the nodes of Redis's quicklist, and under the same
 * limit, list-max-listpack-size: a positive number limits the elements of a node, -1 to -5 limit its size to 4 KB up to
 * 64 KB. An operation in the middle of a list therefore costs no more than the work on one node and a walk over the
 * others. It also makes `encoding` what OBJECT ENCODING answers: `quicklist` once the elements do not fit one node, and
 * `listpack` again once they fit half of one. No node is empty, except the only node of an empty list.
 */
import { ListNode } from './list-node.ts';

const NODE_SIZES = [4096, 8192, 16384, 32768, 65536];
/** Bytes that no node exceeds under a limit of elements. */
const SAFE_SIZE = 8192;
/** What Redis adds to an element's length when it asks whether a node has room. */
const ELEMENT_OVERHEAD = 8;
/** Header and end of the listpack that a merge saves. */
const MERGE_SAVING = 7;

function sizeLimit(limit: number): number {
  return limit < 0 ? NODE_SIZES[Math.min(-limit, NODE_SIZES.length) - 1] : Number.POSITIVE_INFINITY;
}

function countLimit(limit: number): number {
  return limit < 0 ? Number.POSITIVE_INFINITY : Math.max(limit, 1);
}

function exceeds(limit: number, bytes: number, count: number): boolean {
  return limit < 0 ? bytes > sizeLimit(limit) : bytes > SAFE_SIZE || count > countLimit(limit);
}

function hasRoom(node: ListNode | undefined, value: string, limit: number): boolean {
  if (node === undefined) return false;
  return !exceeds(limit, node.bytes + value.length + ELEMENT_OVERHEAD, node.count + 1);
}

/** V8 makes a longer array without elements a dictionary. */
const LONGEST_PREPARED = 2 ** 25;

export class List {
  private nodes: ListNode[] = [new ListNode([])];
  /** Number of elements. */
  length = 0;
  encoding: 'listpack' | 'quicklist' = 'listpack';

  /**
   * Becomes a quicklist where values about to be added would outgrow one node. LSET and LINSERT ask before
   * they know whether they change anything; the methods that add ask themselves.
   */
  prepare(values: readonly string[], limit: number): void {
    if (this.encoding === 'quicklist') return;
    let bytes = this.nodes[0].bytes;
    for (const value of values) bytes += value.length;
    if (exceeds(limit, bytes, this.length + values.length)) this.encoding = 'quicklist';
  }

  private settle(limit: number): void {
    if (this.encoding === 'listpack' || this.nodes.length !== 1) return;
    const { bytes } = this.nodes[0];
    if (bytes > sizeLimit(limit) / 2) return;
    if (this.length > Math.floor(countLimit(limit) / 2)) return;
    this.encoding = 'listpack';
  }

  /** Becomes a listpack where everything fits one node of full size: as for lists built in one go (SORT STORE). */
  compact(limit: number): void {
    if (this.nodes.length !== 1 || this.nodes[0].bytes > sizeLimit(limit)) return;
    if (this.length <= countLimit(limit)) this.encoding = 'listpack';
  }

  /** Adds values one after the other at the head (so the last comes first). */
  pushHead(values: readonly string[], limit: number): void {
    this.prepare(values, limit);
    for (const value of values) {
      if (this.encoding === 'listpack' || this.length === 0 || hasRoom(this.nodes[0], value, limit)) {
        this.nodes[0].pushHead(value);
      } else this.nodes.unshift(new ListNode([value]));
      this.length++;
    }
  }

  /** Adds values at the tail. */
  pushTail(values: readonly string[], limit: number): void {
    this.prepare(values, limit);
    for (const value of values) {
      const last = this.nodes[this.nodes.length - 1];
      if (this.encoding === 'listpack' || this.length === 0 || hasRoom(last, value, limit))
        last.pushTail(value);
      else this.nodes.push(new ListNode([value]));
      this.length++;
    }
  }

  /** Removes and returns the first element; undefined when empty. */
  popHead(limit: number): string | undefined {
    if (this.length === 0) return undefined;
    const value = this.nodes[0].popHead();
    this.length--;
    if (this.nodes[0].count === 0 && this.nodes.length > 1) this.nodes.shift();
    this.settle(limit);
    return value;
  }

  /** Removes and returns the last element; undefined when empty. */
  popTail(limit: number): string | undefined {
    if (this.length === 0) return undefined;
    const last = this.nodes[this.nodes.length - 1];
    const value = last.popTail();
    this.length--;
    if (last.count === 0 && this.nodes.length > 1) this.nodes.pop();
    this.settle(limit);
    return value;
  }

  /** Finds the node of an index that is in range: `node` is its number, `offset` the place in it. */
  private locate(index: number): { node: number; offset: number } {
    const nodes = this.nodes;
    if (index * 2 < this.length) {
      let node = 0;
      let offset = index;
      while (offset >= nodes[node].count) offset -= nodes[node++].count;
      return { node, offset };
    }
    let node = nodes.length - 1;
    let start = this.length - nodes[node].count;
    while (start > index) start -= nodes[--node].count;
    return { node, offset: index - start };
  }

  /** The element at an index from the head, 0 first; undefined when out of range. */
  get(index: number): string | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const { node, offset } = this.locate(index);
    return this.nodes[node].at(offset);
  }

  /** Replaces the element at an index; false when out of range. */
  set(index: number, value: string, limit: number): boolean {
    this.prepare([value], limit);
    if (index < 0 || index >= this.length) return false;
    const { node, offset } = this.locate(index);
    this.nodes[node].replace(offset, value);
    this.settle(limit);
    return true;
  }

  /** Inserts before or after the element at an index, which must be in range. */
  insert(index: number, after: boolean, value: string, limit: number): void {
    this.prepare([value], limit);
    const { node: number, offset } = this.locate(index);
    const nodes = this.nodes;
    const node = nodes[number];
    const position = after ? offset + 1 : offset;
    this.length++;
    if (this.encoding === 'listpack' || hasRoom(node, value, limit)) {
      node.insert(position, value);
    } else if (after && position === node.count) {
      if (hasRoom(nodes[number + 1], value, limit)) nodes[number + 1].pushHead(value);
      else nodes.splice(number + 1, 0, new ListNode([value]));
    } else if (!after && position === 0) {
      if (hasRoom(nodes[number - 1], value, limit)) nodes[number - 1].pushTail(value);
      else nodes.splice(number, 0, new ListNode([value]));
    } else {
      this.splitAround(number, position, after, value, limit);
    }
  }

  /** Splits a full node at a position; the new value goes to the part that Redis newly creates. */
  private splitAround(number: number, position: number, after: boolean, value: string, limit: number): void {
    const node = this.nodes[number];
    if (after) {
      const rest = node.remove(position, node.count - position);
      this.nodes.splice(number + 1, 0, new ListNode([value, ...rest]));
      this.mergeAround(number, limit);
    } else {
      const front = node.remove(0, position);
      front.push(value);
      this.nodes.splice(number, 0, new ListNode(front));
      this.mergeAround(number + 1, limit);
    }
  }

  private mergePair(number: number, limit: number): boolean {
    const [a, b] = [this.nodes[number], this.nodes[number + 1]];
    if (number < 0 || b === undefined) return false;
    if (exceeds(limit, a.bytes + b.bytes - MERGE_SAVING, a.count + b.count)) return false;
    a.absorb(b);
    this.nodes.splice(number + 1, 1);
    return true;
  }

  /** Merges neighbours of a node that was just split, in the order that Redis tries them. */
  private mergeAround(number: number, limit: number): void {
    let centre = number;
    if (this.mergePair(centre - 2, limit)) centre--;
    this.mergePair(centre + 1, limit);
    if (this.mergePair(centre - 1, limit)) centre--;
    this.mergePair(centre, limit);
  }

  /** Removes `count` elements from an index; the range must lie within the list. */
  removeRange(index: number, count: number, limit: number): void {
    if (count <= 0) return;
    const { node, offset } = this.locate(index);
    let first = node;
    let left = count;
    if (offset > 0) {
      left -= this.nodes[first].remove(offset, left).length;
      first++;
    }
    // Whole nodes go in one step.
    let end = first;
    while (left > 0 && this.nodes[end].count <= left) left -= this.nodes[end++].count;
    if (left > 0) this.nodes[end].remove(0, left);
    this.nodes.splice(first, end - first);
    if (this.nodes.length === 0) this.nodes.push(new ListNode([]));
    this.length -= count;
    this.settle(limit);
  }

  /** The elements `[start, end)`; the range must lie within the list. */
  range(start: number, end: number): string[] {
    if (start >= end) return [];
    const { node, offset } = this.locate(start);
    const length = end - start;
    const first = this.nodes[node].slice(offset, offset + length);
    if (first.length === length) return first;
    // An array of its length from the start is several times faster to fill than one that grows (docs/measurements.md).
    const elements: string[] = length <= LONGEST_PREPARED ? new Array(length) : [];
    let at = 0;
    for (const element of first) elements[at++] = element;
    for (let next = node + 1; at < length; next++) {
      for (const element of this.nodes[next].slice(0, length - at)) elements[at++] = element;
    }
    return elements;
  }

  /** Visits the elements from the head until `visit` answers false. The list must not change meanwhile. */
  visit(visit: (value: string, index: number) => boolean): void {
    let index = 0;
    for (const node of this.nodes) {
      const { count } = node;
      for (let offset = 0; offset < count; offset++) if (!visit(node.at(offset), index++)) return;
    }
  }

  /** Visits the elements from the tail until `visit` answers false; the index still counts from the head. */
  visitBackwards(visit: (value: string, index: number) => boolean): void {
    let index = this.length;
    for (let number = this.nodes.length - 1; number >= 0; number--) {
      const node = this.nodes[number];
      for (let offset = node.count - 1; offset >= 0; offset--) if (!visit(node.at(offset), --index)) return;
    }
  }

  /** All elements, head first. */
  *values(): Generator<string, void> {
    for (const node of this.nodes) yield* node.slice(0, node.count);
  }

  [Symbol.iterator](): Generator<string, void> {
    return this.values();
  }

  /**
   * Removes elements equal to `value`: the first `count`, the last `-count` when negative, all when 0. Answers
   * how many.
   */
  remove(value: string, count: number, limit: number): number {
    const backwards = count < 0;
    let left = count === 0 ? this.length : Math.abs(count);
    let removed = 0;
    const nodes = backwards ? [...this.nodes].reverse() : this.nodes;
    for (const node of nodes) {
      if (left === 0) break;
      const matches: number[] = [];
      const size = node.count;
      for (let step = 0; step < size && left > 0; step++) {
        const offset = backwards ? size - 1 - step : step;
        if (node.at(offset) !== value) continue;
        matches.push(offset);
        left--;
      }
      // From the back, so that the offsets before stay true.
      if (!backwards) matches.reverse();
      for (const offset of matches) node.remove(offset, 1);
      removed += matches.length;
    }
    if (removed === 0) return 0;
    this.length -= removed;
    this.nodes = this.nodes.filter((node) => node.count > 0);
    if (this.nodes.length === 0) this.nodes.push(new ListNode([]));
    this.settle(limit);
    return removed;
  }

  /** An independent copy. */
  copy(): List {
    const copy = new List();
    copy.nodes = this.nodes.map((node) => node.copy());
    copy.length = this.length;
    copy.encoding = this.encoding;
    return copy;
  }
}
