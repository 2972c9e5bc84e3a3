/** What all searches have in common once their options are read: they find, sort, and answer or store. */
import { hashRanges } from '../../data/geo-area.ts';
import { type Position, positionOf } from '../../data/geohash.ts';
import { sortFirst } from '../../data/partial-sort.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import type { Context } from '../../engine/context.ts';
import { events, type KeyEvent } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import { sortedSetLimits } from '../sorted-set/ranges.ts';
import type { SearchOptions } from './options.ts';
import { distanceText, positionReply } from './read.ts';

interface Found {
  readonly member: string;
  readonly score: number;
  readonly position: Position;
  /** Metres. */
  readonly distance: number;
}

const TWO_63 = 2 ** 63;
const INT64_MIN = -(2n ** 63n);

/** A score as the 64-bit integer that a cast in C makes of it. */
function hashReply(score: number): number | bigint {
  const whole = Math.trunc(score) + 0;
  if (Number.isSafeInteger(whole)) return whole;
  return whole >= -TWO_63 && whole < TWO_63 ? BigInt(whole) : INT64_MIN;
}

/** By distance; what is no number counts as less, as in C. */
function nearestFirst(a: Found, b: Found): number {
  if (a.distance > b.distance) return 1;
  return a.distance === b.distance ? 0 : -1;
}

const farthestFirst = (a: Found, b: Found): number => -nearestFirst(a, b);

/** The members inside of the area, in the order in which they are met. */
function inside(set: SortedSet, { centre, shape, any, count }: SearchOptions): Found[] {
  const found: Found[] = [];
  if (centre === undefined || shape === undefined) return found;
  const area = shape(centre);
  const limit = any ? count : Number.POSITIVE_INFINITY;
  for (const { min, max } of hashRanges(area)) {
    if (found.length >= limit) break;
    const range = set.scoreRange({ min, max, minExclusive: false, maxExclusive: true });
    set.visit(range, false, (member, score) => {
      const position = positionOf(score);
      const distance = area.distanceTo(position);
      if (distance !== undefined) found.push({ member, score, position, distance });
      return found.length < limit;
    });
  }
  return found;
}

/** The members that are asked for, in the order that is asked for. */
function find(set: SortedSet, options: SearchOptions): Found[] {
  const found = inside(set, options);
  const { order, any, count } = options;
  const returned = count === 0 ? found.length : Math.min(count, found.length);
  // The nearest ones are meant unless any will do.
  if (order !== undefined || (count !== 0 && !any)) {
    const comparison = order === 'desc' ? farthestFirst : nearestFirst;
    if (returned === found.length) found.sort(comparison);
    else sortFirst(found, returned, comparison);
  }
  return returned === found.length ? found : found.slice(0, returned);
}

function replyOf(ctx: Context, found: Found[], options: SearchOptions): Reply {
  if (!options.hasDetails) return found.map(({ member }) => member);
  return found.map(({ member, score, position, distance }) => {
    const row: Reply[] = [member];
    if (options.withDistance) row.push(distanceText(distance / options.unit));
    if (options.withHash) row.push(hashReply(score));
    if (options.withCoordinates) row.push(positionReply(position, ctx.resp));
    return row;
  });
}

function store(ctx: Context, key: string, found: Found[], options: SearchOptions, event: KeyEvent): number {
  if (found.length === 0) {
    ctx.db.discard(key, events.del);
    return 0;
  }
  const limits = sortedSetLimits(ctx);
  const set = SortedSet.create(found.length, 0, limits);
  for (const { member, score, distance } of found) {
    set.set(member, options.storesDistance ? distance / options.unit : score, limits);
  }
  ctx.db.set(key, set, event);
  return found.length;
}

/**
 * Answers a search whose options have been read and checked.
 *
 * @param event tells of a result that is stored
 */
export function search(
  ctx: Context,
  set: SortedSet | undefined,
  options: SearchOptions,
  event: KeyEvent,
): Reply {
  const found = set === undefined ? [] : find(set, options);
  if (options.storeKey !== undefined) return store(ctx, options.storeKey, found, options, event);
  return replyOf(ctx, found, options);
}
