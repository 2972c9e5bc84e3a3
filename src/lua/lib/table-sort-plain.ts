/**
 * Sorting without an order function where no script can see how it is done: lists of numbers only or of strings only.
 *
 * The host's sort cannot be charged while it goes on, so a long list is sorted in runs, and the runs are merged. The list
 * is not changed before all of that is done, because a script can be ended meanwhile.
 */
import { accountMemory, spend } from '../runtime/budget.ts';
import { lessThan } from '../runtime/compare.ts';
import type { LuaValue } from '../runtime/value.ts';

/** How many numbers, or strings, the host sorts at once. */
const NUMBERS_PER_RUN = 32_768;
const STRINGS_PER_RUN = 4096;
/** Lists with a string longer than this are merged from the start, because comparing such strings is charged. */
const SHORT_STRING = 1024;
/** How many elements are looked at or merged between two charges. */
const CHARGED = 1024;
const ELEMENT_BYTES = 8;
/** How many steps a comparison of two short strings costs. */
const STEPS_PER_STRING = 4;

/** Sorts the list in place; false if it has to be done in Lua's own way. */
export function sortPlainly(list: LuaValue[]): boolean {
  const numbers = sortedNumbers(list);
  if (numbers !== undefined) {
    for (let position = 0; position < numbers.length; position++) list[position] = numbers[position];
    return true;
  }
  const longest = longestString(list);
  if (longest < 0) return false;
  if (list.length <= STRINGS_PER_RUN && longest <= SHORT_STRING) {
    spend(Math.ceil(list.length * Math.log2(list.length)));
    // The host compares code units, which are bytes in byte strings.
    list.sort();
    return true;
  }
  const strings = sortedStrings(list as string[], longest);
  for (let position = 0; position < strings.length; position++) list[position] = strings[position];
  return true;
}

/** The numbers of a list, sorted; undefined if one is NaN or -0, because their positions depend on the algorithm. */
function sortedNumbers(values: readonly LuaValue[]): Float64Array | undefined {
  const { length } = values;
  if (typeof values[0] !== 'number') return undefined;
  if (length > CHARGED) accountMemory(length * ELEMENT_BYTES);
  const numbers = new Float64Array(length);
  for (let position = 0; position < length; position++) {
    if (position % CHARGED === CHARGED - 1) spend(CHARGED);
    const value = values[position];
    if (typeof value !== 'number' || Number.isNaN(value) || Object.is(value, -0)) return undefined;
    numbers[position] = value;
  }
  for (let start = 0; start < length; start += NUMBERS_PER_RUN) {
    const run = numbers.subarray(start, start + NUMBERS_PER_RUN);
    spend(Math.ceil(run.length * Math.log2(run.length)));
    run.sort();
  }
  if (length <= NUMBERS_PER_RUN) return numbers;
  accountMemory(length * ELEMENT_BYTES);
  return mergeRuns<Float64Array, number>(
    numbers,
    new Float64Array(length),
    NUMBERS_PER_RUN,
    (left, right) => left < right,
  );
}

/** The length of the longest string of a list; -1 if something else is in it, too. */
function longestString(values: readonly LuaValue[]): number {
  let longest = 0;
  for (let position = 0; position < values.length; position++) {
    if (position % CHARGED === CHARGED - 1) spend(CHARGED);
    const value = values[position];
    if (typeof value !== 'string') return -1;
    if (value.length > longest) longest = value.length;
  }
  return longest;
}

function sortedStrings(values: readonly string[], longest: number): string[] {
  accountMemory(values.length * ELEMENT_BYTES * 2);
  const strings = values.slice();
  let size = 1;
  if (longest <= SHORT_STRING) {
    size = STRINGS_PER_RUN;
    for (let start = 0; start < strings.length; start += size) {
      const run = strings.slice(start, start + size);
      spend(Math.ceil(run.length * Math.log2(run.length)) * STEPS_PER_STRING);
      run.sort();
      for (let position = 0; position < run.length; position++) strings[start + position] = run[position];
    }
  }
  return mergeRuns(strings, values.slice(), size, lessThan);
}

/** Merges sorted runs of the same size into ever longer ones. `other` is scratch space, and may be the result. */
function mergeRuns<T extends { [position: number]: V; readonly length: number }, V>(
  runs: T,
  other: T,
  firstSize: number,
  isLess: (left: V, right: V) => boolean,
): T {
  const { length } = runs;
  let from = runs;
  let to = other;
  for (let size = firstSize; size < length; size *= 2) {
    for (let start = 0; start < length; start += size * 2) {
      const middle = Math.min(start + size, length);
      merge(from, to, start, middle, Math.min(middle + size, length), isLess);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges two sorted runs that follow on each other. */
function merge<T extends { [position: number]: V }, V>(
  from: T,
  to: T,
  start: number,
  middle: number,
  end: number,
  isLess: (left: V, right: V) => boolean,
): void {
  let left = start;
  let right = middle;
  for (let place = start; place < end; place++) {
    if (place % CHARGED === 0) spend(CHARGED * STEPS_PER_STRING);
    const takesRight = left >= middle || (right < end && isLess(from[right], from[left]));
    to[place] = takesRight ? from[right++] : from[left++];
  }
}
