/**
 * Score tree: the order of a sorted set, as a counted B+ tree.
 *
 * Entries are (score, member) pairs in ascending order of score, then of the member's bytes, without duplicates;
 * scores are never NaN. Leaves hold parallel arrays; a branch knows how many entries each child holds, so rank,
 * n-th entry and every range cost O(log n). Invariant: no node below the root is empty, and `scores[i]`/`members[i]`
 * of a branch is a separator: not above any entry of child i, above every entry of child i-1 (the first is unused).
 */

/** Called for each entry of a range, in order; returning exactly `false` ends the walk. */
export type EntryVisitor = (member: string, score: number) => unknown;

/** True for the entries of a prefix of the order, false for the rest. */
export type EntryPredicate = (member: string, score: number) => boolean;

/** Entries of a leaf and children of a branch: half as many and twice as many are slower. */
const NODE_CAPACITY = 64;
/** Below this a node that has lost an entry looks for a neighbour to merge with. */
const SPARSE = NODE_CAPACITY / 4;
/** What a merged node may hold at most, so that it does not split again at once. */
const MERGED_CAPACITY = (NODE_CAPACITY * 3) / 4;
/** Arrays up to this length are kept without slack: V8 grows a pushed array to 17 elements at once. */
const EXACT_LENGTH = 12;

type Node = Leaf | Branch;

/** Inserts into an array; answers the array to keep, which may be a new one. */
function inserted<T>(array: T[], position: number, value: T): T[] {
  if (array.length < EXACT_LENGTH) return array.toSpliced(position, 0, value);
  // A loop is faster than splice, which allocates its result.
  for (let i = array.length; i > position; i--) array[i] = array[i - 1];
  array[position] = value;
  return array;
}

/** Takes one element out of an array; most often the first one, whose score has risen. */
function removeOne<T>(array: T[], position: number): void {
  if (position === 0) {
    array.shift();
    return;
  }
  for (let i = position + 1; i < array.length; i++) array[i - 1] = array[i];
  array.pop();
}

class Leaf {
  scores: number[];
  members: string[];

  constructor(scores: number[], members: string[]) {
    this.scores = scores;
    this.members = members;
  }

  get size(): number {
    return this.members.length;
  }

  /** How full the node is, in units of NODE_CAPACITY. */
  get width(): number {
    return this.members.length;
  }

  countBefore(score: number, member: string): number {
    const { scores, members } = this;
    let low = 0;
    let high = scores.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = scores[middle];
      if (other < score || (other === score && members[middle] < member)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  countWhile(predicate: EntryPredicate): number {
    let low = 0;
    let high = this.scores.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (predicate(this.members[middle], this.scores[middle])) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Answers the right half when the leaf had to split. */
  insert(score: number, member: string): Leaf | null {
    const position = this.countBefore(score, member);
    const length = this.scores.length;
    if (length < NODE_CAPACITY) {
      this.scores = inserted(this.scores, position, score);
      this.members = inserted(this.members, position, member);
      return null;
    }
    // Ascending insertion leaves full leaves behind.
    const cut = position === length ? length : length >>> 1;
    const right = new Leaf(this.scores.slice(cut), this.members.slice(cut));
    this.scores = this.scores.slice(0, cut);
    this.members = this.members.slice(0, cut);
    if (position >= cut) {
      right.scores = inserted(right.scores, position - cut, score);
      right.members = inserted(right.members, position - cut, member);
    } else {
      this.scores = inserted(this.scores, position, score);
      this.members = inserted(this.members, position, member);
    }
    return right;
  }

  removeAt(index: number, count: number): number {
    const removed = Math.min(count, this.scores.length - index);
    if (removed === 1) {
      removeOne(this.scores, index);
      removeOne(this.members, index);
    } else {
      this.scores.splice(index, removed);
      this.members.splice(index, removed);
    }
    return removed;
  }

  /** Removes an entry that is there. */
  remove(score: number, member: string): void {
    this.removeAt(this.countBefore(score, member), 1);
  }

  absorb(right: Leaf): void {
    this.scores = this.scores.concat(right.scores);
    this.members = this.members.concat(right.members);
  }

  visit(start: number, end: number, visitor: EntryVisitor): boolean {
    const { scores, members } = this;
    for (let i = start; i < end; i++) if (visitor(members[i], scores[i]) === false) return false;
    return true;
  }

  visitReverse(start: number, end: number, visitor: EntryVisitor): boolean {
    const { scores, members } = this;
    for (let i = end - 1; i >= start; i--) if (visitor(members[i], scores[i]) === false) return false;
    return true;
  }

  copy(): Leaf {
    return new Leaf(this.scores.slice(), this.members.slice());
  }
}

class Branch {
  children: Node[];
  counts: number[];
  scores: number[];
  members: string[];
  size: number;

  constructor(children: Node[], counts: number[], scores: number[], members: string[]) {
    this.children = children;
    this.counts = counts;
    this.scores = scores;
    this.members = members;
    this.size = 0;
    for (const count of counts) this.size += count;
  }

  get width(): number {
    return this.children.length;
  }

  private childFor(score: number, member: string): number {
    const { scores, members } = this;
    let low = 1;
    let high = scores.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = scores[middle];
      if (other < score || (other === score && members[middle] <= member)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private countBeforeChild(child: number): number {
    const { counts } = this;
    let before = 0;
    for (let i = 0; i < child; i++) before += counts[i];
    return before;
  }

  countBefore(score: number, member: string): number {
    const child = this.childFor(score, member);
    return this.countBeforeChild(child) + this.children[child].countBefore(score, member);
  }

  countWhile(predicate: EntryPredicate): number {
    let low = 1;
    let high = this.children.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (predicate(this.members[middle], this.scores[middle])) low = middle + 1;
      else high = middle;
    }
    return this.countBeforeChild(low - 1) + this.children[low - 1].countWhile(predicate);
  }

  /** Answers the right half when the branch had to split. */
  insert(score: number, member: string): Branch | null {
    const child = this.childFor(score, member);
    const node = this.children[child];
    const sibling = node.insert(score, member);
    this.size++;
    if (sibling === null) {
      this.counts[child]++;
      return null;
    }
    this.counts[child] = node.size;
    this.insertChild(child + 1, sibling);
    if (this.children.length <= NODE_CAPACITY) return null;
    const cut = child === NODE_CAPACITY - 1 ? NODE_CAPACITY : NODE_CAPACITY >>> 1;
    const right = new Branch(
      this.children.splice(cut),
      this.counts.splice(cut),
      this.scores.splice(cut),
      this.members.splice(cut),
    );
    this.size -= right.size;
    return right;
  }

  private insertChild(position: number, node: Node): void {
    // A fresh right half: its first entry (of a branch: its first separator) separates it from its left neighbour.
    this.children = inserted(this.children, position, node);
    this.counts = inserted(this.counts, position, node.size);
    this.scores = inserted(this.scores, position, node.scores[0]);
    this.members = inserted(this.members, position, node.members[0]);
  }

  removeAt(index: number, count: number): number {
    let child = 0;
    let offset = index;
    while (offset >= this.counts[child]) offset -= this.counts[child++];
    const node = this.children[child];
    const removed = node.removeAt(offset, count);
    this.hasLost(child, removed);
    return removed;
  }

  /** Removes an entry that is there. */
  remove(score: number, member: string): void {
    const child = this.childFor(score, member);
    this.children[child].remove(score, member);
    this.hasLost(child, 1);
  }

  private hasLost(child: number, removed: number): void {
    this.counts[child] -= removed;
    this.size -= removed;
    if (this.counts[child] === 0) this.removeChild(child);
    else if (this.children[child].width < SPARSE) this.mergeAround(child);
  }

  private removeChild(child: number): void {
    this.children.splice(child, 1);
    this.counts.splice(child, 1);
    this.scores.splice(child, 1);
    this.members.splice(child, 1);
  }

  private mergeAround(child: number): void {
    if (!this.merge(child)) this.merge(child - 1);
  }

  /** Merges a child with its right neighbour if the result is well below the capacity. */
  private merge(child: number): boolean {
    const left = this.children[child];
    const right = this.children[child + 1];
    if (left === undefined || right === undefined) return false;
    if (left.width + right.width > MERGED_CAPACITY) return false;
    if (left instanceof Leaf && right instanceof Leaf) left.absorb(right);
    else if (left instanceof Branch && right instanceof Branch) {
      left.absorb(right, this.scores[child + 1], this.members[child + 1]);
    }
    this.counts[child] += this.counts[child + 1];
    this.removeChild(child + 1);
    return true;
  }

  /** `score`, `member`: the separator between the two. */
  absorb(right: Branch, score: number, member: string): void {
    right.scores[0] = score;
    right.members[0] = member;
    this.children = this.children.concat(right.children);
    this.counts = this.counts.concat(right.counts);
    this.scores = this.scores.concat(right.scores);
    this.members = this.members.concat(right.members);
    this.size += right.size;
  }

  visit(start: number, end: number, visitor: EntryVisitor): boolean {
    const { children, counts } = this;
    let before = 0;
    for (let i = 0; i < children.length && before < end; i++) {
      const after = before + counts[i];
      if (after > start) {
        const from = Math.max(start - before, 0);
        const to = Math.min(end - before, counts[i]);
        if (!children[i].visit(from, to, visitor)) return false;
      }
      before = after;
    }
    return true;
  }

  visitReverse(start: number, end: number, visitor: EntryVisitor): boolean {
    const { children, counts } = this;
    let after = this.size;
    for (let i = children.length - 1; i >= 0 && after > start; i--) {
      const before = after - counts[i];
      if (before < end) {
        const from = Math.max(start - before, 0);
        const to = Math.min(end - before, counts[i]);
        if (!children[i].visitReverse(from, to, visitor)) return false;
      }
      after = before;
    }
    return true;
  }

  copy(): Branch {
    return new Branch(
      this.children.map((child) => child.copy()),
      this.counts.slice(),
      this.scores.slice(),
      this.members.slice(),
    );
  }
}

export class ScoreTree {
  private root: Node;

  constructor() {
    this.root = new Leaf([], []);
  }

  get size(): number {
    return this.root.size;
  }

  /** The only leaf of a small tree, to search it by member; null once it has split. */
  get onlyLeaf(): { readonly scores: readonly number[]; readonly members: readonly string[] } | null {
    return this.root instanceof Leaf ? this.root : null;
  }

  /** Inserts an entry that is not there yet. */
  insert(score: number, member: string): void {
    const root = this.root;
    const right = root.insert(score, member);
    if (right === null) return;
    this.root = new Branch(
      [root, right],
      [root.size, right.size],
      [root.scores[0], right.scores[0]],
      [root.members[0], right.members[0]],
    );
  }

  /** Removes the entries from index `start` up to, not including, `end`. */
  removeRange(start: number, end: number): void {
    for (let left = Math.min(end, this.size) - start; left > 0; ) left -= this.root.removeAt(start, left);
    this.lower();
  }

  /** Removes an entry that is there. */
  remove(score: number, member: string): void {
    this.root.remove(score, member);
    this.lower();
  }

  /** Drops levels that have become useless. */
  private lower(): void {
    while (this.root instanceof Branch && this.root.children.length <= 1) {
      this.root = this.root.children.length === 1 ? this.root.children[0] : new Leaf([], []);
    }
  }

  /** Number of entries before (score, member): its rank, if it is there. */
  countBefore(score: number, member: string): number {
    return this.root.countBefore(score, member);
  }

  /** Length of the prefix for which the predicate holds. */
  countWhile(predicate: EntryPredicate): number {
    return this.root.countWhile(predicate);
  }

  /** Visits the entries from index `start` up to, not including, `end`; in descending order when `reverse`. */
  visit(start: number, end: number, reverse: boolean, visitor: EntryVisitor): void {
    const from = Math.max(start, 0);
    const to = Math.min(end, this.size);
    if (reverse) this.root.visitReverse(from, to, visitor);
    else this.root.visit(from, to, visitor);
  }

  copy(): ScoreTree {
    const copy = new ScoreTree();
    copy.root = this.root.copy();
    return copy;
  }
}
