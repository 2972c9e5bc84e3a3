/**
 * Set: distinct members, each a byte string.
 *
 * A set of nothing but integers is a sorted array (`intset`), every other one a Dict (`listpack` or `hashtable`). A set
 * is converted where Redis converts its own, and never back, so that `encoding` is what OBJECT ENCODING answers. An
 * intset is iterated in numeric order, a listpack in the order of insertion.
 */
import { formatInteger, parseInteger64 } from '../bytes/number.ts';
import { Dict } from './dict.ts';
import { IntegerSet } from './integer-set.ts';

/** The settings set-max-intset-entries, set-max-listpack-entries and set-max-listpack-value (bytes of a member). */
export interface SetLimits {
  readonly intsetEntries: number;
  readonly listpackEntries: number;
  readonly listpackValue: number;
}

export type SetEncoding = 'intset' | 'listpack' | 'hashtable';

export class MemberSet {
  /** The members while the encoding is intset, else null. */
  private integers: IntegerSet | null;
  /** The members in the other encodings; an unused shared dict while it is intset. */
  private members: Dict<true>;
  encoding: SetEncoding;

  /** An empty set of the given encoding. */
  constructor(encoding: SetEncoding = 'intset') {
    this.encoding = encoding;
    this.integers = encoding === 'intset' ? new IntegerSet() : null;
    this.members = encoding === 'intset' ? UNUSED : new Dict<true>(true);
  }

  /** An empty set, with the encoding that Redis gives to one about to take `expected` members, first `member`. */
  static create(member: string, expected: number, limits: SetLimits): MemberSet {
    if (expected <= limits.intsetEntries && parseInteger64(member) !== undefined)
      return new MemberSet('intset');
    return new MemberSet(expected <= limits.listpackEntries ? 'listpack' : 'hashtable');
  }

  /** Number of members. */
  get size(): number {
    return this.integers === null ? this.members.size : this.integers.size;
  }

  /** Chooses the encoding for `expected` members about to be added, whether or not they are new: as SADD does. */
  prepare(expected: number, limits: SetLimits): void {
    if (this.encoding === 'listpack' && expected > limits.listpackEntries) this.encoding = 'hashtable';
    else if (this.encoding === 'intset' && expected > limits.intsetEntries) this.leaveIntset('hashtable');
  }

  has(member: string): boolean {
    if (this.integers === null) return this.members.has(member);
    const integer = parseInteger64(member);
    return integer !== undefined && this.integers.has(integer);
  }

  /** Adds a member; whether it is new. */
  add(member: string, limits: SetLimits): boolean {
    if (this.integers !== null) {
      const integer = parseInteger64(member);
      if (integer !== undefined) {
        if (!this.integers.add(integer)) return false;
        if (this.integers.size > limits.intsetEntries) this.leaveIntset('hashtable');
        return true;
      }
      this.leaveIntset(this.fitsListpackWith(member, this.integers, limits) ? 'listpack' : 'hashtable');
      return this.members.set(member, true);
    }
    if (!this.members.set(member, true)) return false;
    if (this.encoding === 'listpack') {
      if (this.members.size > limits.listpackEntries || member.length > limits.listpackValue) {
        this.encoding = 'hashtable';
      }
    }
    return true;
  }

  private fitsListpackWith(member: string, integers: IntegerSet, limits: SetLimits): boolean {
    const count = integers.size;
    if (count >= limits.listpackEntries || member.length > limits.listpackValue) return false;
    if (count === 0) return true;
    // The longest integer is at one of the ends.
    const longest = Math.max(
      formatInteger(integers.at(0)).length,
      formatInteger(integers.at(count - 1)).length,
    );
    return longest <= limits.listpackValue;
  }

  private leaveIntset(encoding: 'listpack' | 'hashtable'): void {
    const members = new Dict<true>(true);
    for (const integer of (this.integers as IntegerSet).all()) members.set(formatInteger(integer), true);
    this.integers = null;
    this.members = members;
    this.encoding = encoding;
  }

  /** Turns a set whose members are all integers into an intset where that is small enough, as set algebra does. */
  becomeIntset(limits: SetLimits): void {
    if (this.encoding === 'intset' || this.size > limits.intsetEntries) return;
    const integers = new IntegerSet();
    for (const member of this.members.keys()) {
      const integer = parseInteger64(member);
      if (integer === undefined) return;
      integers.add(integer);
    }
    this.integers = integers;
    this.members = UNUSED;
    this.encoding = 'intset';
  }

  /** Removes a member; whether it was there. */
  delete(member: string): boolean {
    if (this.integers === null) return this.members.delete(member);
    const integer = parseInteger64(member);
    return integer !== undefined && this.integers.delete(integer);
  }

  /** Visits every member. `visit` must not change the set. */
  forEach(visit: (member: string) => void): void {
    if (this.integers === null) {
      this.members.forEach((_, member) => {
        visit(member);
      });
    } else for (const integer of this.integers.all()) visit(formatInteger(integer));
  }

  /** All members. The set must not change meanwhile. */
  *values(): Generator<string, void> {
    if (this.integers === null) yield* this.members.keys();
    else for (const integer of this.integers.all()) yield formatInteger(integer);
  }

  [Symbol.iterator](): Generator<string, void> {
    return this.values();
  }

  /** All members, in a new array. */
  toArray(): string[] {
    const members: string[] = [];
    this.forEach((member) => {
      members.push(member);
    });
    return members;
  }

  /** As `Dict.scan`; an intset or listpack is visited whole in one call. */
  scan(cursor: bigint | number, visit: (member: string) => void): number {
    if (this.encoding === 'hashtable') return this.members.scan(cursor, (_, member) => visit(member));
    this.forEach(visit);
    return 0;
  }

  /** A random member, undefined when empty. `random` answers [0, 1). */
  random(random: () => number): string | undefined {
    if (this.integers === null) return this.members.random(random)?.[0];
    const count = this.integers.size;
    return count === 0 ? undefined : formatInteger(this.integers.at(Math.floor(random() * count)));
  }

  /** An independent copy. */
  copy(): MemberSet {
    const copy = new MemberSet(this.encoding);
    copy.integers = this.integers === null ? null : this.integers.copy();
    copy.members = this.integers === null ? this.members.copy() : UNUSED;
    return copy;
  }
}

/** Stands where an intset has no dict. Never written to. */
const UNUSED = new Dict<true>(true);
