/**
 * The IDs of streams as commands take them, and what many commands on streams have in common: limits, the replies of
 * entries, and how a group is looked up.
 */
import { BLANKS, endOfRun } from '../../bytes/character-set.ts';
import { parseInteger64, parseLooseInteger } from '../../bytes/number.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { Stream } from '../../data/stream.ts';
import type { StreamNodeLimits } from '../../data/stream-block.ts';
import type { ConsumerGroup } from '../../data/stream-group.ts';
import {
  formatStreamId,
  MAX_SEQUENCE,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  previousStreamId,
  type StreamId,
  toUint64,
  type Uint64,
} from '../../data/stream-id.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { ErrorReply, type Reply } from '../../protocol/reply.ts';

const invalidId = failure('Invalid stream ID specified as stream command argument');
const invalidStart = failure('invalid start ID for the interval');
const invalidEnd = failure('invalid end ID for the interval');

/** The length of the longest ID that Redis reads. What follows a NUL in it is ignored. */
const LONGEST_ID = 127;
/** An unsigned 64-bit integer; undefined for a text that Redis does not take for one. */
function parseUint64(text: string): Uint64 | undefined {
  const strict = parseInteger64(text);
  if (strict !== undefined) return strict < 0 ? undefined : strict;
  // C's strtoull takes blanks, a sign and zeros in front.
  const value = parseLooseInteger(text.slice(endOfRun(text, 0, BLANKS)));
  return value === undefined || value >= 2n ** 64n || value <= -(2n ** 64n)
    ? undefined
    : toUint64(BigInt.asUintN(64, value));
}

/** An ID as a client gives it. The sequence is undefined for `<ms>-*`. */
export interface GivenId {
  ms: Uint64;
  sequence: Uint64 | undefined;
}

/** Reads `<ms>`, `<ms>-<seq>` or `<ms>-*`; undefined for any other text. `missing` is the sequence for a bare `<ms>`. */
function parseParts(text: string, missing: Uint64): GivenId | undefined {
  if (text.length > LONGEST_ID) return undefined;
  const counted = untilNul(text);
  const dash = counted.indexOf('-');
  const ms = parseUint64(dash < 0 ? counted : counted.slice(0, dash));
  if (ms === undefined) return undefined;
  if (dash < 0) return { ms, sequence: missing };
  const rest = counted.slice(dash + 1);
  if (rest === '*') return { ms, sequence: undefined };
  const sequence = parseUint64(rest);
  return sequence === undefined ? undefined : { ms, sequence };
}

/**
 * Reads the ID of XADD, whose sequence may be left open.
 * @throws ErrorReply `Invalid stream ID ...`
 */
export function parseGivenId(text: string): GivenId {
  const id = parseParts(text, 0);
  if (id === undefined) throw invalidId;
  return id;
}

/** Reads a complete ID; undefined for any other text. */
export function tryParseId(text: string, missing: Uint64 = 0): StreamId | undefined {
  const id = parseParts(text, missing);
  return id?.sequence === undefined ? undefined : { ms: id.ms, seq: id.sequence };
}

/**
 * Reads a complete ID.
 * @throws ErrorReply `Invalid stream ID ...`
 */
export function parseId(text: string, missing: Uint64 = 0): StreamId {
  const id = tryParseId(text, missing);
  if (id === undefined) throw invalidId;
  return id;
}

/** Reads an ID, or `-` or `+`, which stand for the lowest and the highest one. */
export function parseIdOrEdge(text: string, missing: Uint64): StreamId {
  const counted = untilNul(text);
  if (counted === '-') return MIN_STREAM_ID;
  if (counted === '+') return MAX_STREAM_ID;
  return parseId(text, missing);
}

/** Reads the start of an interval. A `(` in front excludes it. */
export function parseIntervalStart(text: string): StreamId {
  if (text[0] !== '(' || text.length === 1) return parseIdOrEdge(text, 0);
  const id = nextStreamId(parseId(text.slice(1)));
  if (id === null) throw invalidStart;
  return id;
}

/** Reads the end of an interval. A `(` in front excludes it, and a bare time stands for the last sequence in it. */
export function parseIntervalEnd(text: string): StreamId {
  if (text[0] !== '(' || text.length === 1) return parseIdOrEdge(text, MAX_SEQUENCE);
  const id = previousStreamId(parseId(text.slice(1), MAX_SEQUENCE));
  if (id === null) throw invalidEnd;
  return id;
}

export function streamNodeLimits(ctx: Context): StreamNodeLimits {
  return { entries: ctx.settings.streamNodeMaxEntries, bytes: ctx.settings.streamNodeMaxBytes };
}

/** An entry as all commands answer it: its ID and its fields. */
export const entryReply = (id: StreamId, fields: readonly string[]): Reply => [
  formatStreamId(id),
  [...fields],
];

/** The entries of an interval, at most `count` of them; 0 stands for all. */
export function rangeReply(
  stream: Stream,
  start: StreamId,
  end: StreamId,
  reverse: boolean,
  count: number,
): Reply[] {
  const entries: Reply[] = [];
  stream.range(start, end, reverse, (id, fields) => entries.push(entryReply(id, fields)) !== count);
  return entries;
}

/** The error `NOGROUP No such key 'k' or consumer group 'g'`, with a suffix. */
export const noSuchGroup = (key: string, group: string, suffix = ''): ErrorReply =>
  new ErrorReply(`NOGROUP No such key '${key}' or consumer group '${group}'${suffix}`);

/**
 * A stream and its group, for reading or for changing.
 * @throws ErrorReply WRONGTYPE, NOGROUP
 */
export function findGroup(ctx: Context, key: string, name: string): { stream: Stream; group: ConsumerGroup } {
  const stream = ctx.db.read(key, Stream);
  const group = stream?.groups.get(name);
  if (stream === undefined || group === undefined) throw noSuchGroup(key, name);
  return { stream, group };
}
