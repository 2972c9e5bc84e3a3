/**
 * ZUNION, ZINTER and ZDIFF, the forms of them that store the result, and ZINTERCARD. They take sorted sets and also sets,
 * whose members have the score 1.
 */
import { Dict } from '../../data/dict.ts';
import { MemberSet } from '../../data/set.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import { double, integer, positiveCount } from '../../engine/arguments.ts';
import { command, countedKeys, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import { rangeReply, sortedSetLimits } from './ranges.ts';

const notAWeight = failure('weight value is not a float');
const negativeLimit = failure("LIMIT can't be negative");

type Operation = 'union' | 'inter' | 'diff';

/** A key's members with their scores; null stands for a key that does not exist. */
type Source = SortedSet | MemberSet | null;

interface Input {
  source: Source;
  weight: number;
}

const aggregates = new Map<string, (a: number, b: number) => number>([
  // The sum of infinities of opposite signs is 0.
  ['sum', (a, b) => (Number.isNaN(a + b) ? 0 : a + b)],
  ['min', lower],
  ['max', higher],
]);

// Unlike Math.min and Math.max these two answer `a` when `b` is NaN, as a comparison in C does.
function lower(a: number, b: number): number {
  if (b < a) return b;
  return a;
}

function higher(a: number, b: number): number {
  if (b > a) return b;
  return a;
}

interface Query {
  inputs: Input[];
  aggregate: (a: number, b: number) => number;
  withScores: boolean;
  /** The number at which ZINTERCARD stops counting; 0 stands for no limit. */
  limit: number;
}

interface Options {
  operation: Operation;
  stored?: boolean;
  cardinality?: boolean;
}

const size = (source: Source): number => source?.size ?? 0;

function scoreIn(source: Source, member: string): number | undefined {
  if (source instanceof SortedSet) return source.get(member);
  return source?.has(member) ? 1 : undefined;
}

/** Visits the members until the visitor answers false. */
function visitMembers(source: Source, visitor: (member: string, score: number) => unknown): void {
  if (source instanceof SortedSet) source.visit({ start: 0, end: source.size }, true, visitor);
  else if (source !== null) for (const member of source) if (visitor(member, 1) === false) return;
}

/** A score times its weight, where 0 * infinity is 0. */
const weighted = (score: number, weight: number): number => {
  const product = score * weight;
  return Number.isNaN(product) ? 0 : product;
};

function readSource(ctx: Context, key: string): Source {
  const value = ctx.db.lookup(key)?.value;
  if (value === undefined) return null;
  if (value instanceof SortedSet || value instanceof MemberSet) return value;
  throw errors.wrongType;
}

/** Reads the arguments `numkeys key [key ...]` and the options behind them. */
function parse(ctx: Context, args: string[], { operation, stored, cardinality }: Options): Query {
  const keyCount = integer(args[0]);
  if (keyCount < 1) throw failure(`at least 1 input key is needed for '${ctx.command.fullName}' command`);
  if (keyCount > args.length - 1) throw errors.syntax;
  const keys = args.slice(1, keyCount + 1);
  const query: Query = {
    inputs: keys.map((key) => ({ source: readSource(ctx, key), weight: 1 })),
    aggregate: aggregateOf('sum'),
    withScores: false,
    limit: 0,
  };
  const combines = operation !== 'diff' && !cardinality;
  for (let i = keyCount + 1; i < args.length; i++) {
    const option = args[i].toLowerCase();
    const following = args.length - i - 1;
    if (option === 'weights' && combines && following >= keyCount) {
      for (const input of query.inputs) input.weight = double(args[++i], notAWeight);
    } else if (option === 'aggregate' && combines && following >= 1) query.aggregate = aggregateOf(args[++i]);
    else if (option === 'withscores' && !stored && !cardinality) query.withScores = true;
    else if (option === 'limit' && cardinality && following >= 1) {
      query.limit = positiveCount(args[++i], negativeLimit);
    } else throw errors.syntax;
  }
  return query;
}

function aggregateOf(name: string): Query['aggregate'] {
  const aggregate = aggregates.get(name.toLowerCase());
  if (aggregate === undefined) throw errors.syntax;
  return aggregate;
}

/** The inputs, the smallest first. Scores are added up in that order, on which the last bits of a sum depend. */
const bySize = (inputs: Input[]): Input[] => inputs.toSorted((a, b) => size(a.source) - size(b.source));

/** Calls `emit` for each member that all inputs have. */
function intersect({ inputs, aggregate }: Query, emit: (member: string, score: number) => unknown): void {
  const [first, ...others] = bySize(inputs);
  visitMembers(first.source, (member, own) => {
    let score = weighted(own, first.weight);
    for (const { source, weight } of others) {
      const other = source === first.source ? own : scoreIn(source, member);
      if (other === undefined) return true;
      score = aggregate(score, other * weight);
    }
    return emit(member, score);
  });
}

function unite({ inputs, aggregate }: Query, emit: (member: string, score: number) => unknown): void {
  const scores = new Dict<number>();
  for (const { source, weight } of bySize(inputs)) {
    visitMembers(source, (member, own) => {
      const score = weighted(own, weight);
      const sum = scores.get(member);
      scores.set(member, sum === undefined ? score : aggregate(sum, score));
    });
  }
  scores.forEach((score, member) => {
    emit(member, score);
  });
}

function subtract({ inputs }: Query, emit: (member: string, score: number) => unknown): void {
  const [{ source: first }, ...others] = inputs;
  if (others.some(({ source }) => source === first)) return;
  visitMembers(first, (member, score) => {
    if (others.every(({ source }) => scoreIn(source, member) === undefined)) emit(member, score);
  });
}

const algorithms = { union: unite, inter: intersect, diff: subtract };

function combine(ctx: Context, query: Query, operation: Operation): SortedSet {
  const limits = sortedSetLimits(ctx);
  const result = new SortedSet();
  algorithms[operation](query, (member, score) => result.set(member, score, limits));
  return result;
}

function answer(ctx: Context, args: string[], operation: Operation): Reply {
  const query = parse(ctx, args, { operation });
  const result = combine(ctx, query, operation);
  return rangeReply(result, { start: 0, end: result.size }, false, query.withScores, ctx.resp);
}

function store(ctx: Context, [destination, ...args]: string[], operation: Operation): Reply {
  const result = combine(ctx, parse(ctx, args, { operation, stored: true }), operation);
  if (result.size === 0) {
    ctx.db.discard(destination, events.del);
    return 0;
  }
  ctx.db.set(destination, result, events[`z${operation}store`]);
  return result.size;
}

function intersectionSize(ctx: Context, args: string[]): Reply {
  const query = parse(ctx, args, { operation: 'inter', cardinality: true });
  let count = 0;
  intersect(query, () => ++count !== query.limit);
  return count;
}

/** The options that say how scores are combined, as COMMAND DOCS describes them. */
const COMBINING = [
  argument.integer('weight', { token: 'WEIGHTS', optional: true, multiple: true }),
  argument.oneof(
    'aggregate',
    [argument.pureToken('SUM'), argument.pureToken('MIN'), argument.pureToken('MAX')],
    { token: 'AGGREGATE', optional: true },
  ),
];

export const zunionCommand = command({
  name: 'ZUNION',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Returns the union of multiple sorted sets.',
  complexity:
    'O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.',
  arity: -3,
  arguments: [
    argument.integer('numkeys'),
    argument.key('key', { multiple: true }),
    ...COMBINING,
    argument.pureToken('WITHSCORES', { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: (ctx, args) => answer(ctx, args, 'union'),
});

export const zunionstoreCommand = command({
  name: 'ZUNIONSTORE',
  group: 'sorted-set',
  since: '2.0.0',
  summary: 'Stores the union of multiple sorted sets in a key.',
  complexity:
    'O(N)+O(M log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.',
  arity: -4,
  arguments: [
    argument.key('destination'),
    argument.integer('numkeys'),
    argument.key('key', { multiple: true, keySpecIndex: 1 }),
    ...COMBINING,
  ],
  flags: ['write', 'denyoom'],
  acl: ['sortedset'],
  keys: [firstKey('OW', 'update'), countedKeys(2, 'RO', 'access')],
  run: (ctx, args) => store(ctx, args, 'union'),
});

export const zinterCommand = command({
  name: 'ZINTER',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Returns the intersect of multiple sorted sets.',
  complexity:
    'O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.',
  arity: -3,
  arguments: [
    argument.integer('numkeys'),
    argument.key('key', { multiple: true }),
    ...COMBINING,
    argument.pureToken('WITHSCORES', { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: (ctx, args) => answer(ctx, args, 'inter'),
});

export const zinterstoreCommand = command({
  name: 'ZINTERSTORE',
  group: 'sorted-set',
  since: '2.0.0',
  summary: 'Stores the intersect of multiple sorted sets in a key.',
  complexity:
    'O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.',
  arity: -4,
  arguments: [
    argument.key('destination'),
    argument.integer('numkeys'),
    argument.key('key', { multiple: true, keySpecIndex: 1 }),
    ...COMBINING,
  ],
  flags: ['write', 'denyoom'],
  acl: ['sortedset'],
  keys: [firstKey('OW', 'update'), countedKeys(2, 'RO', 'access')],
  run: (ctx, args) => store(ctx, args, 'inter'),
});

export const zintercardCommand = command({
  name: 'ZINTERCARD',
  group: 'sorted-set',
  since: '7.0.0',
  summary: 'Returns the number of members of the intersect of multiple sorted sets.',
  complexity:
    'O(N*K) worst case with N being the smallest input sorted set, K being the number of input sorted sets.',
  arity: -3,
  arguments: [
    argument.integer('numkeys'),
    argument.key('key', { multiple: true }),
    argument.integer('limit', { token: 'LIMIT', optional: true }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: intersectionSize,
});

export const zdiffCommand = command({
  name: 'ZDIFF',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Returns the difference between multiple sorted sets.',
  complexity:
    'O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.',
  arity: -3,
  arguments: [
    argument.integer('numkeys'),
    argument.key('key', { multiple: true }),
    argument.pureToken('WITHSCORES', { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: (ctx, args) => answer(ctx, args, 'diff'),
});

export const zdiffstoreCommand = command({
  name: 'ZDIFFSTORE',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Stores the difference of multiple sorted sets in a key.',
  complexity:
    'O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.',
  arity: -4,
  arguments: [
    argument.key('destination'),
    argument.integer('numkeys'),
    argument.key('key', { multiple: true, keySpecIndex: 1 }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['sortedset'],
  keys: [firstKey('OW', 'update'), countedKeys(2, 'RO', 'access')],
  run: (ctx, args) => store(ctx, args, 'diff'),
});
