import type { GrowableBytes } from '../../data/growable-bytes.ts';
import { emptyHyperLogLog, markStale, REGISTERS } from '../../data/hyperloglog.ts';
import { denseValue, writeDense } from '../../data/hyperloglog-dense.ts';
import { command, firstKey, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { events } from '../../engine/events.ts';
import { OK } from '../../protocol/reply.ts';
import { hyperLogLogIn, isDense, raiseRegisters, sparseEdit } from './values.ts';

/** Raises the sparse registers of `target` to the given ones, one after the other, in an edit that is not stored yet. */
function raiseSparse(target: GrowableBytes, registers: Uint8Array, maximum: number): void {
  sparseEdit.begin(target, maximum);
  for (let index = 0; index < REGISTERS; index++) {
    if (registers[index] > 0) sparseEdit.raise(index, registers[index]);
  }
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
    const registers = new Uint8Array(REGISTERS);
    let anyDense = false;
    for (const key of keys) {
      const entry = ctx.db.lookup(key);
      if (entry !== undefined && raiseRegisters(entry.value, registers)) anyDense = true;
    }

    const key = keys[0];
    const entry = ctx.db.editEntry(key);
    const target = entry === undefined ? emptyHyperLogLog() : hyperLogLogIn(entry);
    // The target's own registers are among those that were merged, so that a dense result holds nothing but them.
    let dense: GrowableBytes | undefined;
    if (anyDense) dense = isDense(target) ? target : denseValue(target.storage, registers);
    else {
      raiseSparse(target, registers, ctx.settings.hllSparseMaxBytes);
      dense = sparseEdit.dense;
    }
    const value = dense ?? target;
    if (entry !== undefined) ctx.db.change(key, events.pfadd);
    if (dense === undefined) sparseEdit.store();
    else writeDense(dense.storage, registers);
    markStale(value.storage);
    if (entry === undefined) ctx.db.add(key, value, events.pfadd);
    else entry.value = value;
    return OK;
  },
});
