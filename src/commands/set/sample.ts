/** Random samples: what SRANDMEMBER, SPOP and HRANDFIELD have in common. */
import type { Integer64 } from '../../bytes/number.ts';
import { integer64 } from '../../engine/arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { GeneratedReply, type Reply } from '../../protocol/reply.ts';

const LARGEST = 2n ** 63n - 1n;
/** Twice this still fits 64 bits. */
export const LARGEST_HALF = LARGEST / 2n;
const countOutOfRange = failure(`value is out of range, value must between -${LARGEST} and ${LARGEST}`);
/** Items that one reply can have at most; that it can have where it has to be held; that it is held with anyway. */
const LONGEST_REPLY = 2 ** 32 - 1;
const LONGEST_HELD_REPLY = 2 ** 24;
const SHORT_REPLY = 10_000;
/** Below this share of the whole, drawing again on a repeat is cheaper than thinning out a copy. */
const DRAWING_SHARE = 3;

/** The count of a random sample; negative: elements may repeat. */
export function randomCount(text: string): Integer64 {
  const count = integer64(text);
  if (count < -LARGEST) throw countOutOfRange;
  return count;
}

/** `count` draws. */
export function drawMany<T>(count: number, draw: () => T): T[] {
  const sample: T[] = [];
  while (sample.length < count) sample.push(draw());
  return sample;
}

/**
 * `count` draws that may repeat, as a reply of `width` items each. A long one is made while it is sent; where it has to
 * be held (in a script, in EXEC) it can't be as long.
 * @throws ErrorReply when there would be too many
 */
export function repeatedDraws(ctx: Context, count: number, width: number, draw: () => Reply[]): Reply {
  const length = count * width;
  if (length > LONGEST_REPLY) throw errors.outOfRange;
  const isHeld = ctx.isNested;
  if (isHeld && length > LONGEST_HELD_REPLY) throw errors.outOfRange;
  if (isHeld || length <= SHORT_REPLY) return drawMany(count, draw).flat();
  return new GeneratedReply(length, drawnItems(count, draw));
}

function* drawnItems(count: number, draw: () => Reply[]): Generator<Reply> {
  for (let drawn = 0; drawn < count; drawn++) yield* draw();
}

/** `count` different elements of `size`, or all of them in their order. `keyOf` tells elements apart. */
export function sampleDistinct<T>(
  count: number,
  size: number,
  draw: () => T,
  all: () => T[],
  keyOf: (element: T) => string,
  random: () => number,
): T[] {
  if (count >= size) return all();
  if (count * DRAWING_SHARE > size) return shuffledPrefix(all(), count, random);
  const sample = new Map<string, T>();
  while (sample.size < count) {
    const element = draw();
    sample.set(keyOf(element), element);
  }
  return [...sample.values()];
}

/** The first `count` of a random order (Fisher and Yates). */
function shuffledPrefix<T>(elements: T[], count: number, random: () => number): T[] {
  for (let position = 0; position < count; position++) {
    const other = position + Math.floor(random() * (elements.length - position));
    [elements[position], elements[other]] = [elements[other], elements[position]];
  }
  return elements.slice(0, count);
}
