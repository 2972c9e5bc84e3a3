/** Searches through the arrays of tables, which may hold millions of nils. They are charged to the script's budget. */
import { spend } from './budget.ts';
import type { LuaValue } from './value.ts';

/** How many elements or nodes are looked at between two charges. */
export const SCANNED = 4096;
/** So many elements are looked at in the time of one step. */
const ELEMENTS_PER_STEP = 4;

/** The first position of `from..end` whose element is not nil; `end` if there is none. */
export function firstPresent(array: readonly LuaValue[], from: number, end: number): number {
  for (let position = from; ; ) {
    const stop = Math.min(position + SCANNED, end);
    while (position < stop && array[position] === undefined) position++;
    if (position < stop || position >= end) return position;
    spend(SCANNED / ELEMENTS_PER_STEP);
  }
}

/** How many of the first `length` elements remain if the nils at their end are left out. */
export function lengthWithoutNils(array: readonly LuaValue[], length: number): number {
  for (let end = length; ; ) {
    const stop = Math.max(end - SCANNED, 0);
    while (end > stop && array[end - 1] === undefined) end--;
    if (end > stop || end === 0) return end;
    spend(SCANNED / ELEMENTS_PER_STEP);
  }
}

/** Appends nils until an array has `length` elements. If the script is ended meanwhile, it is as long as before. */
export function appendNils(array: LuaValue[], length: number): void {
  const before = array.length;
  try {
    while (array.length < length) {
      const stop = Math.min(array.length + SCANNED, length);
      while (array.length < stop) array.push(undefined);
      spend(SCANNED);
    }
  } catch (exception) {
    array.length = before;
    throw exception;
  }
}
