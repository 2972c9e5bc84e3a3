/** Questions about a sorted set: its size, the score and rank of a member, and how many members lie in a range. */
import { SortedSet } from '../../data/sorted-set.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, wrongArity } from '../../engine/errors.ts';
import { DoubleReply, NULL_ARRAY, type Reply } from '../../protocol/reply.ts';
import { parseLexRange, parseScoreRange } from './ranges.ts';

const scoreReply = (score: number | undefined): Reply =>
  score === undefined ? null : new DoubleReply(score);

function rank(ctx: Context, [key, member, option, ...more]: string[], reverse: boolean): Reply {
  if (more.length > 0) throw wrongArity(ctx.command.fullName);
  const withScore = option !== undefined;
  if (withScore && option.toLowerCase() !== 'withscore') throw errors.syntax;
  const set = ctx.db.read(key, SortedSet);
  const ascending = set?.rank(member);
  if (set === undefined || ascending === undefined) return withScore ? NULL_ARRAY : null;
  const position = reverse ? set.size - 1 - ascending : ascending;
  return withScore ? [position, scoreReply(set.get(member))] : position;
}

export const zcardCommand = command({
  name: 'ZCARD',
  group: 'sorted-set',
  since: '1.2.0',
  summary: 'Returns the number of members in a sorted set.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO')],
  run: (ctx, [key]) => ctx.db.read(key, SortedSet)?.size ?? 0,
});

export const zscoreCommand = command({
  name: 'ZSCORE',
  group: 'sorted-set',
  since: '1.2.0',
  summary: 'Returns the score of a member in a sorted set.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('member')],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key, member]) => scoreReply(ctx.db.read(key, SortedSet)?.get(member)),
});

export const zmscoreCommand = command({
  name: 'ZMSCORE',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Returns the score of one or more members in a sorted set.',
  complexity: 'O(N) where N is the number of members being requested.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('member', { multiple: true })],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key, ...members]) => {
    const set = ctx.db.read(key, SortedSet);
    return members.map((member) => scoreReply(set?.get(member)));
  },
});

export const zrankCommand = command({
  name: 'ZRANK',
  group: 'sorted-set',
  since: '2.0.0',
  summary: 'Returns the index of a member in a sorted set ordered by ascending scores.',
  complexity: 'O(log(N))',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.string('member'),
    argument.pureToken('WITHSCORE', { optional: true }),
  ],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  history: [['7.2.0', 'Added the optional `WITHSCORE` argument.']],
  run: (ctx, args) => rank(ctx, args, false),
});

export const zrevrankCommand = command({
  name: 'ZREVRANK',
  group: 'sorted-set',
  since: '2.0.0',
  summary: 'Returns the index of a member in a sorted set ordered by descending scores.',
  complexity: 'O(log(N))',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.string('member'),
    argument.pureToken('WITHSCORE', { optional: true }),
  ],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  history: [['7.2.0', 'Added the optional `WITHSCORE` argument.']],
  run: (ctx, args) => rank(ctx, args, true),
});

export const zcountCommand = command({
  name: 'ZCOUNT',
  group: 'sorted-set',
  since: '2.0.0',
  summary: 'Returns the count of members in a sorted set that have scores within a range.',
  complexity: 'O(log(N)) with N being the number of elements in the sorted set.',
  arity: 4,
  arguments: [argument.key('key'), argument.double('min'), argument.double('max')],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key, min, max]) => {
    const scores = parseScoreRange(min, max);
    const range = ctx.db.read(key, SortedSet)?.scoreRange(scores);
    return range === undefined ? 0 : range.end - range.start;
  },
});

export const zlexcountCommand = command({
  name: 'ZLEXCOUNT',
  group: 'sorted-set',
  since: '2.8.9',
  summary: 'Returns the number of members in a sorted set within a lexicographical range.',
  complexity: 'O(log(N)) with N being the number of elements in the sorted set.',
  arity: 4,
  arguments: [argument.key('key'), argument.string('min'), argument.string('max')],
  flags: ['readonly', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key, min, max]) => {
    const members = parseLexRange(min, max);
    const range = ctx.db.read(key, SortedSet)?.lexRange(members);
    return range === undefined ? 0 : range.end - range.start;
  },
});
