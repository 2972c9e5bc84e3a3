/**
 * Stream IDs: two unsigned 64-bit integers, milliseconds and sequence.
 *
 * Each half is a number while it is at most 2^53, and a BigInt beyond: never the other way round, so that `===`
 * compares halves, and `<` compares them even across the two types. Real IDs are numbers throughout.
 */

/** An unsigned 64-bit integer in the form described above. */
export type Uint64 = number | bigint;

export interface StreamId {
  readonly ms: Uint64;
  readonly seq: Uint64;
}

const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;
const EXACT = Number.MAX_SAFE_INTEGER + 1;
const EXACT_BIG = BigInt(EXACT);

export const MIN_STREAM_ID: StreamId = { ms: 0, seq: 0 };
export const MAX_STREAM_ID: StreamId = { ms: MAX_UINT64, seq: MAX_UINT64 };
export const MAX_SEQUENCE: Uint64 = MAX_UINT64;

/** The canonical form of a BigInt in 0..2^64-1. */
export function toUint64(value: bigint): Uint64 {
  return value <= EXACT_BIG ? Number(value) : value;
}

/** a + b; the caller knows that the result is in range. */
export function addUint64(a: Uint64, b: number): Uint64 {
  if (typeof a === 'number') {
    const sum = a + b;
    if (sum < EXACT) return sum;
  }
  return toUint64(BigInt(a) + BigInt(b));
}

/** a - b as a signed Redis integer: a number while it is exact, a BigInt beyond. */
export function subtractUint64(a: Uint64, b: Uint64): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const difference = BigInt(a) - BigInt(b);
  return difference <= EXACT_BIG && difference >= -EXACT_BIG ? Number(difference) : difference;
}

/** Negative, zero or positive, as a is below, equal to or above b. */
export function compareStreamIds(a: StreamId, b: StreamId): number {
  if (a.ms !== b.ms) return a.ms < b.ms ? -1 : 1;
  if (a.seq !== b.seq) return a.seq < b.seq ? -1 : 1;
  return 0;
}

export function isZeroId(id: StreamId): boolean {
  return id.ms === 0 && id.seq === 0;
}

/** The ID after this one, null after the last. */
export function nextStreamId(id: StreamId): StreamId | null {
  if (id.seq !== MAX_UINT64) return { ms: id.ms, seq: addUint64(id.seq, 1) };
  return id.ms === MAX_UINT64 ? null : { ms: addUint64(id.ms, 1), seq: 0 };
}

/** The ID before this one, null before the first. */
export function previousStreamId(id: StreamId): StreamId | null {
  if (id.seq !== 0) return { ms: id.ms, seq: addUint64(id.seq, -1) };
  return id.ms === 0 ? null : { ms: addUint64(id.ms, -1), seq: MAX_UINT64 };
}

/** The text form, "ms-seq". */
export function formatStreamId(id: StreamId): string {
  return `${id.ms}-${id.seq}`;
}
