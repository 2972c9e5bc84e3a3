/** ZREM, and the commands that remove a range of ranks, of scores, or of members in the order of their bytes. */
import { type IndexRange, SortedSet } from '../../data/sorted-set.ts';
import { integer } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { events, type KeyEvent } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import { parseLexRange, parseScoreRange, rankRange } from './ranges.ts';

function removeMembers(ctx: Context, [key, ...members]: string[]): Reply {
  const set = ctx.db.edit(key, SortedSet);
  if (set === undefined) return 0;
  let removed = 0;
  for (const member of members) {
    if (!set.has(member)) continue;
    if (removed === 0) ctx.db.change(key, events.zrem);
    set.delete(member);
    removed++;
  }
  if (set.size === 0) ctx.db.delete(key, events.del);
  return removed;
}

function removeRange(
  ctx: Context,
  key: string,
  event: KeyEvent,
  find: (set: SortedSet) => IndexRange,
): Reply {
  const set = ctx.db.edit(key, SortedSet);
  if (set === undefined) return 0;
  const range = find(set);
  if (range.start >= range.end) return 0;
  ctx.db.change(key, event);
  const removed = set.deleteRange(range);
  if (set.size === 0) ctx.db.delete(key, events.del);
  return removed;
}

export const zremCommand = command({
  name: 'ZREM',
  group: 'sorted-set',
  since: '1.2.0',
  summary:
    'Removes one or more members from a sorted set. Deletes the sorted set if all members were removed.',
  complexity:
    'O(M*log(N)) with N being the number of elements in the sorted set and M the number of elements to be removed.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('member', { multiple: true })],
  flags: ['write', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'delete')],
  history: [['2.4.0', 'Accepts multiple elements.']],
  run: removeMembers,
});

export const zremrangebyrankCommand = command({
  name: 'ZREMRANGEBYRANK',
  group: 'sorted-set',
  since: '2.0.0',
  summary:
    'Removes members in a sorted set within a range of indexes. Deletes the sorted set if all members were removed.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('start'), argument.integer('stop')],
  flags: ['write'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'delete')],
  run: (ctx, [key, start, stop]) => {
    const first = integer(start);
    const last = integer(stop);
    return removeRange(ctx, key, events.zremrangebyrank, (set) => rankRange(set.size, first, last));
  },
});

export const zremrangebyscoreCommand = command({
  name: 'ZREMRANGEBYSCORE',
  group: 'sorted-set',
  since: '1.2.0',
  summary:
    'Removes members in a sorted set within a range of scores. Deletes the sorted set if all members were removed.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.',
  arity: 4,
  arguments: [argument.key('key'), argument.double('min'), argument.double('max')],
  flags: ['write'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'delete')],
  run: (ctx, [key, min, max]) => {
    const range = parseScoreRange(min, max);
    return removeRange(ctx, key, events.zremrangebyscore, (set) => set.scoreRange(range));
  },
});

export const zremrangebylexCommand = command({
  name: 'ZREMRANGEBYLEX',
  group: 'sorted-set',
  since: '2.8.9',
  summary:
    'Removes members in a sorted set within a lexicographical range. Deletes the sorted set if all members were removed.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.',
  arity: 4,
  arguments: [argument.key('key'), argument.string('min'), argument.string('max')],
  flags: ['write'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'delete')],
  run: (ctx, [key, min, max]) => {
    const range = parseLexRange(min, max);
    return removeRange(ctx, key, events.zremrangebylex, (set) => set.lexRange(range));
  },
});
