/**
 * XREADGROUP. It hands new entries of streams to a consumer and notes them as pending, or lists the entries that are
 * pending for the consumer. For a waiting client it is run again whenever one of the keys changes, so that the client
 * also learns when the group is gone.
 */
import { Stream } from '../../data/stream.ts';
import type { Consumer, ConsumerGroup } from '../../data/stream-group.ts';
import {
  addUint64,
  compareStreamIds,
  formatStreamId,
  MAX_STREAM_ID,
  nextStreamId,
  type StreamId,
} from '../../data/stream-id.ts';
import { advanceGroup } from '../../data/stream-lag.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { ErrorReply, NULL_ARRAY, type Reply } from '../../protocol/reply.ts';
import { StreamChange } from './change.ts';
import { entryReply, noSuchGroup, parseId } from './ids.ts';
import { parseRead, type ReadRequest, streamsReply } from './read-request.ts';

const missingGroup = failure('Missing GROUP option for XREADGROUP');
const lastIsMeaningless = failure(
  'The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
);

interface Target {
  key: string;
  stream: Stream;
  group: ConsumerGroup;
  /** Pending entries with IDs greater than this are asked for; null stands for new entries. */
  after: StreamId | null;
}

function findTarget(ctx: Context, key: string, groupName: string, id: string): Target {
  const stream = ctx.db.read(key, Stream);
  const group = stream?.groups.get(groupName);
  if (stream === undefined || group === undefined) {
    throw noSuchGroup(key, groupName, ' in XREADGROUP with GROUP option');
  }
  if (id === '$') throw lastIsMeaningless;
  const after = id === '>' ? MAX_STREAM_ID : parseId(id);
  return { key, stream, group, after: compareStreamIds(after, MAX_STREAM_ID) === 0 ? null : after };
}

/** The entries that are pending for the consumer. Those that were deleted meanwhile come without fields. */
function readHistory(
  ctx: Context,
  { stream, group }: Target,
  consumer: Consumer,
  after: StreamId,
  count: number,
  change: StreamChange,
): Reply {
  const entries: Reply[] = [];
  const start = nextStreamId(after) ?? MAX_STREAM_ID;
  consumer.pending.range(start, MAX_STREAM_ID, (pending) => {
    const fields = stream.get(pending.id);
    if (fields === undefined) entries.push([formatStreamId(pending.id), NULL_ARRAY]);
    else {
      change.begin();
      pending.deliveryTime = ctx.now;
      pending.deliveryCount = addUint64(pending.deliveryCount, 1);
      change.recordPending(group, pending);
      entries.push(entryReply(pending.id, fields));
    }
    return entries.length !== count;
  });
  return entries;
}

function readNew(
  ctx: Context,
  { stream, group }: Target,
  consumer: Consumer,
  { count, noAck }: ReadRequest,
  change: StreamChange,
): Reply {
  const entries: Reply[] = [];
  const start = nextStreamId(group.lastId) ?? MAX_STREAM_ID;
  stream.range(start, MAX_STREAM_ID, false, (id, fields) => {
    advanceGroup(stream, group, id);
    entries.push(entryReply(id, fields));
    if (!noAck) {
      change.recordPending(group, deliver(ctx, group, id, consumer));
      consumer.activeTime = ctx.now;
    }
    return entries.length !== count;
  });
  change.moved();
  return entries;
}

/** Notes a delivery. After XGROUP SETID the entry may be pending already, for this consumer or another one. */
function deliver(ctx: Context, group: ConsumerGroup, id: StreamId, consumer: Consumer) {
  const pending = group.pending.get(id);
  if (pending === undefined) return group.deliver(id, consumer, ctx.now, 1);
  group.transfer(pending, consumer);
  pending.deliveryTime = ctx.now;
  pending.deliveryCount = 1;
  return pending;
}

/** Serves one stream; undefined when it has nothing for the consumer. */
function serve(ctx: Context, target: Target, request: ReadRequest): Reply | undefined {
  const { key, stream, group, after } = target;
  const change = new StreamChange(ctx, key);
  const last = stream.edgeId(true);
  const hasNew = last !== null && compareStreamIds(last, group.lastId) > 0;
  const consumer = change.consumer(group, request.consumer);
  let entries: Reply | undefined;
  if (after !== null) entries = readHistory(ctx, target, consumer, after, request.count, change);
  else if (hasNew) {
    change.begin();
    entries = readNew(ctx, target, consumer, request, change);
  }
  change.recordRest(group);
  return entries;
}

function attempt(ctx: Context, request: ReadRequest, groupName: string): Reply | undefined {
  ctx.replaceEffect();
  const targets = request.keys.map((key, i) => findTarget(ctx, key, groupName, request.ids[i]));
  const results: [string, Reply][] = [];
  for (const target of targets) {
    const entries = serve(ctx, target, request);
    if (entries !== undefined) results.push([target.key, entries]);
  }
  return results.length === 0 ? undefined : streamsReply(results, ctx.resp);
}

function readGroup(ctx: Context, args: string[]): Reply | undefined {
  const request = parseRead(ctx, args, true);
  const groupName = request.group;
  if (groupName === undefined) throw missingGroup;
  const reply = attempt(ctx, request, groupName);
  if (reply !== undefined) return reply;
  if (request.deadline === undefined) return NULL_ARRAY;
  const retry = (waiting: Context): Reply | undefined => {
    try {
      return attempt(waiting, request, groupName);
    } catch (error) {
      if (error instanceof ErrorReply) return error;
      throw error;
    }
  };
  return ctx.block({
    keys: request.keys,
    deadline: request.deadline,
    retry,
    timeoutReply: NULL_ARRAY,
    endsWithoutKey: true,
  });
}

export const xreadgroupCommand = command({
  name: 'XREADGROUP',
  group: 'stream',
  since: '5.0.0',
  summary:
    'Returns new or historical messages from a stream for a consumer in a group. Blocks until a message is available otherwise.',
  complexity:
    'For each stream mentioned: O(M) with M being the number of elements returned. If M is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1). On the other side when XREADGROUP blocks, XADD will pay the O(N) time in order to serve the N clients blocked on the stream getting new data.',
  arity: -7,
  arguments: [
    argument.block('group-block', [argument.string('group'), argument.string('consumer')], {
      token: 'GROUP',
    }),
    argument.integer('count', { token: 'COUNT', optional: true }),
    argument.integer('milliseconds', { token: 'BLOCK', optional: true }),
    argument.pureToken('NOACK', { optional: true }),
    argument.block(
      'streams',
      [argument.key('key', { multiple: true }), argument.string('id', { multiple: true })],
      { token: 'STREAMS' },
    ),
  ],
  flags: ['blocking', 'write'],
  acl: ['stream'],
  keys: [
    {
      flags: ['RO', 'access'],
      begin: { keyword: 'STREAMS', startFrom: 4 },
      find: { lastKey: -1, keyStep: 1, limit: 2 },
    },
  ],
  run: readGroup,
});
