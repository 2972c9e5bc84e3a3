/**
 * Sorted set: members with a score each, ordered by score, then by the member's bytes.
 *
 * Invariant: the tree and the dictionary hold the same pairs. There is no dictionary as long as the tree is a single
 * leaf, because a member is then found quickly enough by looking through the leaf. Scores are never NaN, since callers
 * refuse it. The encoding is only what OBJECT ENCODING answers: it becomes skiplist where Redis would convert.
 */
import { Dict } from './dict.ts';
import { type EntryVisitor, ScoreTree } from './score-tree.ts';

/** The settings zset-max-listpack-entries and zset-max-listpack-value (bytes of a member). */
export interface SortedSetLimits {
  readonly entries: number;
  readonly value: number;
}

/** Scores from min to max; an end that is exclusive does not belong to it. */
export interface ScoreRange {
  readonly min: number;
  readonly max: number;
  readonly minExclusive: boolean;
  readonly maxExclusive: boolean;
}

/** One end of a LexRange: `-` (below every member), `+` (above every member), or a member. */
export type LexBound = '-' | '+' | { readonly member: string; readonly exclusive: boolean };

/** Members from min to max in byte order; meaningful where all scores are equal. */
export interface LexRange {
  readonly min: LexBound;
  readonly max: LexBound;
}

/** Indices from `start` up to, not including, `end`; empty ranges have start === end. */
export interface IndexRange {
  readonly start: number;
  readonly end: number;
}

const EMPTY_RANGE: IndexRange = { start: 0, end: 0 };

/** The dictionary is dropped only when the set is this small again, so that it is not built over and over. */
const SMALL = 16;

export class SortedSet {
  private tree = new ScoreTree();
  private scores: Dict<number> | null = null;
  private isSkiplist = false;

  /**
   * An empty set, with the encoding that Redis gives to one about to take `entries` members, the first of them
   * `memberLength` bytes long.
   */
  static create(entries: number, memberLength: number, limits: SortedSetLimits): SortedSet {
    const set = new SortedSet();
    if (entries > limits.entries || memberLength > limits.value) set.isSkiplist = true;
    return set;
  }

  /** Chooses the encoding for `entries` members about to be set, whether or not they are new: as ZADD does. */
  expect(entries: number, limits: SortedSetLimits): void {
    if (entries > limits.entries) this.isSkiplist = true;
  }

  get size(): number {
    return this.tree.size;
  }

  get encoding(): 'listpack' | 'skiplist' {
    return this.isSkiplist ? 'skiplist' : 'listpack';
  }

  /** The score of a member, undefined if it is not there. */
  get(member: string): number | undefined {
    if (this.scores !== null) return this.scores.get(member);
    const leaf = this.tree.onlyLeaf;
    if (leaf === null) return undefined;
    const position = leaf.members.indexOf(member);
    return position < 0 ? undefined : leaf.scores[position];
  }

  has(member: string): boolean {
    return this.get(member) !== undefined;
  }

  /** Adds a member or changes its score; true if it was added. A listpack knows no -0, as on Redis. */
  set(member: string, score: number, limits: SortedSetLimits): boolean {
    const old = this.get(member);
    if (old === score) return false;
    this.replace(member, old, score, limits);
    return old === undefined;
  }

  /** As `set`, where it is known that the member's score is `old` (undefined: it is not there), another one. */
  replace(member: string, old: number | undefined, score: number, limits: SortedSetLimits): void {
    if (old === undefined && (this.size >= limits.entries || member.length > limits.value)) {
      this.isSkiplist = true;
    }
    if (old !== undefined) this.tree.remove(old, member);
    this.insert(member, !this.isSkiplist ? score + 0 : score);
  }

  private insert(member: string, score: number): void {
    this.tree.insert(score, member);
    if (this.scores !== null) this.scores.set(member, score);
    else if (this.tree.onlyLeaf === null) this.buildDictionary();
  }

  private buildDictionary(): void {
    const scores = new Dict<number>();
    this.tree.visit(0, this.size, false, (member, score) => {
      scores.set(member, score);
    });
    this.scores = scores;
  }

  /** Removes a member; false if it was not there. */
  delete(member: string): boolean {
    const score = this.get(member);
    if (score === undefined) return false;
    const rank = this.tree.countBefore(score, member);
    this.deleteRange({ start: rank, end: rank + 1 });
    return true;
  }

  /** Removes the entries of an index range; answers how many there were. */
  deleteRange({ start, end }: IndexRange): number {
    const scores = this.scores;
    if (scores !== null) {
      this.tree.visit(start, end, false, (member) => {
        scores.delete(member);
      });
    }
    const before = this.size;
    this.tree.removeRange(start, end);
    if (this.size < SMALL && this.tree.onlyLeaf !== null) this.scores = null;
    return before - this.size;
  }

  /** Number of members before this one in ascending order, undefined if it is not there. */
  rank(member: string): number | undefined {
    const score = this.get(member);
    return score === undefined ? undefined : this.tree.countBefore(score, member);
  }

  /** The entry at an index of the ascending order; undefined outside of 0..size-1. */
  at(index: number): { readonly member: string; readonly score: number } | undefined {
    let entry: { member: string; score: number } | undefined;
    this.tree.visit(index, index + 1, false, (member, score) => {
      entry = { member, score };
    });
    return entry;
  }

  /** Visits an index range, ascending or, when `reverse`, descending, until the visitor answers false. */
  visit({ start, end }: IndexRange, reverse: boolean, visitor: EntryVisitor): void {
    this.tree.visit(start, end, reverse, visitor);
  }

  /** Visits every entry in ascending order. */
  visitAll(visitor: EntryVisitor): void {
    this.tree.visit(0, this.size, false, visitor);
  }

  /** Where the scores of a range are, as indices of the ascending order. */
  scoreRange({ min, max, minExclusive, maxExclusive }: ScoreRange): IndexRange {
    if (min > max || (min === max && (minExclusive || maxExclusive))) return EMPTY_RANGE;
    const start = this.tree.countWhile(
      minExclusive ? (_member, score) => score <= min : (_member, score) => score < min,
    );
    const end = this.tree.countWhile(
      maxExclusive ? (_member, score) => score < max : (_member, score) => score <= max,
    );
    return start < end ? { start, end } : EMPTY_RANGE;
  }

  /**
   * Where the members of a lexicographic range are, as indices of the ascending order. Where the scores differ it
   * makes little sense; in a listpack it is then what Redis meets first, from the end when `reverse`.
   */
  lexRange(range: LexRange, reverse = false): IndexRange {
    const leaf = this.tree.onlyLeaf;
    if (leaf !== null && !this.isSkiplist && leaf.scores[0] !== leaf.scores[this.size - 1]) {
      return mixedLexRange(leaf.members, range, reverse);
    }
    const start = this.countBelow(range.min, false);
    const end = this.countBelow(range.max, true);
    return start < end ? { start, end } : EMPTY_RANGE;
  }

  /** Number of members below a bound; the bound's own member counts if it is inclusive and `upper`, or the reverse. */
  private countBelow(bound: LexBound, upper: boolean): number {
    if (bound === '-') return 0;
    if (bound === '+') return this.size;
    const limit = bound.member;
    return this.tree.countWhile(
      bound.exclusive === upper ? (member) => member < limit : (member) => member <= limit,
    );
  }

  /**
   * One step of a SCAN: visits some members and answers the next cursor, 0 when it is complete. A listpack is
   * visited whole and in order, as by Redis; so is any other small set.
   */
  scan(cursor: number | bigint, visitor: EntryVisitor): number {
    if (this.isSkiplist && this.scores !== null) {
      return this.scores.scan(cursor, (score, member) => {
        visitor(member, score);
      });
    }
    this.visitAll(visitor);
    return 0;
  }

  copy(): SortedSet {
    const copy = new SortedSet();
    copy.tree = this.tree.copy();
    copy.isSkiplist = this.isSkiplist;
    if (this.scores !== null) copy.buildDictionary();
    return copy;
  }
}

function isAbove(member: string, bound: LexBound): boolean {
  if (typeof bound === 'string') return bound === '-';
  return bound.exclusive ? member > bound.member : member >= bound.member;
}

function isBelow(member: string, bound: LexBound): boolean {
  if (typeof bound === 'string') return bound === '+';
  return bound.exclusive ? member < bound.member : member <= bound.member;
}

/** The first run of members within a range, or the last one when `reverse`. */
function mixedLexRange(members: readonly string[], { min, max }: LexRange, reverse: boolean): IndexRange {
  const last = members.length - 1;
  if (min === '+' || max === '-' || !isAbove(members[last], min) || !isBelow(members[0], max))
    return EMPTY_RANGE;
  if (reverse) {
    const end = members.findLastIndex((member) => isBelow(member, max)) + 1;
    const start = members.findLastIndex((member, i) => i < end && !isAbove(member, min)) + 1;
    return { start, end };
  }
  const start = members.findIndex((member) => isAbove(member, min));
  const outside = members.findIndex((member, i) => i >= start && !isBelow(member, max));
  return { start, end: outside < 0 ? members.length : outside };
}
