/** XADD, XDEL and XSETID, which change the entries and counters of a stream. */
import { Stream } from '../../data/stream.ts';
import {
  addUint64,
  compareStreamIds,
  formatStreamId,
  isZeroId,
  MAX_SEQUENCE,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  type StreamId,
  type Uint64,
} from '../../data/stream-id.ts';
import { integer64, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure, wrongArity } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { OK, type Reply } from '../../protocol/reply.ts';
import { type GivenId, parseGivenId, parseId, streamNodeLimits } from './ids.ts';
import { TRIMMING, type Trimming, TrimParser } from './trim.ts';

const zeroId = failure('The ID specified in XADD must be greater than 0-0');
const exhausted = failure('The stream has exhausted the last possible ID, unable to add more items');
const notAboveTop = failure('The ID specified in XADD is equal or smaller than the target stream top item');
const negativeEntries = failure('entries_added must be positive');
const belowGivenDeleted = failure(
  'The ID specified in XSETID is smaller than the provided max_deleted_entry_id',
);
const belowDeleted = failure('The ID specified in XSETID is smaller than current max_deleted_entry_id');
const belowTop = failure('The ID specified in XSETID is smaller than the target stream top item');
const fewerThanLength = failure(
  'The entries_added specified in XSETID is smaller than the target stream length',
);

interface AddRequest {
  /** The ID that was given; undefined stands for `*`, which asks for a new one. */
  id: GivenId | undefined;
  idPosition: number;
  createStream: boolean;
  trimming: Trimming | undefined;
}

function parseAdd(ctx: Context, args: string[]): AddRequest {
  const parser = new TrimParser(args);
  let createStream = true;
  let position = 1;
  let id: GivenId | undefined;
  for (; position < args.length; position++) {
    if (args[position] === '*') break;
    const next = parser.take(position);
    if (next > position) position = next - 1;
    else if (isKeyword(args[position], 'NOMKSTREAM')) createStream = false;
    else {
      id = parseGivenId(args[position]);
      break;
    }
  }
  const trimming = parser.finish(ctx, false);
  const fields = args.length - position - 1;
  if (fields < 2 || fields % 2 === 1) throw wrongArity(ctx.command.fullName);
  if (id?.ms === 0 && id.sequence === 0) throw zeroId;
  return { id, idPosition: position, createStream, trimming };
}

/** The ID that a new entry gets, which is greater than the stream's last one. */
function newId(ctx: Context, last: StreamId, given: GivenId | undefined): StreamId {
  if (compareStreamIds(last, MAX_STREAM_ID) === 0) throw exhausted;
  const id = given === undefined ? automaticId(ctx.now, last) : completeId(given, last);
  if (id === undefined || compareStreamIds(id, last) <= 0) throw notAboveTop;
  return id;
}

function automaticId(now: number, last: StreamId): StreamId | undefined {
  return now > last.ms ? { ms: now, seq: 0 } : (nextStreamId(last) ?? undefined);
}

function completeId({ ms, sequence }: GivenId, last: StreamId): StreamId | undefined {
  if (sequence !== undefined) return { ms, seq: sequence };
  if (ms !== last.ms) return { ms, seq: 0 };
  return last.seq === MAX_SEQUENCE ? undefined : { ms, seq: addUint64(last.seq, 1) };
}

function add(ctx: Context, args: string[]): Reply {
  const key = args[0];
  const { id: given, idPosition, createStream, trimming } = parseAdd(ctx, args);
  const existing = ctx.db.edit(key, Stream);
  if (existing === undefined && !createStream) return null;
  const stream = existing ?? new Stream();
  const id = newId(ctx, stream.lastId, given);
  if (existing !== undefined) ctx.db.change(key, events.xadd);
  stream.append(id, args.slice(idPosition + 1), streamNodeLimits(ctx));
  if (existing === undefined) ctx.db.add(key, stream, events.xadd);
  if (trimming !== undefined) {
    const plan = stream.planTrim(trimming.options);
    if (plan.entries > 0) ctx.db.change(key, events.xtrim);
    stream.trim(plan);
  }
  const text = formatStreamId(id);
  if (given?.sequence === undefined || trimming?.options.approximate) {
    const words = ['XADD', ...args];
    if (given?.sequence === undefined) words[idPosition + 1] = text;
    trimming?.makeExact(words, stream);
    ctx.replaceEffect(words);
  }
  return text;
}

function remove(ctx: Context, [key, ...texts]: string[]): Reply {
  const stream = ctx.db.edit(key, Stream);
  if (stream === undefined) return 0;
  const ids = texts.map((text) => parseId(text));
  let removed = 0;
  for (const id of ids) {
    if (stream.get(id) === undefined) continue;
    if (removed === 0) ctx.db.change(key, events.xdel);
    stream.delete(id);
    removed++;
  }
  return removed;
}

interface Counters {
  lastId: StreamId;
  entriesAdded: Uint64 | undefined;
  maxDeletedId: StreamId;
}

function parseCounters([lastId, ...options]: string[]): Counters {
  const counters: Counters = {
    lastId: parseId(lastId),
    entriesAdded: undefined,
    maxDeletedId: MIN_STREAM_ID,
  };
  for (let i = 0; i < options.length; i += 2) {
    const value = options[i + 1];
    if (value !== undefined && isKeyword(options[i], 'ENTRIESADDED')) {
      counters.entriesAdded = integer64(value);
      if (counters.entriesAdded < 0) throw negativeEntries;
    } else if (value !== undefined && isKeyword(options[i], 'MAXDELETEDID')) {
      counters.maxDeletedId = parseId(value);
      if (compareStreamIds(counters.lastId, counters.maxDeletedId) < 0) throw belowGivenDeleted;
    } else throw errors.syntax;
  }
  return counters;
}

function setCounters(ctx: Context, [key, ...words]: string[]): Reply {
  const { lastId, entriesAdded, maxDeletedId } = parseCounters(words);
  const stream = ctx.db.edit(key, Stream);
  if (stream === undefined) throw errors.noSuchKey;
  if (compareStreamIds(lastId, stream.maxDeletedId) < 0) throw belowDeleted;
  const top = stream.edgeId(true);
  if (top !== null) {
    if (compareStreamIds(lastId, top) < 0) throw belowTop;
    if (entriesAdded !== undefined && stream.length > entriesAdded) throw fewerThanLength;
  }
  ctx.db.change(key, events.xsetid);
  stream.lastId = lastId;
  if (entriesAdded !== undefined) stream.entriesAdded = entriesAdded;
  if (!isZeroId(maxDeletedId)) stream.maxDeletedId = maxDeletedId;
  return OK;
}

export const xaddCommand = command({
  name: 'XADD',
  group: 'stream',
  since: '5.0.0',
  summary: "Appends a new message to a stream. Creates the key if it doesn't exist.",
  complexity: 'O(1) when adding a new entry, O(N) when trimming where N being the number of entries evicted.',
  arity: -5,
  arguments: [
    argument.key('key'),
    argument.pureToken('NOMKSTREAM', { optional: true, since: '6.2.0' }),
    argument.block('trim', TRIMMING, { optional: true }),
    argument.oneof('id-selector', [argument.pureToken('*', { name: 'auto-id' }), argument.string('id')]),
    argument.block('data', [argument.string('field'), argument.string('value')], { multiple: true }),
  ],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['stream'],
  keys: [
    {
      ...firstKey('RW', 'update'),
      notes: 'UPDATE instead of INSERT because of the optional trimming feature',
    },
  ],
  tips: ['nondeterministic_output'],
  history: [
    ['6.2.0', 'Added the `NOMKSTREAM` option, `MINID` trimming strategy and the `LIMIT` option.'],
    ['7.0.0', 'Added support for the `<ms>-*` explicit ID form.'],
  ],
  run: add,
});

export const xdelCommand = command({
  name: 'XDEL',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns the number of messages after removing them from a stream.',
  complexity: 'O(1) for each single item to delete in the stream, regardless of the stream size.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('id', { multiple: true })],
  flags: ['write', 'fast'],
  acl: ['stream'],
  keys: [firstKey('RW', 'delete')],
  run: remove,
});

export const xsetidCommand = command({
  name: 'XSETID',
  group: 'stream',
  since: '5.0.0',
  summary: 'An internal command for replicating stream values.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.string('last-id'),
    argument.integer('entries-added', { token: 'ENTRIESADDED', optional: true, since: '7.0.0' }),
    argument.string('max-deleted-id', { token: 'MAXDELETEDID', optional: true, since: '7.0.0' }),
  ],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['stream'],
  keys: [firstKey('RW', 'update')],
  history: [['7.0.0', 'Added the `entries_added` and `max_deleted_entry_id` arguments.']],
  run: setCounters,
});
