/** Whole databases: their size, emptying and exchanging them. */

import { integer, isKeyword } from '../../engine/arguments.ts';
import { type CommandSpec, command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import type { Database } from '../../engine/keyspace.ts';
import { OK } from '../../protocol/reply.ts';

export const dbsizeCommand = command({
  name: 'DBSIZE',
  group: 'server',
  since: '1.0.0',
  summary: 'Returns the number of keys in the database.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  tips: ['request_policy:all_shards', 'response_policy:agg_sum'],
  run: ({ db }) => db.size,
});

/** Empties databases. The garbage collector gives the memory back, so SYNC and ASYNC do the same. */
function flush(ctx: Context, args: string[], databases: Database[]) {
  const isKnown = args.length === 0 || isKeyword(args[0], 'SYNC') || isKeyword(args[0], 'ASYNC');
  if (args.length > 1 || !isKnown) throw errors.syntax;
  for (const database of databases) database.clear();
  // The command is to be replayed even if there was nothing to remove here.
  ctx.keyspace.countChange();
  return OK;
}

const FLUSH_TYPE = argument.oneof(
  'flush-type',
  [argument.pureToken('ASYNC', { since: '4.0.0' }), argument.pureToken('SYNC', { since: '6.2.0' })],
  { optional: true },
);

const FLUSH_HISTORY: CommandSpec['history'] = [
  ['4.0.0', 'Added the `ASYNC` flushing mode modifier.'],
  ['6.2.0', 'Added the `SYNC` flushing mode modifier.'],
];

export const flushdbCommand = command({
  name: 'FLUSHDB',
  group: 'server',
  since: '1.0.0',
  summary: 'Remove all keys from the current database.',
  complexity: 'O(N) where N is the number of keys in the selected database',
  arity: -1,
  arguments: [FLUSH_TYPE],
  flags: ['write'],
  acl: ['keyspace', 'dangerous'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
  history: FLUSH_HISTORY,
  run: (ctx, args) => flush(ctx, args, [ctx.db]),
});

export const flushallCommand = command({
  name: 'FLUSHALL',
  group: 'server',
  since: '1.0.0',
  summary: 'Removes all keys from all databases.',
  complexity: 'O(N) where N is the total number of keys in all databases',
  arity: -1,
  arguments: [FLUSH_TYPE],
  flags: ['write'],
  acl: ['keyspace', 'dangerous'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
  history: FLUSH_HISTORY,
  run: (ctx, args) => flush(ctx, args, ctx.keyspace.databases),
});

export const swapdbCommand = command({
  name: 'SWAPDB',
  group: 'server',
  since: '4.0.0',
  summary: 'Swaps two Redis databases.',
  complexity: 'O(N) where N is the count of clients watching or blocking on keys from both databases.',
  arity: 3,
  arguments: [argument.integer('index1'), argument.integer('index2')],
  flags: ['write', 'fast'],
  acl: ['keyspace', 'dangerous'],
  run({ keyspace }, args) {
    const first = integer(args[0], failure('invalid first DB index'));
    const second = integer(args[1], failure('invalid second DB index'));
    const { databases } = keyspace;
    if (databases[first] === undefined || databases[second] === undefined) throw errors.databaseOutOfRange;
    if (first !== second) keyspace.swap(first, second);
    keyspace.countChange();
    return OK;
  },
});
