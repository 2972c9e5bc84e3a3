/**
 * The ranges that the commands on sorted sets take: of scores (`1`, `(1`, `-inf`), of members in the order of their bytes
 * (`[a`, `(a`, `-`, `+`) and of ranks. Also the reply that is made of a range.
 */
import { scanDouble } from '../../bytes/number.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import type {
  IndexRange,
  LexBound,
  LexRange,
  ScoreRange,
  SortedSet,
  SortedSetLimits,
} from '../../data/sorted-set.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { DoubleReply, type Reply, type RespVersion } from '../../protocol/reply.ts';

const notAScore = failure('min or max is not a float');
const notALexBound = failure('min or max not valid string range item');

/** The sizes up to which a sorted set is a listpack. */
export function sortedSetLimits(ctx: Context): SortedSetLimits {
  return { entries: ctx.settings.zsetMaxListpackEntries, value: ctx.settings.zsetMaxListpackValue };
}

/** A score as Redis reads it, with C's strtod: the text ends at the first NUL, and an empty one is 0. */
function score(text: string): number {
  const direct = Number(text);
  if (
    direct > -Infinity &&
    direct < Infinity &&
    text !== '' &&
    text.trim() === text &&
    !/^0[box]/i.test(text)
  ) {
    return direct;
  }
  const counted = untilNul(text);
  if (counted === '') return 0;
  const scanned = scanDouble(counted);
  if (scanned === undefined || scanned.end !== counted.length || Number.isNaN(scanned.value)) throw notAScore;
  return scanned.value;
}

/** @throws ErrorReply `min or max is not a float` */
export function parseScoreRange(min: string, max: string): ScoreRange {
  const minExclusive = min.charCodeAt(0) === 40;
  const maxExclusive = max.charCodeAt(0) === 40;
  return {
    min: score(minExclusive ? min.slice(1) : min),
    max: score(maxExclusive ? max.slice(1) : max),
    minExclusive,
    maxExclusive,
  };
}

function lexBound(text: string): LexBound {
  if (text === '-' || text === '+') return text;
  const exclusive = text[0] === '(';
  if (!exclusive && text[0] !== '[') {
    // For C the text ends at the first NUL.
    if (text.startsWith('-\0')) return '-';
    if (text.startsWith('+\0')) return '+';
    throw notALexBound;
  }
  return { member: text.slice(1), exclusive };
}

/** @throws ErrorReply `min or max not valid string range item` */
export function parseLexRange(min: string, max: string): LexRange {
  return { min: lexBound(min), max: lexBound(max) };
}

/** The indices from rank `start` to rank `stop`, which are both included. A negative rank counts from the end. */
export function rankRange(size: number, start: number, stop: number): IndexRange {
  const first = Math.max(start < 0 ? size + start : start, 0);
  const last = Math.min(stop < 0 ? size + stop : stop, size - 1);
  return first > last ? { start: 0, end: 0 } : { start: first, end: last + 1 };
}

/** The part of a range that `LIMIT offset count` chooses. A negative count means all, and a negative offset nothing. */
export function limitRange(range: IndexRange, offset: number, count: number, reverse: boolean): IndexRange {
  if (offset < 0) return { start: 0, end: 0 };
  const { start, end } = range;
  if (reverse) {
    const last = Math.max(end - offset, start);
    return { start: count < 0 ? start : Math.max(start, last - count), end: last };
  }
  const first = Math.min(start + offset, end);
  return { start: first, end: count < 0 ? end : Math.min(end, first + count) };
}

/** Adds a member and its score to a reply: as a pair in RESP3, one after the other in RESP2. */
export function pushScored(reply: Reply[], member: string, score: number, resp: RespVersion): void {
  if (resp === 3) reply.push([member, new DoubleReply(score)]);
  else reply.push(member, new DoubleReply(score));
}

/** The entries of a range as a reply. */
export function rangeReply(
  set: SortedSet,
  range: IndexRange,
  reverse: boolean,
  withScores: boolean,
  resp: RespVersion,
): Reply[] {
  const reply: Reply[] = [];
  set.visit(range, reverse, (member, score) => {
    if (withScores) pushScored(reply, member, score, resp);
    else reply.push(member);
  });
  return reply;
}
