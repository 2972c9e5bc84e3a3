/** INCR, DECR and their relatives, which count with integers of 64 bits, and INCRBYFLOAT, which adds long doubles. */
import {
  addInteger64,
  addLongDouble,
  formatInteger,
  formatLongDouble,
  type Integer64,
  negateInteger64,
  parseInteger64,
  parseLongDouble,
} from '../../bytes/number.ts';
import { integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { stringOf } from '../../engine/values.ts';

/** Adds to the integer of a key and keeps its expiry. A key that does not exist counts as 0. */
function increment(ctx: Context, key: string, delta: Integer64): Integer64 {
  const entry = ctx.db.find(key);
  if (entry === undefined) {
    ctx.db.add(key, typeof delta === 'number' ? delta : formatInteger(delta), events.incrby);
    return delta;
  }
  const { value } = entry;
  const before = typeof value === 'number' ? value : parseInteger64(stringOf(value));
  if (before === undefined) throw errors.notAnInteger;
  const after = addInteger64(before, delta);
  if (after === undefined) throw errors.overflow;
  ctx.db.change(key, events.incrby);
  entry.value = typeof after === 'number' ? after : formatInteger(after);
  return after;
}

export const incrCommand = command({
  name: 'INCR',
  group: 'string',
  since: '1.0.0',
  summary: "Increments the integer value of a key by one. Uses 0 as initial value if the key doesn't exist.",
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'update')],
  run: (ctx, args) => increment(ctx, args[0], 1),
});

export const decrCommand = command({
  name: 'DECR',
  group: 'string',
  since: '1.0.0',
  summary: "Decrements the integer value of a key by one. Uses 0 as initial value if the key doesn't exist.",
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'update')],
  run: (ctx, args) => increment(ctx, args[0], -1),
});

export const incrbyCommand = command({
  name: 'INCRBY',
  group: 'string',
  since: '1.0.0',
  summary:
    "Increments the integer value of a key by a number. Uses 0 as initial value if the key doesn't exist.",
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.integer('increment')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'update')],
  run: (ctx, args) => increment(ctx, args[0], integer64(args[1])),
});

export const decrbyCommand = command({
  name: 'DECRBY',
  group: 'string',
  since: '1.0.0',
  summary:
    "Decrements a number from the integer value of a key. Uses 0 as initial value if the key doesn't exist.",
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.integer('decrement')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, args) {
    const negated = negateInteger64(integer64(args[1]));
    if (negated === undefined) throw failure('decrement would overflow');
    return increment(ctx, args[0], negated);
  },
});

export const incrbyfloatCommand = command({
  name: 'INCRBYFLOAT',
  group: 'string',
  since: '2.6.0',
  summary:
    "Increment the floating point value of a key by a number. Uses 0 as initial value if the key doesn't exist.",
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.double('increment')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, [key, text]) {
    const entry = ctx.db.find(key);
    const before = parseLongDouble(entry === undefined ? '0' : stringOf(entry.value));
    const delta = parseLongDouble(text);
    if (before === undefined || delta === undefined) throw errors.notAFloat;
    const sum = addLongDouble(before, delta);
    if (sum === undefined || typeof sum === 'string') throw errors.notANumberOrInfinity;
    const after = formatLongDouble(sum);
    ctx.db.set(key, after, events.incrbyfloat, true);
    ctx.replaceEffect(['SET', key, after, 'KEEPTTL']);
    return after;
  },
});
