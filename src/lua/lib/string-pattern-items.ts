/**
 * Compiles Lua patterns into chains of items, each of which matches a part of the text.
 *
 * Captures open and close at fixed positions in the chain. So the errors that Lua finds only while it matches
 * (invalid capture indexes, malformed classes) are known when the pattern is compiled. They become `ERROR` items,
 * which raise the error when matching arrives there, as in Lua. Invariant: the last item of a chain is `ACCEPT` or
 * `ERROR`.
 */
import { MAXIMUM_ELEMENTS } from '../../bytes/ceilings.ts';
import { accountMemory, spend } from '../runtime/budget.ts';
import { search } from '../runtime/long-text.ts';
import { errorHere } from '../runtime/lua-error.ts';
import {
  ANY_SET,
  bracketSet,
  type CharacterSet,
  classSet,
  code,
  EMPTY_SET,
  isDigit,
  literalSet,
  PERCENT,
} from './string-character-set.ts';

const MAXIMUM_CAPTURES = 32;
/** Items for which matching recurses; beyond it the JavaScript stack could overflow where C's would not. */
export const MAXIMUM_NESTING = 4000;
/** In a long chain, an item that charges for the work stands behind each so many. */
export const PAUSED_ITEMS = 4096;
/** How many steps compiling a pattern costs for each byte, and for the comparison of two sets. */
const STEPS_PER_BYTE = 50;
const STEPS_PER_COMPARISON = 64;
/** How many bytes an item takes without its set. */
const ITEM_BYTES = 80;
/**
 * Kinds of items. TAKE_ONE and TAKE_ALL are OPTIONAL and GREEDY for places where giving characters back could not help.
 * PAUSE matches nothing.
 */
export const KIND = {
  SINGLE: 0,
  OPTIONAL: 1,
  GREEDY: 2,
  LAZY: 3,
  OPEN: 4,
  OPEN_POSITION: 5,
  CLOSE: 6,
  BACK: 7,
  BALANCE: 8,
  FRONTIER: 9,
  END: 10,
  ACCEPT: 11,
  ERROR: 12,
  TAKE_ONE: 13,
  TAKE_ALL: 14,
  PAUSE: 15,
} as const;

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
  ERROR,
  TAKE_ONE,
  TAKE_ALL,
  PAUSE,
} = KIND;

export interface Item {
  readonly kind: number;
  /** What a single character (or the frontier) is tested against. */
  readonly set: CharacterSet;
  /** Capture number; opening character of `%b`; for LAZY see `markTails`. */
  readonly first: number;
  /** Closing character of `%b`. */
  readonly second: number;
  readonly message: string;
}

function item(kind: number, set = EMPTY_SET, first = 0, second = 0, message = ''): Item {
  return { kind, set, first, second, message };
}

/** Turns a pattern's text into items. */
class Compiler {
  readonly items: Item[] = [];
  readonly closed: boolean[] = [];
  private readonly pattern: string;
  private position: number;
  private paused = 0;

  constructor(pattern: string, start: number) {
    this.pattern = pattern;
    this.position = start;
    // The first item that raises an error ends the chain: nothing after it is ever reached.
    while (this.position < pattern.length) {
      const begin = this.position;
      if (!this.compileItem()) return;
      spend((this.position - begin) * STEPS_PER_BYTE);
      if (this.items.length - this.paused >= PAUSED_ITEMS) this.pause();
    }
    this.items.push(item(ACCEPT));
  }

  /** Counts the items since the last pause as memory. */
  private pause(): void {
    if (this.items.length >= MAXIMUM_ELEMENTS) throw errorHere('not enough memory');
    accountMemory((this.items.length - this.paused) * ITEM_BYTES);
    this.items.push(item(PAUSE));
    this.paused = this.items.length;
  }

  private fail(message: string): false {
    this.items.push(item(ERROR, EMPTY_SET, 0, 0, message));
    return false;
  }

  private compileItem(): boolean {
    const { pattern, position, items } = this;
    switch (pattern.charCodeAt(position)) {
      case code('('):
        return this.openCapture();
      case code(')'):
        return this.closeCapture();
      case code('$'):
        if (position + 1 < pattern.length) return this.compileSingle();
        items.push(item(END));
        this.position++;
        return true;
      case PERCENT: {
        const next = pattern.charCodeAt(position + 1);
        if (next === code('b')) return this.compileBalance();
        if (next === code('f')) return this.compileFrontier();
        return isDigit(next) ? this.compileBackReference(next - code('1')) : this.compileSingle();
      }
      default:
        return this.compileSingle();
    }
  }

  private openCapture(): boolean {
    const isPosition = this.pattern.charCodeAt(this.position + 1) === code(')');
    if (this.closed.length >= MAXIMUM_CAPTURES) return this.fail('too many captures');
    this.items.push(item(isPosition ? OPEN_POSITION : OPEN, EMPTY_SET, this.closed.length));
    this.closed.push(isPosition);
    this.position += isPosition ? 2 : 1;
    return true;
  }

  private closeCapture(): boolean {
    const capture = this.closed.lastIndexOf(false);
    if (capture < 0) return this.fail('invalid pattern capture');
    this.closed[capture] = true;
    this.items.push(item(CLOSE, EMPTY_SET, capture));
    this.position++;
    return true;
  }

  private compileBackReference(capture: number): boolean {
    if (capture < 0 || this.closed[capture] !== true) return this.fail('invalid capture index');
    this.items.push(item(BACK, EMPTY_SET, capture));
    this.position += 2;
    return true;
  }

  private compileBalance(): boolean {
    const { pattern, position } = this;
    if (position + 3 >= pattern.length) return this.fail('unbalanced pattern');
    const [open, close] = [pattern.charCodeAt(position + 2), pattern.charCodeAt(position + 3)];
    this.items.push(item(BALANCE, EMPTY_SET, open, close));
    this.position += 4;
    return true;
  }

  private compileFrontier(): boolean {
    const start = this.position + 2;
    if (this.pattern.charCodeAt(start) !== code('[')) return this.fail("missing '[' after '%f' in pattern");
    const end = this.bracketEnd(start);
    if (end < 0) return this.fail("malformed pattern (missing ']')");
    this.items.push(item(FRONTIER, bracketSet(this.pattern, start, end)));
    this.position = end + 1;
    return true;
  }

  /** The position of the bracket that closes the one at `start`, or -1. */
  private bracketEnd(start: number): number {
    const { pattern } = this;
    let position = start + 1;
    if (pattern.charCodeAt(position) === code('^')) position++;
    // A closing bracket in first place is a member.
    do {
      if (position >= pattern.length) return -1;
      if (position % PAUSED_ITEMS === 0) spend(PAUSED_ITEMS);
      if (pattern.charCodeAt(position++) === PERCENT && position < pattern.length) position++;
    } while (pattern.charCodeAt(position) !== code(']'));
    return position;
  }

  private compileSingle(): boolean {
    const { pattern, items } = this;
    const start = this.position;
    const character = pattern.charCodeAt(start);
    let set: CharacterSet;
    let end = start + 1;
    if (character === PERCENT) {
      if (end >= pattern.length) return this.fail("malformed pattern (ends with '%')");
      set = classSet(pattern.charCodeAt(end++));
    } else if (character === code('[')) {
      const close = this.bracketEnd(start);
      if (close < 0) return this.fail("malformed pattern (missing ']')");
      set = bracketSet(pattern, start, close);
      end = close + 1;
    } else set = character === code('.') ? ANY_SET : literalSet(character);
    const suffix = pattern[end];
    this.position = suffix === '?' || suffix === '*' || suffix === '+' || suffix === '-' ? end + 1 : end;
    if (suffix === '?') items.push(item(OPTIONAL, set));
    else if (suffix === '-') items.push(item(LAZY, set));
    else {
      if (suffix === '+' || suffix !== '*') items.push(item(SINGLE, set));
      if (suffix === '+' || suffix === '*') items.push(item(GREEDY, set));
    }
    return true;
  }
}

function areDisjoint(one: CharacterSet, other: CharacterSet): boolean {
  spend(STEPS_PER_COMPARISON);
  for (let character = 0; character < 256; character++) {
    if (one[character] !== 0 && other[character] !== 0) return false;
  }
  return true;
}

/** Whether none of the items from `first` on can begin with a character of a set. */
function neverBeginsWith(items: readonly Item[], first: number, set: CharacterSet): boolean {
  for (let position = first; ; position++) {
    const next = items[position];
    switch (next.kind) {
      case OPEN:
      case OPEN_POSITION:
      case CLOSE:
        break;
      case SINGLE:
        return areDisjoint(set, next.set);
      case OPTIONAL:
      case GREEDY:
      case LAZY:
        if (!areDisjoint(set, next.set)) return false;
        break;
      case BALANCE:
        return set[next.first] === 0;
      // A place inside the run is not the end, and what may end anywhere has ended after it.
      case END:
      case ACCEPT:
        return true;
      default:
        return false;
    }
  }
}

/**
 * Marks repetitions that need no backtracking. In `(%d+)-`, for instance, what follows `%d+` cannot begin with a digit,
 * so only the longest run of digits can match. This makes patterns that pick fields out of a text faster.
 */
function withoutBacktracking(items: readonly Item[]): Item[] {
  return items.map((current, position) => {
    const { kind, set } = current;
    if ((kind !== OPTIONAL && kind !== GREEDY) || !neverBeginsWith(items, position + 1, set)) return current;
    return item(kind === GREEDY ? TAKE_ALL : TAKE_ONE, set);
  });
}

/** The literal characters with which every match begins. */
function literalPrefix(items: readonly Item[]): string {
  let prefix = '';
  for (const { kind, set } of items) {
    if (kind !== SINGLE) break;
    const character = set.indexOf(1);
    if (character < 0 || set.indexOf(1, character + 1) >= 0) break;
    prefix += String.fromCharCode(character);
  }
  return prefix;
}

/**
 * Marks lazy repetitions that extend to the end of the text, as in `^%s*(.-)%s*$`. `first` is then the distance to the
 * item that takes the rest (`TAKE_ALL` or `END`). The start of the rest is searched for from the end of the text, which
 * is faster.
 */
function markTails(items: readonly Item[]): Item[] {
  return items.map((current, position) => {
    if (current.kind !== LAZY) return current;
    let tail = position + 1;
    while (items[tail].kind === CLOSE) tail++;
    const end = items[tail].kind === TAKE_ALL ? tail + 1 : tail;
    if (items[end].kind !== END || items[end + 1].kind !== ACCEPT) return current;
    return item(LAZY, current.set, tail - position);
  });
}

/** What is known about the positions at which a pattern can match. */
interface Beginning {
  /** The set to which the first character must belong; undefined if the first item does not require one. */
  readonly set: CharacterSet | undefined;
  /** The item that tests the first character. */
  readonly position: number;
  /**
   * Whether the pattern begins with the longest run of such characters, as `%w+=` does. If such a pattern does not
   * match at the start of a run, it does not match at the other characters of that run either, and they are skipped.
   * Otherwise `(%w+)=` would try every character of every word in a text.
   */
  readonly isRun: boolean;
}

function beginningOf(items: readonly Item[]): Beginning {
  let position = 0;
  while (items[position].kind === OPEN || items[position].kind === OPEN_POSITION) position++;
  const { kind, set } = items[position];
  if (kind !== SINGLE) return { set: undefined, position, isRun: false };
  const next = items[position + 1];
  // What a back reference matches depends on where in the run the match began, so nothing may be skipped then.
  const isRun = next.kind === TAKE_ALL && next.set === set && items.every((each) => each.kind !== BACK);
  return { set, position, isRun };
}

/** For how many items matching recurses. */
function nestingOf(items: readonly Item[]): number {
  let nesting = 0;
  for (const { kind } of items) if (kind === OPTIONAL || kind === GREEDY || kind === LAZY) nesting++;
  return nesting;
}

/** What a pattern is matched by. */
export interface PatternItems {
  readonly items: readonly Item[];
  readonly nesting: number;
  readonly captureCount: number;
  /** The characters that every match starts with. */
  readonly prefix: string;
  readonly beginning: Beginning;
}

/** Compiles a pattern's text from a position on; up to a NUL, which ends it as in C. */
export function compileItems(text: string, start: number): PatternItems {
  const nul = search(text, '\0', 0);
  const { items, closed } = new Compiler(nul < 0 ? text : text.slice(0, nul), start);
  const quick = markTails(withoutBacktracking(items));
  return {
    items: quick,
    captureCount: closed.length,
    prefix: literalPrefix(quick),
    beginning: beginningOf(quick),
    nesting: nestingOf(quick),
  };
}
