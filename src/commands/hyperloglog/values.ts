/** What the commands on HyperLogLogs share: the checks of a string that is said to be one. */
import { stringToBytes } from '../../bytes/convert.ts';
import { GrowableBytes } from '../../data/growable-bytes.ts';
import { DENSE, DENSE_LENGTH, ENCODING_AT, HEADER_LENGTH, MAGIC, SPARSE } from '../../data/hyperloglog.ts';
import { SparseEdit } from '../../data/hyperloglog-edit.ts';
import { SPARSE_HEAD } from '../../data/hyperloglog-sparse.ts';
import { RegisterUnion } from '../../data/hyperloglog-union.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { editableBytes, isString, type Value } from '../../engine/values.ts';
import { ErrorReply } from '../../protocol/reply.ts';

export const corrupted = new ErrorReply('INVALIDOBJ Corrupted HLL object detected');
const noHyperLogLog = new ErrorReply('WRONGTYPE Key is not a valid HyperLogLog string value.');

/**
 * Edits are made in one place, because the room for them is large, and so are unions. All engines in the process share both,
 * which is safe because a command uses them in one synchronous piece, in which no other command begins.
 */
export const sparseEdit = new SparseEdit();
const union = new RegisterUnion();

/** Refuses a value that does not begin as a HyperLogLog does. Its registers may be anything all the same. */
function check(value: Value): void {
  if (!isString(value)) throw errors.wrongType;
  if (typeof value === 'number' || value.length < HEADER_LENGTH) throw noHyperLogLog;
  if (value instanceof GrowableBytes) checkHeader(value.storage, value.length);
  else checkHeader(stringToBytes(value.slice(0, HEADER_LENGTH)), value.length);
}

function checkHeader(bytes: Uint8Array, length: number): void {
  for (let at = 0; at < MAGIC.length; at++) if (bytes[at] !== MAGIC.charCodeAt(at)) throw noHyperLogLog;
  const encoding = bytes[ENCODING_AT];
  if (encoding !== SPARSE && (encoding !== DENSE || length !== DENSE_LENGTH)) throw noHyperLogLog;
}

/**
 * The value of a key as a HyperLogLog that can be changed in place.
 * @throws ErrorReply
 */
export function hyperLogLogIn(entry: { value: Value }): GrowableBytes {
  check(entry.value);
  return editableBytes(entry);
}

export const isDense = (value: GrowableBytes): boolean => value.byteAt(ENCODING_AT) === DENSE;

/**
 * The union of the HyperLogLogs of some keys, until it is asked for again.
 * @throws ErrorReply
 */
export function unionOf(ctx: Context, keys: readonly string[]): RegisterUnion {
  union.clear();
  for (const key of keys) {
    const value = ctx.db.lookup(key)?.value;
    if (value === undefined) continue;
    check(value);
    // Where nobody has edited it in place yet, a copy of what can matter is enough.
    const bytes =
      value instanceof GrowableBytes ? value : new GrowableBytes((value as string).slice(0, SPARSE_HEAD));
    if (!union.add(bytes)) throw corrupted;
  }
  return union;
}
