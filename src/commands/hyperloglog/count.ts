import {
  estimateOf,
  isStale,
  REGISTER_VALUES,
  rememberEstimate,
  rememberedEstimate,
} from '../../data/hyperloglog.ts';
import { countDense } from '../../data/hyperloglog-dense.ts';
import { countSparse } from '../../data/hyperloglog-sparse.ts';
import { command, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { events } from '../../engine/events.ts';
import { corrupted, hyperLogLogIn, isDense, unionOf } from './values.ts';

/** Counts one HyperLogLog, which remembers the result: that changes the value. */
function countOne(ctx: Context, key: string): number | bigint {
  const entry = ctx.db.lookup(key);
  if (entry === undefined) return 0;
  const value = hyperLogLogIn(entry);
  const bytes = value.storage;
  if (!isStale(bytes)) return rememberedEstimate(bytes);
  const histogram = new Int32Array(REGISTER_VALUES);
  if (isDense(value)) countDense(bytes, histogram);
  else if (!countSparse(bytes, value.length, histogram)) throw corrupted;
  const estimate = estimateOf(histogram);
  ctx.db.change(key, events.silent);
  rememberEstimate(bytes, estimate);
  return estimate;
}

/** Counts what is in any of several HyperLogLogs. */
function countUnion(ctx: Context, keys: string[]): number | bigint {
  const histogram = new Int32Array(REGISTER_VALUES);
  unionOf(ctx, keys).count(histogram);
  return estimateOf(histogram);
}

export const pfcountCommand = command({
  name: 'PFCOUNT',
  group: 'hyperloglog',
  since: '2.8.9',
  summary: 'Returns the approximated cardinality of the set(s) observed by the HyperLogLog key(s).',
  complexity:
    'O(1) with a very small average constant time when called with a single key. O(N) with N being the number of keys, and much bigger constant times, when called with multiple keys.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly', 'may_replicate'],
  acl: ['hyperloglog'],
  keys: [
    {
      ...keyRange(1, -1, 1, 'RW', 'access'),
      notes: 'RW because it may change the internal representation of the key, and propagate to replicas',
    },
  ],
  run: (ctx, keys) => (keys.length === 1 ? countOne(ctx, keys[0]) : countUnion(ctx, keys)),
});
