/** XCLAIM and XAUTOCLAIM, which hand pending entries over to another consumer. */
import type { ConsumerGroup, Pending } from '../../data/stream-group.ts';
import {
  addUint64,
  compareStreamIds,
  formatStreamId,
  MIN_STREAM_ID,
  nextStreamId,
  type StreamId,
} from '../../data/stream-id.ts';
import { integer, integer64, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';
import { StreamChange } from './change.ts';
import { entryReply, findGroup, parseId, parseIntervalStart, tryParseId } from './ids.ts';

const badClaimIdle = failure('Invalid min-idle-time argument for XCLAIM');
const badAutoclaimIdle = failure('Invalid min-idle-time argument for XAUTOCLAIM');
const badIdle = failure('Invalid IDLE option argument for XCLAIM');
const badTime = failure('Invalid TIME option argument for XCLAIM');
const badRetryCount = failure('Invalid RETRYCOUNT option argument for XCLAIM');
const badCount = failure('COUNT must be > 0');

interface ClaimOptions {
  ids: StreamId[];
  /** The time of delivery to note, in milliseconds since the epoch; undefined stands for now. */
  deliveryTime: number | undefined;
  /** The number of deliveries to note; undefined stands for one more than before. */
  retryCount: number | bigint | undefined;
  force: boolean;
  justId: boolean;
  lastId: StreamId;
}

/** Reads the IDs, and the options behind them. */
function parseClaim(ctx: Context, words: string[]): ClaimOptions {
  const options: ClaimOptions = {
    ids: [],
    deliveryTime: undefined,
    retryCount: undefined,
    force: false,
    justId: false,
    lastId: MIN_STREAM_ID,
  };
  let i = 0;
  for (; i < words.length; i++) {
    const id = tryParseId(words[i]);
    if (id === undefined) break;
    options.ids.push(id);
  }
  for (; i < words.length; i++) {
    const option = words[i].toUpperCase();
    const hasValue = i + 1 < words.length;
    if (option === 'FORCE') options.force = true;
    else if (option === 'JUSTID') options.justId = true;
    else if (option === 'IDLE' && hasValue) options.deliveryTime = ctx.now - integer(words[++i], badIdle);
    else if (option === 'TIME' && hasValue) options.deliveryTime = integer(words[++i], badTime);
    else if (option === 'RETRYCOUNT' && hasValue) {
      const retryCount = integer64(words[++i], badRetryCount);
      options.retryCount = retryCount < 0 ? undefined : retryCount;
    } else if (option === 'LASTID' && hasValue) options.lastId = parseId(words[++i]);
    else throw failure(`Unrecognized XCLAIM option '${words[i]}'`);
  }
  return options;
}

function forget(group: ConsumerGroup, entry: Pending, change: StreamChange): void {
  change.begin();
  change.recordPending(group, entry);
  group.acknowledge(entry.id);
}

function claim(ctx: Context, [key, groupName, consumerName, idle, ...words]: string[]): Reply {
  const { stream, group } = findGroup(ctx, key, groupName);
  const minimumIdle = Math.max(integer(idle, badClaimIdle), 0);
  const { ids, force, justId, lastId, retryCount, deliveryTime: time } = parseClaim(ctx, words);
  const { now } = ctx;
  const deliveryTime = time === undefined || time < 0 || time > now ? now : time;
  const change = new StreamChange(ctx, key);
  ctx.replaceEffect();
  if (compareStreamIds(lastId, group.lastId) > 0) {
    change.begin();
    group.lastId = lastId;
    change.moved();
  }
  const consumer = change.consumer(group, consumerName);
  const reply: Reply[] = [];
  for (const id of ids) {
    let entry = group.pending.get(id);
    const fields = stream.get(id);
    if (fields === undefined) {
      if (entry !== undefined) forget(group, entry, change);
      continue;
    }
    if (entry === undefined) {
      if (!force) continue;
      change.begin();
      entry = group.deliver(id, consumer, deliveryTime, 1);
    } else {
      if (minimumIdle !== 0 && now - entry.deliveryTime < minimumIdle) continue;
      change.begin();
      group.transfer(entry, consumer);
    }
    entry.deliveryTime = deliveryTime;
    if (retryCount !== undefined) entry.deliveryCount = retryCount;
    else if (!justId) entry.deliveryCount = addUint64(entry.deliveryCount, 1);
    reply.push(justId ? formatStreamId(id) : entryReply(id, fields));
    consumer.activeTime = now;
    change.recordPending(group, entry);
  }
  change.recordRest(group);
  return reply;
}

const DEFAULT_COUNT = 100;
/** For each entry that XAUTOCLAIM may claim it looks at up to so many. */
const ATTEMPTS_FACTOR = 10;
const LARGEST_COUNT = (2n ** 63n - 1n) / 16n;

interface AutoclaimOptions {
  count: number;
  justId: boolean;
}

function parseAutoclaim(words: string[]): AutoclaimOptions {
  const options: AutoclaimOptions = { count: DEFAULT_COUNT, justId: false };
  for (let i = 0; i < words.length; i++) {
    if (isKeyword(words[i], 'COUNT') && i + 1 < words.length) {
      const count = integer64(words[++i], badCount);
      if (count < 1 || count > LARGEST_COUNT) throw badCount;
      options.count = Number(count);
    } else if (isKeyword(words[i], 'JUSTID')) options.justId = true;
    else throw errors.syntax;
  }
  return options;
}

function autoclaim(ctx: Context, [key, groupName, consumerName, idle, from, ...words]: string[]): Reply {
  const minimumIdle = Math.max(integer(idle, badAutoclaimIdle), 0);
  const start = parseIntervalStart(from);
  const { count, justId } = parseAutoclaim(words);
  const { stream, group } = findGroup(ctx, key, groupName);
  const change = new StreamChange(ctx, key);
  ctx.replaceEffect();
  const consumer = change.consumer(group, consumerName);
  const claimed: Reply[] = [];
  const deleted: Reply[] = [];
  let attempts = count * ATTEMPTS_FACTOR;
  let entry = group.pending.from(start);
  while (entry !== undefined && attempts-- > 0 && claimed.length + deleted.length < count) {
    const { id } = entry;
    const fields = stream.get(id);
    if (fields === undefined) {
      forget(group, entry, change);
      deleted.push(formatStreamId(id));
    } else if (ctx.now - entry.deliveryTime >= minimumIdle || minimumIdle === 0) {
      change.begin();
      group.transfer(entry, consumer);
      entry.deliveryTime = ctx.now;
      if (!justId) entry.deliveryCount = addUint64(entry.deliveryCount, 1);
      consumer.activeTime = ctx.now;
      claimed.push(justId ? formatStreamId(id) : entryReply(id, fields));
      change.recordPending(group, entry);
    }
    const next = nextStreamId(id);
    entry = next === null ? undefined : group.pending.from(next);
  }
  change.recordRest(group);
  return [formatStreamId(entry?.id ?? MIN_STREAM_ID), claimed, deleted];
}

export const xclaimCommand = command({
  name: 'XCLAIM',
  group: 'stream',
  since: '5.0.0',
  summary:
    'Changes, or acquires, ownership of a message in a consumer group, as if the message was delivered a consumer group member.',
  complexity: 'O(log N) with N being the number of messages in the PEL of the consumer group.',
  arity: -6,
  arguments: [
    argument.key('key'),
    argument.string('group'),
    argument.string('consumer'),
    argument.string('min-idle-time'),
    argument.string('id', { multiple: true }),
    argument.integer('ms', { token: 'IDLE', optional: true }),
    argument.unixTime('unix-time-milliseconds', { token: 'TIME', optional: true }),
    argument.integer('count', { token: 'RETRYCOUNT', optional: true }),
    argument.pureToken('FORCE', { optional: true }),
    argument.pureToken('JUSTID', { optional: true }),
    argument.string('lastid', { token: 'LASTID', optional: true }),
  ],
  flags: ['write', 'fast'],
  acl: ['stream'],
  keys: [firstKey('RW', 'update')],
  tips: ['nondeterministic_output'],
  run: claim,
});

export const xautoclaimCommand = command({
  name: 'XAUTOCLAIM',
  group: 'stream',
  since: '6.2.0',
  summary:
    'Changes, or acquires, ownership of messages in a consumer group, as if the messages were delivered to as consumer group member.',
  complexity: 'O(1) if COUNT is small.',
  arity: -6,
  arguments: [
    argument.key('key'),
    argument.string('group'),
    argument.string('consumer'),
    argument.string('min-idle-time'),
    argument.string('start'),
    argument.integer('count', { token: 'COUNT', optional: true }),
    argument.pureToken('JUSTID', { optional: true }),
  ],
  flags: ['write', 'fast'],
  acl: ['stream'],
  keys: [firstKey('RW', 'delete')],
  tips: ['nondeterministic_output'],
  history: [
    [
      '7.0.0',
      'Added an element to the reply array, containing deleted entries the command cleared from the PEL',
    ],
  ],
  run: autoclaim,
});
