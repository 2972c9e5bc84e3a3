/**
 * HINCRBY, which counts with integers of 64 bits, and HINCRBYFLOAT, which adds long doubles. A field that does not exist
 * counts as 0.
 */
import {
  addInteger64,
  addLongDouble,
  formatInteger,
  formatLongDouble,
  parseInteger64,
  parseLongDouble,
} from '../../bytes/number.ts';
import { Hash } from '../../data/hash.ts';
import { integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events, type KeyEvent } from '../../engine/events.ts';
import { hashLimits } from './limits.ts';

const valueNotAnInteger = failure('hash value is not an integer');
const valueNotAFloat = failure('hash value is not a float');
const notFinite = failure('value is NaN or Infinity');

function store(
  ctx: Context,
  key: string,
  hash: Hash | undefined,
  field: string,
  value: string,
  event: KeyEvent,
): void {
  if (hash === undefined) {
    const created = new Hash();
    created.set(field, value, hashLimits(ctx));
    ctx.db.add(key, created, event);
    return;
  }
  ctx.db.change(key, event);
  hash.set(field, value, hashLimits(ctx));
}

export const hincrbyCommand = command({
  name: 'HINCRBY',
  group: 'hash',
  since: '2.0.0',
  summary:
    "Increments the integer value of a field in a hash by a number. Uses 0 as initial value if the field doesn't exist.",
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.string('field'), argument.integer('increment')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, [key, field, text]) {
    const delta = integer64(text);
    const hash = ctx.db.edit(key, Hash);
    const before = parseInteger64(hash?.get(field) ?? '0');
    if (before === undefined) throw valueNotAnInteger;
    const after = addInteger64(before, delta);
    if (after === undefined) throw errors.overflow;
    store(ctx, key, hash, field, formatInteger(after), events.hincrby);
    return after;
  },
});

export const hincrbyfloatCommand = command({
  name: 'HINCRBYFLOAT',
  group: 'hash',
  since: '2.6.0',
  summary:
    "Increments the floating point value of a field by a number. Uses 0 as initial value if the field doesn't exist.",
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.string('field'), argument.double('increment')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, [key, field, text]) {
    const delta = parseLongDouble(text);
    if (delta === undefined) throw errors.notAFloat;
    if (typeof delta === 'string') throw notFinite;
    const hash = ctx.db.edit(key, Hash);
    const before = parseLongDouble(hash?.get(field) ?? '0');
    if (before === undefined) throw valueNotAFloat;
    const sum = addLongDouble(before, delta);
    if (sum === undefined || typeof sum === 'string') throw errors.notANumberOrInfinity;
    const after = formatLongDouble(sum);
    store(ctx, key, hash, field, after, events.hincrbyfloat);
    // The sum is replayed, not the addition, because another server may compute with another precision.
    ctx.replaceEffect(['HSET', key, field, after]);
    return after;
  },
});
