/** ZRANGE with all its options, the older commands for each of which some options are fixed, and ZRANGESTORE. */
import { type IndexRange, SortedSet } from '../../data/sorted-set.ts';
import { integer } from '../../engine/arguments.ts';
import { command, firstKey, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import {
  limitRange,
  parseLexRange,
  parseScoreRange,
  rangeReply,
  rankRange,
  sortedSetLimits,
} from './ranges.ts';

const limitNeedsRange = failure(
  'syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
);
const lexHasNoScores = failure('syntax error, WITHSCORES not supported in combination with BYLEX');

type By = 'rank' | 'score' | 'lex';

/** The options that are fixed by the name of a command. */
interface Preset {
  by?: By;
  reverse?: boolean;
  store?: boolean;
}

interface Query {
  key: string;
  by: By;
  reverse: boolean;
  withScores: boolean;
  /** Finds the range in a set: indices in ascending order. */
  find(set: SortedSet): IndexRange;
}

/** Reads the arguments `key start stop` and the options behind them. */
function parse(args: string[], preset: Preset): Query {
  let { by, reverse } = preset;
  let withScores = false;
  let offset = 0;
  let count = -1;
  for (let i = 3; i < args.length; i++) {
    const option = args[i].toLowerCase();
    if (option === 'withscores' && !preset.store) withScores = true;
    else if (option === 'limit' && i + 2 < args.length) {
      offset = integer(args[++i]);
      count = integer(args[++i]);
    } else if (option === 'rev' && preset.reverse === undefined) reverse = true;
    else if (option === 'bylex' && by === undefined) by = 'lex';
    else if (option === 'byscore' && by === undefined) by = 'score';
    else throw errors.syntax;
  }
  by ??= 'rank';
  if (count !== -1 && by === 'rank') throw limitNeedsRange;
  if (withScores && by === 'lex') throw lexHasNoScores;
  const find = finder(by, reverse ?? false, args[1], args[2], offset, count);
  return { key: args[0], by, reverse: reverse ?? false, withScores, find };
}

function finder(
  by: By,
  reverse: boolean,
  start: string,
  stop: string,
  offset: number,
  count: number,
): (set: SortedSet) => IndexRange {
  if (by === 'rank') {
    const first = integer(start);
    const last = integer(stop);
    return (set) => {
      const range = rankRange(set.size, first, last);
      return reverse ? { start: set.size - range.end, end: set.size - range.start } : range;
    };
  }
  const [min, max] = reverse ? [stop, start] : [start, stop];
  if (by === 'score') {
    const range = parseScoreRange(min, max);
    return (set) => limitRange(set.scoreRange(range), offset, count, reverse);
  }
  const range = parseLexRange(min, max);
  return (set) => limitRange(set.lexRange(range, reverse), offset, count, reverse);
}

function reply(ctx: Context, args: string[], preset: Preset): Reply {
  const query = parse(args, preset);
  const set = ctx.db.read(query.key, SortedSet);
  if (set === undefined) return [];
  return rangeReply(set, query.find(set), query.reverse, query.withScores, ctx.resp);
}

function store(ctx: Context, [destination, ...args]: string[]): Reply {
  const query = parse(args, { store: true });
  const source = ctx.db.read(query.key, SortedSet);
  const range = source === undefined ? { start: 0, end: 0 } : query.find(source);
  const size = range.end - range.start;
  if (source === undefined || size <= 0) {
    ctx.db.discard(destination, events.del);
    return 0;
  }
  const limits = sortedSetLimits(ctx);
  // Redis chooses the encoding by the size of the result, which it knows beforehand only for a range of ranks.
  const result = SortedSet.create(query.by === 'rank' ? size : 0, 0, limits);
  source.visit(range, false, (member, score) => result.set(member, score, limits));
  ctx.db.set(destination, result, events.zrangestore);
  return size;
}

export const zrangeCommand = command({
  name: 'ZRANGE',
  group: 'sorted-set',
  since: '1.2.0',
  summary: 'Returns members in a sorted set within a range of indexes.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.string('start'),
    argument.string('stop'),
    argument.oneof('sortby', [argument.pureToken('BYSCORE'), argument.pureToken('BYLEX')], {
      optional: true,
      since: '6.2.0',
    }),
    argument.pureToken('REV', { optional: true, since: '6.2.0' }),
    argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
      token: 'LIMIT',
      optional: true,
      since: '6.2.0',
    }),
    argument.pureToken('WITHSCORES', { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  history: [['6.2.0', 'Added the `REV`, `BYSCORE`, `BYLEX` and `LIMIT` options.']],
  run: (ctx, args) => reply(ctx, args, {}),
});

export const zrangestoreCommand = command({
  name: 'ZRANGESTORE',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Stores a range of members from sorted set in a key.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements stored into the destination key.',
  arity: -5,
  arguments: [
    argument.key('dst'),
    argument.key('src', { keySpecIndex: 1 }),
    argument.string('min'),
    argument.string('max'),
    argument.oneof('sortby', [argument.pureToken('BYSCORE'), argument.pureToken('BYLEX')], {
      optional: true,
    }),
    argument.pureToken('REV', { optional: true }),
    argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
      token: 'LIMIT',
      optional: true,
    }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['sortedset'],
  keys: [firstKey('OW', 'update'), keyAt(2, 'RO', 'access')],
  run: store,
});

export const zrevrangeCommand = command({
  name: 'ZREVRANGE',
  group: 'sorted-set',
  since: '1.2.0',
  summary: 'Returns members in a sorted set within a range of indexes in reverse order.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.integer('start'),
    argument.integer('stop'),
    argument.pureToken('WITHSCORES', { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`ZRANGE` with the `REV` argument',
  run: (ctx, args) => reply(ctx, args, { by: 'rank', reverse: true }),
});

export const zrangebyscoreCommand = command({
  name: 'ZRANGEBYSCORE',
  group: 'sorted-set',
  since: '1.0.5',
  summary: 'Returns members in a sorted set within a range of scores.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.double('min'),
    argument.double('max'),
    argument.pureToken('WITHSCORES', { optional: true, since: '2.0.0' }),
    argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
      token: 'LIMIT',
      optional: true,
    }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`ZRANGE` with the `BYSCORE` argument',
  history: [['2.0.0', 'Added the `WITHSCORES` modifier.']],
  run: (ctx, args) => reply(ctx, args, { by: 'score', reverse: false }),
});

export const zrevrangebyscoreCommand = command({
  name: 'ZREVRANGEBYSCORE',
  group: 'sorted-set',
  since: '2.2.0',
  summary: 'Returns members in a sorted set within a range of scores in reverse order.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.double('max'),
    argument.double('min'),
    argument.pureToken('WITHSCORES', { optional: true }),
    argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
      token: 'LIMIT',
      optional: true,
    }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`ZRANGE` with the `REV` and `BYSCORE` arguments',
  history: [['2.1.6', '`min` and `max` can be exclusive.']],
  run: (ctx, args) => reply(ctx, args, { by: 'score', reverse: true }),
});

export const zrangebylexCommand = command({
  name: 'ZRANGEBYLEX',
  group: 'sorted-set',
  since: '2.8.9',
  summary: 'Returns members in a sorted set within a lexicographical range.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.string('min'),
    argument.string('max'),
    argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
      token: 'LIMIT',
      optional: true,
    }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`ZRANGE` with the `BYLEX` argument',
  run: (ctx, args) => reply(ctx, args, { by: 'lex', reverse: false }),
});

export const zrevrangebylexCommand = command({
  name: 'ZREVRANGEBYLEX',
  group: 'sorted-set',
  since: '2.8.9',
  summary: 'Returns members in a sorted set within a lexicographical range in reverse order.',
  complexity:
    'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.string('max'),
    argument.string('min'),
    argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
      token: 'LIMIT',
      optional: true,
    }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`ZRANGE` with the `REV` and `BYLEX` arguments',
  run: (ctx, args) => reply(ctx, args, { by: 'lex', reverse: true }),
});
