import type { GrowableBytes } from '../../data/growable-bytes.ts';
import { countIn, indexIn, markStale, placeOf } from '../../data/hyperloglog.ts';
import { denseRegister, setDenseRegister } from '../../data/hyperloglog-dense.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { events } from '../../engine/events.ts';
import type { KeyEntry } from '../../engine/keyspace.ts';
import { stringOf } from '../../engine/values.ts';
import { corrupted, hyperLogLogIn, isDense, sparseEdit } from './values.ts';

/** Adds the words behind the key to the edit. Answers whether the runs cover all of their registers; it ends at the first. */
function addToEdit(words: string[]): boolean {
  for (let at = 1; at < words.length; at++) {
    const place = placeOf(words[at]);
    if (sparseEdit.raise(indexIn(place), countIn(place)) === undefined) return false;
  }
  return true;
}

function addToSparse(ctx: Context, key: string, entry: KeyEntry, words: string[]): number {
  const value = entry.value as GrowableBytes;
  sparseEdit.begin(value, ctx.settings.hllSparseMaxBytes);
  const isValid = addToEdit(words);
  const { isChanged } = sparseEdit;
  if (isChanged) {
    // Redis keeps what it added before it came to the corrupted place, and tells nobody.
    ctx.db.change(key, isValid ? events.pfadd : events.silentConversion);
    entry.value = sparseEdit.finish(value);
    markStale(entry.value.storage);
  }
  if (isValid) return isChanged ? 1 : 0;
  if (isChanged) ctx.replaceEffect(['SET', key, stringOf(entry.value), 'KEEPTTL']);
  throw corrupted;
}

function addToDense(ctx: Context, key: string, bytes: Uint8Array, words: string[]): number {
  let isChanged = false;
  for (let at = 1; at < words.length; at++) {
    const place = placeOf(words[at]);
    if (denseRegister(bytes, indexIn(place)) >= countIn(place)) continue;
    if (!isChanged) ctx.db.change(key, events.pfadd);
    isChanged = true;
    setDenseRegister(bytes, indexIn(place), countIn(place));
  }
  if (isChanged) markStale(bytes);
  return isChanged ? 1 : 0;
}

export const pfaddCommand = command({
  name: 'PFADD',
  group: 'hyperloglog',
  since: '2.8.9',
  summary: "Adds elements to a HyperLogLog key. Creates the key if it doesn't exist.",
  complexity: 'O(1) to add every element.',
  arity: -2,
  arguments: [argument.key('key'), argument.string('element', { optional: true, multiple: true })],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['hyperloglog'],
  keys: [firstKey('RW', 'insert')],
  run(ctx, words) {
    const key = words[0];
    const entry = ctx.db.editEntry(key);
    if (entry === undefined) {
      sparseEdit.begin(undefined, ctx.settings.hllSparseMaxBytes);
      addToEdit(words);
      const value = sparseEdit.finish(undefined);
      markStale(value.storage);
      ctx.db.add(key, value, events.pfadd);
      return 1;
    }
    const value = hyperLogLogIn(entry);
    return isDense(value) ? addToDense(ctx, key, value.storage, words) : addToSparse(ctx, key, entry, words);
  },
});
