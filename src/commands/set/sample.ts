/** Random samples: what the commands that choose members or fields at random have in common. */
import type { Integer64 } from '../../bytes/number.ts';
import { TextMap } from '../../data/text-map.ts';
import { integer64 } from '../../engine/arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { encodedItemsLength } from '../../protocol/encoded-length.ts';
import { GeneratedReply, type Reply, type RespVersion } from '../../protocol/reply.ts';

const LARGEST = 2n ** 63n - 1n;
/** Twice this number still fits in 64 bits with a sign. */
export const LARGEST_HALF = LARGEST / 2n;
const countOutOfRange = failure(`value is out of range, value must between -${LARGEST} and ${LARGEST}`);
/** How many items a reply can have at most. */
const LONGEST_REPLY = 2 ** 32 - 1;
/** How many items a reply can have at most where it has to be held in memory. */
const LONGEST_HELD_REPLY = 2 ** 24;
/** Up to so many items a reply is held in memory even where it need not be. */
const SHORT_REPLY = 10_000;
/**
 * A sample of up to one in so many elements is drawn one by one, and drawn again where an element repeats. For a larger
 * one it is cheaper to shuffle a copy of all elements.
 */
const DRAWING_SHARE = 3;
/** So many elements are looked at for the length that they have on average. */
const WEIGHED = 1000;

/** The count of a random sample. With a negative one elements may be drawn repeatedly. */
export function randomCount(text: string): Integer64 {
  const count = integer64(text);
  if (count < -LARGEST) throw countOutOfRange;
  return count;
}

/** The results of `count` draws. */
export function drawMany<T>(count: number, draw: () => T): T[] {
  const sample: T[] = [];
  while (sample.length < count) sample.push(draw());
  return sample;
}

/** The elements of a collection, to be drawn from. */
export interface Drawable<T> {
  readonly size: number;
  /** One of them at random. */
  draw(): T;
  /** All of them. */
  all(): T[];
}

/**
 * The reply of `count` draws that may repeat, with the `width` items that `shape` makes of each element. A long reply is
 * made while it is sent, from a copy of the elements, since they may change meanwhile. In scripts and in EXEC it has to be
 * held in memory, and cannot be as long.
 * @throws ErrorReply when there would be too many
 */
export function repeatedDraws<T>(
  ctx: Context,
  count: number,
  width: number,
  { size, draw, all }: Drawable<T>,
  shape: (element: T) => Reply[],
): Reply {
  const length = count * width;
  if (length > LONGEST_REPLY) throw errors.outOfRange;
  const isHeld = ctx.isNested;
  if (isHeld && length > LONGEST_HELD_REPLY) throw errors.outOfRange;
  // A copy of all elements must not take longer than the draws themselves.
  if (isHeld || length <= SHORT_REPLY || count * DRAWING_SHARE < size) {
    return drawMany(count, () => shape(draw())).flat();
  }
  const elements = all();
  return new GeneratedReply(
    length,
    drawnItems(elements, count, shape, ctx.random),
    averageLength(elements, shape, ctx.resp),
  );
}

function* drawnItems<T>(
  elements: T[],
  count: number,
  shape: (element: T) => Reply[],
  random: () => number,
): Generator<Reply> {
  for (let drawn = 0; drawn < count; drawn++) {
    yield* shape(elements[Math.floor(random() * elements.length)]);
  }
}

/** How many bytes an item of the reply takes on average, by a look at some of the elements. */
function averageLength<T>(elements: T[], shape: (element: T) => Reply[], resp: RespVersion): number {
  const step = Math.ceil(elements.length / WEIGHED);
  let bytes = 0;
  let count = 0;
  for (let at = 0; at < elements.length; at += step) {
    const items = shape(elements[at]);
    bytes += encodedItemsLength(items, 0, resp);
    count += items.length;
  }
  return bytes / count;
}

/** `count` different ones of `size` elements, or all of them in their order. Elements are the same if `keyOf` is. */
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
  const sample = new TextMap<T>();
  while (sample.size < count) {
    const element = draw();
    sample.set(keyOf(element), element);
  }
  return [...sample.values()];
}

/** The first `count` elements of a random order, by the shuffle of Fisher and Yates. */
function shuffledPrefix<T>(elements: T[], count: number, random: () => number): T[] {
  for (let position = 0; position < count; position++) {
    const other = position + Math.floor(random() * (elements.length - position));
    [elements[position], elements[other]] = [elements[other], elements[position]];
  }
  return elements.slice(0, count);
}
