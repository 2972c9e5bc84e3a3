/** XPENDING, which lists the entries that a group has delivered and nobody has acknowledged. */
import type { ConsumerGroup, Pending } from '../../data/stream-group.ts';
import { formatStreamId, type StreamId } from '../../data/stream-id.ts';
import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { NULL_ARRAY, type Reply } from '../../protocol/reply.ts';
import { findGroup, parseIntervalEnd, parseIntervalStart } from './ids.ts';
import { byName } from './info.ts';

function summary({ pending, consumers }: ConsumerGroup): Reply {
  if (pending.first === undefined || pending.last === undefined) return [0, null, null, NULL_ARRAY];
  const counts: Reply[] = [];
  for (const consumer of byName(consumers)) {
    if (consumer.pending.size > 0) counts.push([consumer.name, `${consumer.pending.size}`]);
  }
  return [pending.size, formatStreamId(pending.first.id), formatStreamId(pending.last.id), counts];
}

interface Query {
  start: StreamId;
  end: StreamId;
  count: number;
  minimumIdle: number;
  consumer: string | undefined;
}

/** Reads `[IDLE min-idle-time] start end count [consumer]`. As on Redis one further word is ignored. */
function parse(words: string[]): Query {
  if (words.length < 3 || words.length > 6) throw errors.syntax;
  let minimumIdle = 0;
  let rest = words;
  if (isKeyword(words[0], 'IDLE')) {
    minimumIdle = integer(words[1]);
    if (words.length < 5) throw errors.syntax;
    rest = words.slice(2);
  }
  const count = Math.max(integer(rest[2]), 0);
  return {
    start: parseIntervalStart(rest[0]),
    end: parseIntervalEnd(rest[1]),
    count,
    minimumIdle,
    consumer: rest[3],
  };
}

function list(ctx: Context, group: ConsumerGroup, query: Query): Reply {
  const consumer = query.consumer === undefined ? undefined : group.consumers.get(query.consumer);
  const entries: Reply[] = [];
  if (query.count === 0 || (query.consumer !== undefined && consumer === undefined)) return entries;
  const pending = (consumer ?? group).pending;
  pending.range(query.start, query.end, (entry: Pending) => {
    const idle = ctx.now - entry.deliveryTime;
    if (query.minimumIdle !== 0 && idle < query.minimumIdle) return true;
    entries.push([formatStreamId(entry.id), entry.consumer.name, Math.max(idle, 0), entry.deliveryCount]);
    return entries.length !== query.count;
  });
  return entries;
}

function pending(ctx: Context, [key, name, ...words]: string[]): Reply {
  const query = words.length === 0 ? undefined : parse(words);
  const { group } = findGroup(ctx, key, name);
  return query === undefined ? summary(group) : list(ctx, group, query);
}

export const xpendingCommand = command({
  name: 'XPENDING',
  group: 'stream',
  since: '5.0.0',
  summary: "Returns the information and entries from a stream consumer group's pending entries list.",
  complexity:
    'O(N) with N being the number of elements returned, so asking for a small fixed number of entries per call is O(1). O(M), where M is the total number of entries scanned when used with the IDLE filter. When the command returns just the summary and the list of consumers is small, it runs in O(1) time; otherwise, an additional O(N) time for iterating every consumer.',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.string('group'),
    argument.block(
      'filters',
      [
        argument.integer('min-idle-time', { token: 'IDLE', optional: true, since: '6.2.0' }),
        argument.string('start'),
        argument.string('end'),
        argument.integer('count'),
        argument.string('consumer', { optional: true }),
      ],
      { optional: true },
    ),
  ],
  flags: ['readonly'],
  acl: ['stream'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  history: [['6.2.0', 'Added the `IDLE` option and exclusive range intervals.']],
  run: pending,
});
