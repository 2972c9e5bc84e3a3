/** The part of a string that BITCOUNT and BITPOS look at. */

import type { Integer64 } from '../../bytes/number.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { isKeyword } from '../../engine/arguments.ts';
import { errors } from '../../engine/errors.ts';

/** From the bit `start` up to, but without, the bit `end`. */
export interface BitRange {
  readonly start: number;
  readonly end: number;
}

/** Whether a range is told in bits: BIT, not BYTE. */
export function isInBits(unit: string): boolean {
  const name = untilNul(unit);
  if (isKeyword(name, 'BIT')) return true;
  if (isKeyword(name, 'BYTE')) return false;
  throw errors.syntax;
}

/** An index that counts from the end if it is negative; before the beginning it is the beginning. */
function placeOf(index: Integer64, length: number): number {
  const place = Number(index);
  return place < 0 ? Math.max(0, length + place) : place;
}

/** The range from one index through another, in a string of so many bytes; undefined if it is empty. */
export function rangeOf(
  first: Integer64,
  last: Integer64,
  inBits: boolean,
  byteLength: number,
): BitRange | undefined {
  const length = inBits ? 8 * byteLength : byteLength;
  const start = placeOf(first, length);
  const end = Math.min(placeOf(last, length), length - 1) + 1;
  if (start >= end) return undefined;
  return inBits ? { start, end } : { start: 8 * start, end: 8 * end };
}
