/**
 * Lua patterns, matched by backtracking as Lua 5.1's `lstrlib.c` does, item by item.
 */
import { spend } from '../runtime/budget.ts';
import { raise } from '../runtime/error.ts';
import type { LuaValue } from '../runtime/value.ts';
import { type CharacterSet, code } from './string-character-set.ts';
import { compileItems, type Item, KIND, MAXIMUM_ITEMS } from './string-pattern-items.ts';

// Constants of this module: imported ones are loaded at each use, which took an eighth longer.
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
} = KIND;

/**
 * Work is counted in quarters of a step; a quarter is about one character. When this much has come together it is
 * charged to the script's budget.
 */
const QUARTERS_PER_CHARGE = 4096;
const QUARTERS_PER_MATCH = 4;
/**
 * A single character that is at most this far away is found sooner by looking at each character than by V8's search,
 * which takes long to begin.
 */
const NEAR = 32;
const CACHE_SIZE = 512;
const LONGEST_CACHED = 1000;

const UNFINISHED = -1;
const POSITION = -2;

/**
 * A compiled pattern and the state of its latest match. `find` and `matchAt` overwrite that state: read the
 * captures before anything else may match, and then call `forget`. Patterns stay in caches, so they let go of the
 * subject by themselves when nothing matches or when an error is raised.
 */
export class Pattern {
  readonly text: string;
  /** Whether it is bound to the start (`^`). */
  readonly anchored: boolean;
  /** Whether it matches nothing but its prefix. */
  private readonly literal: boolean;
  /** Whether `find` takes the whole text, with what may follow a NUL, for a plain one. */
  readonly plain: boolean;
  /** Start and end of the latest match; -1 when there was none. */
  start = -1;
  end = -1;
  private readonly items: readonly Item[];
  private readonly prefix: string;
  /** What every match must begin with, when that is a set of characters. */
  private readonly firstSet: CharacterSet | undefined;
  /** Whether a match that fails at one place also fails at all places up to the next character outside of that set. */
  private readonly skipsRuns: boolean;
  private readonly captureCount: number;
  private readonly starts: number[];
  private readonly lengths: number[];
  /** Items that the search for a place to match at has tested. */
  private readonly searched: number;
  private subject = '';
  private quarters = 0;

  constructor(text: string, anchorable: boolean) {
    this.text = text;
    this.anchored = anchorable && text.charCodeAt(0) === code('^');
    const { items, captureCount, prefix, beginning } = compileItems(text, this.anchored ? 1 : 0);
    this.items = items;
    this.captureCount = captureCount;
    this.prefix = prefix;
    this.starts = new Array<number>(captureCount).fill(0);
    this.lengths = new Array<number>(captureCount).fill(0);
    this.firstSet = beginning.set;
    this.skipsRuns = beginning.isRun;
    this.searched = prefix !== '' ? prefix.length : items[0].kind === SINGLE ? 1 : 0;
    this.plain = hasNoSpecials(text);
    this.literal = !this.anchored && items[prefix.length].kind === ACCEPT;
  }

  /** Looks for the first match at or after `from`; false when there is none. */
  find(subject: string, from: number): boolean {
    if (this.anchored) return this.matchAt(subject, from);
    if (this.items.length > MAXIMUM_ITEMS) raise('pattern too complex');
    this.subject = subject;
    const { prefix, firstSet, searched } = this;
    const last = subject.length;
    let position = from;
    while (position <= last) {
      if (prefix.length > 1 || (prefix !== '' && last - position > NEAR)) {
        const found = subject.indexOf(prefix, position);
        this.quarters += QUARTERS_PER_MATCH + (((found < 0 ? last : found) - position) >> 3);
        if (found < 0) break;
        position = found;
      } else if (firstSet !== undefined) {
        const begin = position;
        while (position < last && firstSet[subject.charCodeAt(position)] === 0) position++;
        this.quarters += position - begin;
        if (position === last) break;
      }
      const end = this.literal ? position + prefix.length : this.match(position + searched, searched);
      if (end >= 0) {
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

  /** The first place at or after one that is not in the run of characters that the pattern begins with. */
  private passRun(from: number): number {
    const { subject } = this;
    const set = this.firstSet as CharacterSet;
    let position = from;
    while (position < subject.length && set[subject.charCodeAt(position)] !== 0) position++;
    this.quarters += position - from;
    return position;
  }

  /** Matches at one place only. */
  matchAt(subject: string, position: number): boolean {
    if (this.items.length > MAXIMUM_ITEMS) raise('pattern too complex');
    this.subject = subject;
    const end = this.match(position, 0);
    this.start = position;
    this.end = end;
    if (end < 0) this.forget();
    return end >= 0;
  }

  /** How many values a match gives where the whole match counts as one when there are no captures. */
  get resultCount(): number {
    return this.captureCount === 0 ? 1 : this.captureCount;
  }

  /** The latest match's capture (0-based); the whole match is capture 0 of a pattern without any. */
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

  /** Appends all captures; the whole match when there are none and `whole`. */
  appendCaptures(values: LuaValue[], whole: boolean): LuaValue[] {
    if (this.captureCount === 0 && whole) values.push(this.subject.slice(this.start, this.end));
    for (let index = 0; index < this.captureCount; index++) values.push(this.capture(index));
    return values;
  }

  /** Lets go of the subject, which may be large; the captures are lost. */
  forget(): void {
    this.subject = '';
  }

  private fail(message: string): never {
    this.forget();
    raise(message);
  }

  /** Pays for the work done. A script that has run too long ends here, so nothing is held while it pays. */
  private charge(): void {
    if (this.quarters < QUARTERS_PER_CHARGE) return;
    const steps = this.quarters >> 2;
    this.quarters = 0;
    const { subject } = this;
    this.forget();
    spend(steps);
    this.subject = subject;
  }

  /** Matches the items from `first` on at a position; the end of the match, or -1. */
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
          while (position < subject.length && set[subject.charCodeAt(position)] !== 0) position++;
          this.quarters += position - begin;
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
          if (length < 0 || !subject.startsWith(subject.slice(start, start + length), position)) return -1;
          position += length;
          break;
        }
        case BALANCE:
          position = this.matchBalance(position, current.first, current.second);
          if (position < 0) return -1;
          break;
        case FRONTIER: {
          // The ends count as NUL.
          const before = position === 0 ? 0 : subject.charCodeAt(position - 1);
          const after = position === subject.length ? 0 : subject.charCodeAt(position);
          if (current.set[before] !== 0 || current.set[after] === 0) return -1;
          break;
        }
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

  private matchGreedy(from: number, index: number, set: CharacterSet): number {
    const { subject, items } = this;
    let position = from;
    while (position < subject.length && set[subject.charCodeAt(position)] !== 0) position++;
    this.quarters += position - from;
    const next = items[index + 1];
    // Most often one character must follow: only where it does is the rest worth a try.
    if (next.kind === SINGLE) {
      for (; position >= from; position--) {
        if (position < subject.length && next.set[subject.charCodeAt(position)] !== 0) {
          const end = this.match(position + 1, index + 2);
          if (end >= 0) return end;
        }
      }
      return -1;
    }
    if (next.kind === ACCEPT) return position;
    for (; position >= from; position--) {
      const end = this.match(position, index + 1);
      if (end >= 0) return end;
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
      this.quarters++;
    }
  }

  /** A lazy repetition that goes on to the end: it stops where nothing but the tail is left. */
  private matchTail(from: number, index: number, { set, first }: Item): number {
    const { subject } = this;
    const tail = this.items[index + first];
    let end = subject.length;
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
    for (let position = from + 1; position < subject.length; position++) {
      const character = subject.charCodeAt(position);
      if (character === close) {
        if (--depth === 0) {
          this.quarters += position - from;
          return position + 1;
        }
      } else if (character === open) depth++;
    }
    this.quarters += subject.length - from;
    return -1;
  }
}

/** What compiling a pattern costs a script. */
const STEPS_PER_PATTERN_BYTE = 50;

/**
 * The compiled patterns by their texts, at most CACHE_SIZE in each map. All engines in the process share them, which is
 * safe because a match runs within one synchronous call and its subject is let go of at the end. All that is left is a
 * little work, less than QUARTERS_PER_CHARGE, that the next match pays for.
 */
const anchorable = new Map<string, Pattern>();
const unanchored = new Map<string, Pattern>();

/** The patterns used last, by length and last character: finding one here takes no hash, as finding it in the map does. */
const RECENT = 64;
const recent: (Pattern | undefined)[] = new Array(RECENT * 2).fill(undefined);

/** The compiled pattern; `^` binds it to the start unless it is gmatch's. Cached, because compiling costs more than most searches. */
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
    spend(text.length * STEPS_PER_PATTERN_BYTE);
    pattern = new Pattern(text, mayAnchor);
    if (text.length > LONGEST_CACHED) return pattern;
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(text, pattern);
  }
  return pattern;
}

const SPECIAL = /[\^$*+?.([%-]/;

function hasNoSpecials(text: string): boolean {
  const nul = text.indexOf('\0');
  return !SPECIAL.test(nul < 0 ? text : text.slice(0, nul));
}

/** Whether a pattern matches only itself. */
export function isPlain(text: string): boolean {
  return text.length > LONGEST_CACHED ? hasNoSpecials(text) : compilePattern(text).plain;
}
