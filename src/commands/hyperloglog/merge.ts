import type { GrowableBytes } from '../../data/growable-bytes.ts';
import { EMPTY, markStale, REGISTERS } from '../../data/hyperloglog.ts';
import { denseValue, writeDense } from '../../data/hyperloglog-dense.ts';
import type { RegisterUnion } from '../../data/hyperloglog-union.ts';
import { command, firstKey, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { events } from '../../engine/events.ts';
import { OK } from '../../protocol/reply.ts';
import { hyperLogLogIn, isDense, sparseEdit, unionOf } from './values.ts';

/** Begins an edit of sparse registers, which are raised to those of the union, one after the other. */
function beginMerge(target: GrowableBytes | undefined, union: RegisterUnion, maximum: number): void {
  sparseEdit.begin(target, maximum);
  for (let index = union.nextRaised(0); index < REGISTERS; index = union.nextRaised(index + 1)) {
    sparseEdit.raise(index, union.registers[index]);
  }
}

/** The target's own registers are among those of the union, so that a dense result holds nothing but them. */
function denseMerge(target: GrowableBytes | undefined, { registers }: RegisterUnion): GrowableBytes {
  if (target === undefined || !isDense(target)) return denseValue(target?.storage ?? EMPTY, registers);
  writeDense(target.storage, registers);
  return target;
}

export const pfmergeCommand = command({
  name: 'PFMERGE',
  group: 'hyperloglog',
  since: '2.8.9',
  summary: 'Merges one or more HyperLogLog values into a single key.',
  complexity: 'O(N) to merge N HyperLogLogs, but with high constant times.',
  arity: -2,
  arguments: [
    argument.key('destkey'),
    argument.key('sourcekey', { optional: true, multiple: true, keySpecIndex: 1 }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['hyperloglog'],
  keys: [firstKey('RW', 'access', 'insert'), keyRange(2, -1, 1, 'RO', 'access')],
  run(ctx, keys) {
    const union = unionOf(ctx, keys);
    const key = keys[0];
    const entry = ctx.db.editEntry(key);
    const target = entry === undefined ? undefined : hyperLogLogIn(entry);
    if (!union.anyDense) beginMerge(target, union, ctx.settings.hllSparseMaxBytes);
    if (entry !== undefined) ctx.db.change(key, events.pfadd);
    const value = union.anyDense ? denseMerge(target, union) : sparseEdit.finish(target);
    markStale(value.storage);
    if (entry === undefined) ctx.db.add(key, value, events.pfadd);
    else entry.value = value;
    return OK;
  },
});
