/** XINFO, which describes streams, groups and consumers as maps. */
import { radixNodeCount } from '../../data/radix-node-count.ts';
import { Stream } from '../../data/stream.ts';
import {
  type Consumer,
  type ConsumerGroup,
  NEVER_ACTIVE,
  type Pending,
  UNKNOWN_ENTRIES_READ,
} from '../../data/stream-group.ts';
import { formatStreamId, MAX_STREAM_ID, MIN_STREAM_ID } from '../../data/stream-id.ts';
import { groupLag } from '../../data/stream-lag.ts';
import type { TextMap } from '../../data/text-map.ts';
import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { ErrorReply, MapReply, type Reply } from '../../protocol/reply.ts';
import { helpReply, wrongSubcommandArguments } from '../subcommand-help.ts';
import { rangeReply } from './ids.ts';

const DEFAULT_FULL_COUNT = 10;

/** Groups or consumers in the order of their names' bytes. */
export function byName<T extends { readonly name: string }>(named: TextMap<T>): T[] {
  return [...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The map reply of a record, with the keys in the order in which they are written. */
const mapOf = (record: Record<string, Reply>): Reply => new MapReply(Object.entries(record).flat());

/** @throws ErrorReply WRONGTYPE, no such key */
function readStream(ctx: Context, key: string): Stream {
  const stream = ctx.db.read(key, Stream);
  if (stream === undefined) throw errors.noSuchKey;
  return stream;
}

const entriesReadReply = ({ entriesRead }: ConsumerGroup): Reply =>
  entriesRead === UNKNOWN_ENTRIES_READ ? null : entriesRead;

/** Reads `[FULL [COUNT count]]`. Answers undefined without FULL, and 0 for no limit. */
function parseFullCount(words: string[]): number | undefined {
  if (words.length === 0) return undefined;
  if ((words.length !== 1 && words.length !== 3) || !isKeyword(words[0], 'FULL'))
    throw wrongSubcommandArguments;
  if (words.length === 1) return DEFAULT_FULL_COUNT;
  if (!isKeyword(words[1], 'COUNT')) throw wrongSubcommandArguments;
  const count = integer(words[2]);
  return count < 0 ? DEFAULT_FULL_COUNT : count;
}

function streamInfo(ctx: Context, [key, ...words]: string[]): Reply {
  const stream = readStream(ctx, key);
  const count = parseFullCount(words);
  const { blockIds } = stream;
  const common = {
    length: stream.length,
    'radix-tree-keys': blockIds.length,
    'radix-tree-nodes': radixNodeCount(blockIds),
    'last-generated-id': formatStreamId(stream.lastId),
    'max-deleted-entry-id': formatStreamId(stream.maxDeletedId),
    'entries-added': stream.entriesAdded,
    'recorded-first-entry-id': formatStreamId(stream.firstId),
  };
  if (count === undefined) {
    const [first = null] = rangeReply(stream, MIN_STREAM_ID, MAX_STREAM_ID, false, 1);
    const [last = null] = rangeReply(stream, MIN_STREAM_ID, MAX_STREAM_ID, true, 1);
    return mapOf({ ...common, groups: stream.groups.size, 'first-entry': first, 'last-entry': last });
  }
  return mapOf({
    ...common,
    entries: rangeReply(stream, MIN_STREAM_ID, MAX_STREAM_ID, false, count),
    groups: byName(stream.groups).map((group) => fullGroup(stream, group, count)),
  });
}

/** The first pending entries of a list, at most `count` of them; 0 stands for all. */
function firstPending(
  list: ConsumerGroup['pending'],
  count: number,
  form: (entry: Pending) => Reply,
): Reply[] {
  const entries: Reply[] = [];
  list.range(MIN_STREAM_ID, MAX_STREAM_ID, (entry) => entries.push(form(entry)) !== count);
  return entries;
}

function fullGroup(stream: Stream, group: ConsumerGroup, count: number): Reply {
  return mapOf({
    name: group.name,
    'last-delivered-id': formatStreamId(group.lastId),
    'entries-read': entriesReadReply(group),
    lag: groupLag(stream, group),
    'pel-count': group.pending.size,
    pending: firstPending(group.pending, count, (entry) => [
      formatStreamId(entry.id),
      entry.consumer.name,
      entry.deliveryTime,
      entry.deliveryCount,
    ]),
    consumers: byName(group.consumers).map((consumer) => fullConsumer(consumer, count)),
  });
}

function fullConsumer(consumer: Consumer, count: number): Reply {
  return mapOf({
    name: consumer.name,
    'seen-time': consumer.seenTime,
    'active-time': consumer.activeTime,
    'pel-count': consumer.pending.size,
    pending: firstPending(consumer.pending, count, (entry) => [
      formatStreamId(entry.id),
      entry.deliveryTime,
      entry.deliveryCount,
    ]),
  });
}

function groupsInfo(ctx: Context, [key]: string[]): Reply {
  const stream = readStream(ctx, key);
  return byName(stream.groups).map((group) =>
    mapOf({
      name: group.name,
      consumers: group.consumers.size,
      pending: group.pending.size,
      'last-delivered-id': formatStreamId(group.lastId),
      'entries-read': entriesReadReply(group),
      lag: groupLag(stream, group),
    }),
  );
}

function consumersInfo(ctx: Context, [key, name]: string[]): Reply {
  const group = readStream(ctx, key).groups.get(name);
  if (group === undefined) {
    throw new ErrorReply(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
  }
  return byName(group.consumers).map((consumer) =>
    mapOf({
      name: consumer.name,
      pending: consumer.pending.size,
      idle: Math.max(ctx.now - consumer.seenTime, 0),
      inactive: consumer.activeTime === NEVER_ACTIVE ? NEVER_ACTIVE : ctx.now - consumer.activeTime,
    }),
  );
}

const HELP = [
  'CONSUMERS <key> <groupname>',
  '    Show consumers of <groupname>.',
  'GROUPS <key>',
  '    Show the stream consumer groups.',
  'STREAM <key> [FULL [COUNT <count>]',
  '    Show information about the stream.',
];

export const xinfoConsumersCommand = command({
  name: 'CONSUMERS',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns a list of the consumers in a consumer group.',
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.string('group')],
  flags: ['readonly'],
  acl: ['stream'],
  keys: [keyAt(2, 'RO', 'access')],
  tips: ['nondeterministic_output'],
  history: [['7.2.0', 'Added the `inactive` field.']],
  run: consumersInfo,
});

export const xinfoGroupsCommand = command({
  name: 'GROUPS',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns a list of the consumer groups of a stream.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['stream'],
  keys: [keyAt(2, 'RO', 'access')],
  history: [['7.0.0', 'Added the `entries-read` and `lag` fields']],
  run: groupsInfo,
});

export const xinfoHelpCommand = command({
  name: 'HELP',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['stream'],
  run: () => helpReply('XINFO', HELP),
});

export const xinfoStreamCommand = command({
  name: 'STREAM',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns information about a stream.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.block(
      'full-block',
      [argument.pureToken('FULL'), argument.integer('count', { token: 'COUNT', optional: true })],
      { optional: true },
    ),
  ],
  flags: ['readonly'],
  acl: ['stream'],
  keys: [keyAt(2, 'RO', 'access')],
  history: [
    ['6.0.0', 'Added the `FULL` modifier.'],
    [
      '7.0.0',
      'Added the `max-deleted-entry-id`, `entries-added`, `recorded-first-entry-id`, `entries-read` and `lag` fields',
    ],
    ['7.2.0', 'Added the `active-time` field, and changed the meaning of `seen-time`.'],
  ],
  run: streamInfo,
});

export const xinfoCommand = command({
  name: 'XINFO',
  group: 'stream',
  since: '5.0.0',
  summary: 'A container for stream introspection commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [xinfoConsumersCommand, xinfoGroupsCommand, xinfoHelpCommand, xinfoStreamCommand],
});
