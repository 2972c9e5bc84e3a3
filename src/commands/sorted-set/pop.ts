/**
 * ZPOPMIN, ZPOPMAX, ZMPOP and the forms of them that wait: all take members from one end of the first sorted set that
 * exists.
 */
import { SortedSet } from '../../data/sorted-set.ts';
import { deadlineFromSeconds, integer, positiveCount } from '../../engine/arguments.ts';
import { command, countedKeys, firstKey, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { DoubleReply, ErrorReply, NULL_ARRAY, type Reply } from '../../protocol/reply.ts';

const badKeyCount = failure('numkeys should be greater than 0');
const badCount = failure('count should be greater than 0');

type End = 'min' | 'max';

function atLeastOne(text: string, error: ErrorReply): number {
  const value = integer(text, error);
  if (value < 1) throw error;
  return value;
}

interface Popped {
  key: string;
  entries: { member: string; score: number }[];
}

/** Takes up to `count` members, at least 1, from the first key that holds a sorted set. */
function popFirst(ctx: Context, keys: string[], end: End, count: number): Popped | undefined {
  for (const key of keys) {
    const set = ctx.db.edit(key, SortedSet);
    if (set !== undefined) return { key, entries: pop(ctx, key, set, end, count) };
  }
  return undefined;
}

function pop(ctx: Context, key: string, set: SortedSet, end: End, count: number): Popped['entries'] {
  const taken = Math.min(count, set.size);
  const range = end === 'min' ? { start: 0, end: taken } : { start: set.size - taken, end: set.size };
  const entries: Popped['entries'] = [];
  set.visit(range, end === 'max', (member, score) => entries.push({ member, score }));
  ctx.db.change(key, events[`zpop${end}`]);
  set.deleteRange(range);
  if (set.size === 0) ctx.db.delete(key, events.del);
  return entries;
}

const pairs = (entries: Popped['entries']): Reply[] =>
  entries.map(({ member, score }) => [member, new DoubleReply(score)]);

const flat = (entries: Popped['entries']): Reply[] =>
  entries.flatMap(({ member, score }) => [member, new DoubleReply(score)]);

function popOne(ctx: Context, args: string[], end: End): Reply {
  if (args.length > 2) throw errors.syntax;
  const [key, given] = args;
  const count = given === undefined ? 1 : positiveCount(given);
  const set = ctx.db.edit(key, SortedSet);
  if (set === undefined || count === 0) return [];
  const entries = pop(ctx, key, set, end, count);
  return ctx.resp === 3 && given !== undefined ? pairs(entries) : flat(entries);
}

interface MultiPop {
  keys: string[];
  end: End;
  count: number;
}

/** Reads the arguments `numkeys key [key ...] MIN|MAX [COUNT count]`. */
function parseMultiPop(args: string[]): MultiPop {
  const keyCount = atLeastOne(args[0], badKeyCount);
  const end = args[keyCount + 1]?.toLowerCase();
  if (end !== 'min' && end !== 'max') throw errors.syntax;
  let count: number | undefined;
  for (let i = keyCount + 2; i < args.length; i++) {
    if (count !== undefined || args[i].toLowerCase() !== 'count' || i + 1 >= args.length) throw errors.syntax;
    count = atLeastOne(args[++i], badCount);
  }
  return { keys: args.slice(1, keyCount + 1), end, count: count ?? 1 };
}

/** Pops members. The effect to replay names the key that they came from and their number. */
function popMulti(ctx: Context, { keys, end, count }: MultiPop): Reply | undefined {
  const popped = popFirst(ctx, keys, end, count);
  if (popped === undefined) return undefined;
  ctx.replaceEffect([`ZPOP${end.toUpperCase()}`, popped.key, `${popped.entries.length}`]);
  return [popped.key, pairs(popped.entries)];
}

/** Pops one member. The effect to replay is the command that does not wait. */
function popSingle(ctx: Context, keys: string[], end: End): Reply | undefined {
  const popped = popFirst(ctx, keys, end, 1);
  if (popped === undefined) return undefined;
  ctx.replaceEffect([`ZPOP${end.toUpperCase()}`, popped.key]);
  return [popped.key, ...flat(popped.entries)];
}

/** Runs `attempt` now and, as long as it answers undefined, again each time that one of the keys gets a sorted set. */
function blocking(
  ctx: Context,
  keys: string[],
  deadline: number,
  attempt: (ctx: Context) => Reply | undefined,
): Reply | undefined {
  const retry = (waiting: Context): Reply | undefined => {
    if (!keys.some((key) => waiting.db.find(key)?.value instanceof SortedSet)) return undefined;
    try {
      return attempt(waiting);
    } catch (error) {
      // Another one of the keys may hold a value of another type by now. The waiting client gets that error, as on Redis.
      if (error instanceof ErrorReply) return error;
      throw error;
    }
  };
  return attempt(ctx) ?? ctx.block({ keys, deadline, retry, timeoutReply: NULL_ARRAY });
}

function popBlocking(ctx: Context, args: string[], end: End): Reply | undefined {
  const keys = args.slice(0, -1);
  const deadline = deadlineFromSeconds(args[args.length - 1], ctx.now);
  return blocking(ctx, keys, deadline, (context) => popSingle(context, keys, end));
}

export const zpopminCommand = command({
  name: 'ZPOPMIN',
  group: 'sorted-set',
  since: '5.0.0',
  summary:
    'Returns the lowest-scoring members from a sorted set after removing them. Deletes the sorted set if the last member was popped.',
  complexity:
    'O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.',
  arity: -2,
  arguments: [argument.key('key'), argument.integer('count', { optional: true })],
  flags: ['write', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'access', 'delete')],
  run: (ctx, args) => popOne(ctx, args, 'min'),
});

export const zpopmaxCommand = command({
  name: 'ZPOPMAX',
  group: 'sorted-set',
  since: '5.0.0',
  summary:
    'Returns the highest-scoring members from a sorted set after removing them. Deletes the sorted set if the last member was popped.',
  complexity:
    'O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.',
  arity: -2,
  arguments: [argument.key('key'), argument.integer('count', { optional: true })],
  flags: ['write', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'access', 'delete')],
  run: (ctx, args) => popOne(ctx, args, 'max'),
});

/** The arguments that ZMPOP and BZMPOP have in common, as COMMAND DOCS describes them. */
const MULTI_POP = [
  argument.integer('numkeys'),
  argument.key('key', { multiple: true }),
  argument.oneof('where', [argument.pureToken('MIN'), argument.pureToken('MAX')]),
  argument.integer('count', { token: 'COUNT', optional: true }),
];

export const zmpopCommand = command({
  name: 'ZMPOP',
  group: 'sorted-set',
  since: '7.0.0',
  summary:
    'Returns the highest- or lowest-scoring members from one or more sorted sets after removing them. Deletes the sorted set if the last member was popped.',
  complexity:
    'O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.',
  arity: -4,
  arguments: [...MULTI_POP],
  flags: ['write'],
  acl: ['sortedset'],
  keys: [countedKeys(1, 'RW', 'access', 'delete')],
  run: (ctx, args) => popMulti(ctx, parseMultiPop(args)) ?? NULL_ARRAY,
});

export const bzpopminCommand = command({
  name: 'BZPOPMIN',
  group: 'sorted-set',
  since: '5.0.0',
  summary:
    'Removes and returns the member with the lowest score from one or more sorted sets. Blocks until a member is available otherwise. Deletes the sorted set if the last element was popped.',
  complexity: 'O(log(N)) with N being the number of elements in the sorted set.',
  arity: -3,
  arguments: [argument.key('key', { multiple: true }), argument.double('timeout')],
  flags: ['write', 'fast', 'blocking'],
  acl: ['sortedset'],
  keys: [keyRange(1, -2, 1, 'RW', 'access', 'delete')],
  history: [['6.0.0', '`timeout` is interpreted as a double instead of an integer.']],
  run: (ctx, args) => popBlocking(ctx, args, 'min'),
});

export const bzpopmaxCommand = command({
  name: 'BZPOPMAX',
  group: 'sorted-set',
  since: '5.0.0',
  summary:
    'Removes and returns the member with the highest score from one or more sorted sets. Blocks until a member available otherwise.  Deletes the sorted set if the last element was popped.',
  complexity: 'O(log(N)) with N being the number of elements in the sorted set.',
  arity: -3,
  arguments: [argument.key('key', { multiple: true }), argument.double('timeout')],
  flags: ['write', 'fast', 'blocking'],
  acl: ['sortedset'],
  keys: [keyRange(1, -2, 1, 'RW', 'access', 'delete')],
  history: [['6.0.0', '`timeout` is interpreted as a double instead of an integer.']],
  run: (ctx, args) => popBlocking(ctx, args, 'max'),
});

export const bzmpopCommand = command({
  name: 'BZMPOP',
  group: 'sorted-set',
  since: '7.0.0',
  summary:
    'Removes and returns a member by score from one or more sorted sets. Blocks until a member is available otherwise. Deletes the sorted set if the last element was popped.',
  complexity:
    'O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.',
  arity: -5,
  arguments: [argument.double('timeout'), ...MULTI_POP],
  flags: ['write', 'blocking'],
  acl: ['sortedset'],
  keys: [countedKeys(2, 'RW', 'access', 'delete')],
  run: (ctx, [timeout, ...args]) => {
    const request = parseMultiPop(args);
    const deadline = deadlineFromSeconds(timeout, ctx.now);
    return blocking(ctx, request.keys, deadline, (context) => popMulti(context, request));
  },
});
