/**
 * Lua patterns, matched by backtracking as Lua 5.1's `lstrlib.c` does, item by item.
 */
import { spend } from '../runtime/budget.ts';
import { raise } from '../runtime/error.ts';
import { isSame, PIECE, search } from '../runtime/long-text.ts';
import type { LuaValue } from '../runtime/value.ts';
import { type CharacterSet, code } from './string-character-set.ts';
import { compileItems, type Item, KIND, MAXIMUM_NESTING, PAUSED_ITEMS } from './string-pattern-items.ts';

// These are constants of this module because V8 loads imported ones again at each use.
const {
  SINGLE,
  OPTIONAL,
  GREEDY,
  LAZY,
  OPEN,
  OPEN_POSITION,
  CLOSE,
  BACK,
  BALANCE,
  FRONTIER,
  END,
  ACCEPT,
  TAKE_ONE,
  TAKE_ALL,
  PAUSE,
} = KIND;

/**
 * The work of matching is counted in quarters of a step, of which one is about the work for a character. Each time that
 * this many have been counted, they are charged to the script's budget.
 */
const QUARTERS_PER_CHARGE = 4096;
const QUARTERS_PER_MATCH = 4;
/** Repetitions and searches look at this many characters between two charges. */
const WINDOW = 16_384;
/** Captures up to this length are compared with a back reference at once. */
const SHORT_REFERENCE = 256;
/**
 * A character that is at most this far away is found faster by looking at each character than by V8's search, which
 * takes long to start.
 */
const NEAR = 32;
const CACHE_SIZE = 512;
const LONGEST_CACHED = 1000;

const UNFINISHED = -1;
const POSITION = -2;

/**
 * A compiled pattern and the state of its latest match. `find` and `matchAt` overwrite that state, so the caller
 * reads the captures before anything else can match, and then calls `forget`. Patterns stay in caches and must not
 * keep the subject (the text that is searched) in memory; if nothing matches or an error is raised, they forget it by
 * themselves.
 */
export class Pattern {
  readonly text: string;
  /** Whether it can match only at the start (`^`). */
  readonly anchored: boolean;
  /** Whether it consists of nothing but its literal prefix. */
  private readonly literal: boolean;
  /** Whether `find` searches for the whole pattern, including what follows a NUL, as plain text. */
  readonly plain: boolean;
  /** The start and end of the latest match; -1 if there was none. */
  start = -1;
  end = -1;
  private readonly items: readonly Item[];
  private readonly prefix: string;
  /** The set to which the first character of every match must belong, if there is one. */
  private readonly firstSet: CharacterSet | undefined;
  /** Whether a match that fails at one position also fails at all others up to the next character outside that set. */
  private readonly skipsRuns: boolean;
  private readonly captureCount: number;
  private readonly starts: number[];
  private readonly lengths: number[];
  /** How many items the search for a position has tested already, so that matching need not test them again. */
  private readonly searched: number;
  private subject = '';
  private quarters = 0;
  private readonly isTooComplex: boolean;

  constructor(text: string, anchorable: boolean) {
    this.text = text;
    this.anchored = anchorable && text.charCodeAt(0) === code('^');
    const { items, captureCount, prefix, beginning, nesting } = compileItems(text, this.anchored ? 1 : 0);
    this.items = items;
    this.isTooComplex = nesting > MAXIMUM_NESTING;
    this.captureCount = captureCount;
    this.prefix = prefix;
    this.starts = new Array<number>(captureCount).fill(0);
    this.lengths = new Array<number>(captureCount).fill(0);
    this.firstSet = beginning.set;
    this.skipsRuns = beginning.isRun;
    this.searched = prefix !== '' ? prefix.length : items[0].kind === SINGLE ? 1 : 0;
    this.plain = text.length <= LONGEST_CACHED && hasNoSpecials(text);
    this.literal = !this.anchored && items[prefix.length].kind === ACCEPT;
  }

  /** Searches for the first match at or after `from`; false if there is none. */
  find(subject: string, from: number): boolean {
    if (this.anchored) return this.matchAt(subject, from);
    if (this.isTooComplex) raise('pattern too complex');
    this.subject = subject;
    const { prefix, firstSet, searched } = this;
    const last = subject.length;
    let position = from;
    while (position <= last) {
      if (prefix.length > 1 || (prefix !== '' && last - position > NEAR)) {
        const found =
          last - position <= PIECE ? subject.indexOf(prefix, position) : this.searchPrefix(position);
        this.quarters += QUARTERS_PER_MATCH + (((found < 0 ? last : found) - position) >> 3);
        if (found < 0) break;
        position = found;
      } else if (firstSet !== undefined) {
        const begin = position;
        const stop = last - begin > WINDOW ? begin + WINDOW : last;
        while (position < stop && firstSet[subject.charCodeAt(position)] === 0) position++;
        this.quarters += position - begin;
        if (position === stop) {
          if (position === last) break;
          this.charge();
          continue;
        }
      }
      const end = this.literal ? position + prefix.length : this.match(position + searched, searched);
      if (end >= 0) {
        if (this.quarters >= QUARTERS_PER_CHARGE) this.charge();
        this.start = position;
        this.end = end;
        return true;
      }
      position++;
      if (this.skipsRuns) position = this.passRun(position);
    }
    this.charge();
    this.forget();
    return false;
  }

  /** The position of the literal prefix in a long text. */
  private searchPrefix(from: number): number {
    const { subject } = this;
    this.forget();
    const found = search(subject, this.prefix, from);
    this.subject = subject;
    return found;
  }

  /** The first position, from the given one on, that is outside the run of characters with which the pattern begins. */
  private passRun(from: number): number {
    return this.runEnd(this.firstSet as CharacterSet, from, this.subject.length);
  }

  /** The first position of `from..end` whose character is not in a set; `end` if all are. */
  private runEnd(set: CharacterSet, from: number, end: number): number {
    const { subject } = this;
    for (let position = from; ; ) {
      const begin = position;
      const stop = Math.min(begin + WINDOW, end);
      while (position < stop && set[subject.charCodeAt(position)] !== 0) position++;
      this.quarters += position - begin;
      if (position < stop || position === end) return position;
      this.charge();
    }
  }

  /** Where the run of characters of a set begins that ends before `end`, but not before `from`. */
  private runStart(set: CharacterSet, from: number, end: number): number {
    const { subject } = this;
    for (let position = end; ; ) {
      const begin = position;
      const stop = Math.max(begin - WINDOW, from);
      while (position > stop && set[subject.charCodeAt(position - 1)] !== 0) position--;
      this.quarters += begin - position;
      if (position > stop || position === from) return position;
      this.charge();
    }
  }

  /** Matches at one position only. */
  matchAt(subject: string, position: number): boolean {
    if (this.isTooComplex) raise('pattern too complex');
    this.subject = subject;
    const end = this.match(position, 0);
    this.start = position;
    this.end = end;
    if (end < 0) this.forget();
    return end >= 0;
  }

  /** How many values a match gives. The whole match is the one value of a pattern without captures. */
  get resultCount(): number {
    return this.captureCount === 0 ? 1 : this.captureCount;
  }

  /** A capture of the latest match, counted from 0. In a pattern without captures, the whole match is capture 0. */
  capture(index: number): string | number {
    if (index >= this.captureCount) {
      if (index > 0) this.fail('invalid capture index');
      return this.subject.slice(this.start, this.end);
    }
    const start = this.starts[index];
    const length = this.lengths[index];
    if (length === POSITION) return start + 1;
    if (length === UNFINISHED) this.fail('unfinished capture');
    return this.subject.slice(start, start + length);
  }

  /** The text of the latest match. */
  whole(): string {
    return this.subject.slice(this.start, this.end);
  }

  /** Appends all captures to a list. If there are none and `whole` is set, it appends the whole match. */
  appendCaptures(values: LuaValue[], whole: boolean): LuaValue[] {
    if (this.captureCount === 0 && whole) values.push(this.subject.slice(this.start, this.end));
    for (let index = 0; index < this.captureCount; index++) values.push(this.capture(index));
    return values;
  }

  /** Forgets the subject, which may be large. The captures are lost with it. */
  forget(): void {
    this.subject = '';
  }

  private fail(message: string): never {
    this.forget();
    raise(message);
  }

  /** Charges the work to the budget. This may end the script, so the pattern must not keep anything meanwhile. */
  private charge(): void {
    if (this.quarters < QUARTERS_PER_CHARGE) return;
    const steps = this.quarters >> 2;
    this.quarters = 0;
    const { subject } = this;
    this.forget();
    spend(steps);
    this.subject = subject;
  }

  /** Matches the items from `first` on at a position. Returns the end of the match, or -1. */
  private match(from: number, first: number): number {
    const { items, subject } = this;
    let position = from;
    this.quarters += QUARTERS_PER_MATCH;
    if (this.quarters >= QUARTERS_PER_CHARGE) this.charge();
    for (let index = first; ; index++) {
      const current = items[index];
      switch (current.kind) {
        case SINGLE:
          if (position >= subject.length || current.set[subject.charCodeAt(position)] === 0) {
            this.quarters += index - first;
            return -1;
          }
          position++;
          break;
        case OPTIONAL:
          if (position < subject.length && current.set[subject.charCodeAt(position)] !== 0) {
            const end = this.match(position + 1, index + 1);
            if (end >= 0) return end;
          }
          break;
        case GREEDY:
          return this.matchGreedy(position, index, current.set);
        case LAZY:
          if (current.first > 0) return this.matchTail(position, index, current);
          return this.matchLazy(position, index, current.set);
        case TAKE_ONE:
          if (position < subject.length && current.set[subject.charCodeAt(position)] !== 0) position++;
          break;
        case TAKE_ALL: {
          const { set } = current;
          const begin = position;
          const stop = subject.length - begin > WINDOW ? begin + WINDOW : subject.length;
          while (position < stop && set[subject.charCodeAt(position)] !== 0) position++;
          this.quarters += position - begin;
          if (position === stop && position < subject.length)
            position = this.runEnd(set, position, subject.length);
          break;
        }
        case OPEN:
        case OPEN_POSITION:
          this.starts[current.first] = position;
          this.lengths[current.first] = current.kind === OPEN_POSITION ? POSITION : UNFINISHED;
          break;
        case CLOSE: {
          const { first: capture } = current;
          const start = this.starts[capture];
          this.lengths[capture] = position - start;
          break;
        }
        case BACK: {
          const length = this.lengths[current.first];
          const start = this.starts[current.first];
          if (length < 0 || !this.isRepeated(start, length, position)) return -1;
          position += length;
          break;
        }
        case BALANCE:
          position = this.matchBalance(position, current.first, current.second);
          if (position < 0) return -1;
          break;
        case FRONTIER: {
          // Before the start and after the end of the text, the frontier sees a NUL.
          const before = position === 0 ? 0 : subject.charCodeAt(position - 1);
          const after = position === subject.length ? 0 : subject.charCodeAt(position);
          if (current.set[before] !== 0 || current.set[after] === 0) return -1;
          break;
        }
        case PAUSE:
          this.quarters += PAUSED_ITEMS;
          this.charge();
          break;
        case END:
          if (position !== subject.length) return -1;
          break;
        case ACCEPT:
          this.quarters += index - first;
          return position;
        default:
          this.fail(current.message);
      }
    }
  }

  /** Whether the text of a capture stands at `position`, too. */
  private isRepeated(start: number, length: number, position: number): boolean {
    const { subject } = this;
    if (position + length > subject.length) return false;
    if (length <= SHORT_REFERENCE) {
      this.quarters += length >> 2;
      return subject.startsWith(subject.slice(start, start + length), position);
    }
    this.forget();
    const found = isSame(subject, start, subject, position, length);
    this.subject = subject;
    return found;
  }

  private matchGreedy(from: number, index: number, set: CharacterSet): number {
    const { subject, items } = this;
    let position = from;
    const end = Math.min(from + WINDOW, subject.length);
    while (position < end && set[subject.charCodeAt(position)] !== 0) position++;
    this.quarters += position - from;
    if (position === from + WINDOW) position = this.runEnd(set, position, subject.length);
    const next = items[index + 1];
    // Usually a certain character must follow. Where it does not, the rest need not be tried.
    if (next.kind === SINGLE) return this.giveBack(from, position, index, next.set);
    if (next.kind === ACCEPT) return position;
    for (; position >= from; position--) {
      const matched = this.match(position, index + 1);
      if (matched >= 0) return matched;
    }
    return -1;
  }

  /** Matches what follows a greedy repetition that may end anywhere in `from..to`, if a character of a set must follow. */
  private giveBack(from: number, to: number, index: number, set: CharacterSet): number {
    const { subject } = this;
    for (let position = to; position >= from; ) {
      const stop = Math.max(from, position - WINDOW);
      for (; position >= stop; position--) {
        if (position < subject.length && set[subject.charCodeAt(position)] !== 0) {
          const end = this.match(position + 1, index + 2);
          if (end >= 0) return end;
        }
      }
      if (position < from) break;
      this.quarters += WINDOW;
      this.charge();
    }
    return -1;
  }

  private matchLazy(from: number, index: number, set: CharacterSet): number {
    const { subject, items } = this;
    const next = items[index + 1];
    for (let position = from; ; position++) {
      if (
        next.kind !== SINGLE ||
        (position < subject.length && next.set[subject.charCodeAt(position)] !== 0)
      ) {
        const end = this.match(position, index + 1);
        if (end >= 0) return end;
      }
      if (position >= subject.length || set[subject.charCodeAt(position)] === 0) return -1;
      if (++this.quarters >= QUARTERS_PER_CHARGE) this.charge();
    }
  }

  /** Matches a lazy repetition that extends to the end of the text: it stops where only the tail is left. */
  private matchTail(from: number, index: number, { set, first }: Item): number {
    const { subject } = this;
    const tail = this.items[index + first];
    let end = subject.length;
    if (end - from > WINDOW) {
      if (tail.kind === TAKE_ALL) end = this.runStart(tail.set, from, end);
      return this.runEnd(set, from, end) < end ? -1 : this.match(end, index + 1);
    }
    if (tail.kind === TAKE_ALL) {
      while (end > from && tail.set[subject.charCodeAt(end - 1)] !== 0) end--;
    }
    this.quarters += subject.length - from;
    for (let position = from; position < end; position++) {
      if (set[subject.charCodeAt(position)] === 0) return -1;
    }
    return this.match(end, index + 1);
  }

  private matchBalance(from: number, open: number, close: number): number {
    const { subject } = this;
    if (subject.charCodeAt(from) !== open) return -1;
    let depth = 1;
    for (let position = from + 1; position < subject.length; ) {
      const begin = position;
      const stop = Math.min(begin + WINDOW, subject.length);
      for (; position < stop; position++) {
        const character = subject.charCodeAt(position);
        if (character === close) {
          if (--depth === 0) {
            this.quarters += position - begin;
            return position + 1;
          }
        } else if (character === open) depth++;
      }
      this.quarters += position - begin;
      this.charge();
    }
    return -1;
  }
}

/**
 * The compiled patterns by their texts, at most `CACHE_SIZE` in each map. All engines in the process share them. That
 * is safe because a match is one synchronous call, at whose end the subject is forgotten. Only the count of work that
 * has not been charged yet remains, less than `QUARTERS_PER_CHARGE`, and the next match is charged for it.
 */
const anchorable = new Map<string, Pattern>();
const unanchored = new Map<string, Pattern>();

/** The patterns that were used last, by length and last character. Finding one here is faster, as it takes no hash. */
const RECENT = 64;
const recent: (Pattern | undefined)[] = new Array(RECENT * 2).fill(undefined);

/**
 * The compiled form of a pattern. It is cached because compiling takes longer than most searches. A `^` at its start is
 * special unless the pattern is for `gmatch`.
 */
export function compilePattern(text: string, mayAnchor = true): Pattern {
  const { length } = text;
  const place = (length * 7 + (length === 0 ? 0 : text.charCodeAt(length - 1))) % RECENT;
  const slot = mayAnchor ? place : place + RECENT;
  const pattern = recent[slot];
  if (pattern !== undefined && pattern.text === text) return pattern;
  const found = compiledPattern(text, mayAnchor);
  if (length <= LONGEST_CACHED) recent[slot] = found;
  return found;
}

function compiledPattern(text: string, mayAnchor: boolean): Pattern {
  const cache = mayAnchor ? anchorable : unanchored;
  let pattern = cache.get(text);
  if (pattern === undefined) {
    pattern = new Pattern(text, mayAnchor);
    if (text.length > LONGEST_CACHED) return pattern;
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(text, pattern);
  }
  return pattern;
}

const SPECIAL = /[\^$*+?.([%-]/;

function hasNoSpecials(text: string): boolean {
  const nul = search(text, '\0', 0);
  const end = nul < 0 ? text.length : nul;
  for (let start = 0; start < end; start += PIECE) {
    if (SPECIAL.test(text.slice(start, Math.min(start + PIECE, end)))) return false;
    if (end > PIECE) spend(PIECE >> 2);
  }
  return true;
}

/** Whether a pattern matches only itself. */
export function isPlain(text: string): boolean {
  return text.length > LONGEST_CACHED ? hasNoSpecials(text) : compilePattern(text).plain;
}
