/** The commands that set, read and remove single fields. */
import { Hash } from '../../data/hash.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { wrongArity } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { OK } from '../../protocol/reply.ts';
import { hashLimits } from './limits.ts';

/** Sets fields, given as `[field, value, ...]`. Answers how many of them are new. */
function setFields(ctx: Context, key: string, fieldsAndValues: readonly string[]): number {
  const limits = hashLimits(ctx);
  const existing = ctx.db.edit(key, Hash);
  const hash = existing ?? new Hash();
  if (existing !== undefined) ctx.db.change(key, events.hset);
  hash.prepare(fieldsAndValues, limits);
  let created = 0;
  for (let at = 0; at < fieldsAndValues.length; at += 2) {
    if (hash.set(fieldsAndValues[at], fieldsAndValues[at + 1], limits)) created++;
  }
  if (existing === undefined) ctx.db.add(key, hash, events.hset);
  return created;
}

export const hsetCommand = command({
  name: 'HSET',
  group: 'hash',
  since: '2.0.0',
  summary: 'Creates or modifies the value of a field in a hash.',
  complexity:
    'O(1) for each field/value pair added, so O(N) to add N field/value pairs when the command is called with multiple field/value pairs.',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.block('data', [argument.string('field'), argument.string('value')], { multiple: true }),
  ],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RW', 'update')],
  history: [['4.0.0', 'Accepts multiple `field` and `value` arguments.']],
  run(ctx, [key, ...fieldsAndValues]) {
    if (fieldsAndValues.length % 2 !== 0) throw wrongArity('hset');
    return setFields(ctx, key, fieldsAndValues);
  },
});

export const hmsetCommand = command({
  name: 'HMSET',
  group: 'hash',
  since: '2.0.0',
  summary: 'Sets the values of multiple fields.',
  complexity: 'O(N) where N is the number of fields being set.',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.block('data', [argument.string('field'), argument.string('value')], { multiple: true }),
  ],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RW', 'update')],
  deprecatedSince: '4.0.0',
  replacedBy: '`HSET` with multiple field-value pairs',
  run(ctx, [key, ...fieldsAndValues]) {
    if (fieldsAndValues.length % 2 !== 0) throw wrongArity('hmset');
    setFields(ctx, key, fieldsAndValues);
    return OK;
  },
});

export const hsetnxCommand = command({
  name: 'HSETNX',
  group: 'hash',
  since: '2.0.0',
  summary: "Sets the value of a field in a hash only when the field doesn't exist.",
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.string('field'), argument.string('value')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RW', 'insert')],
  run(ctx, [key, field, value]) {
    if (ctx.db.edit(key, Hash)?.has(field)) return 0;
    return setFields(ctx, key, [field, value]);
  },
});

export const hgetCommand = command({
  name: 'HGET',
  group: 'hash',
  since: '2.0.0',
  summary: 'Returns the value of a field in a hash.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('field')],
  flags: ['readonly', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key, field]) => ctx.db.read(key, Hash)?.get(field) ?? null,
});

export const hmgetCommand = command({
  name: 'HMGET',
  group: 'hash',
  since: '2.0.0',
  summary: 'Returns the values of all fields in a hash.',
  complexity: 'O(N) where N is the number of fields being requested.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('field', { multiple: true })],
  flags: ['readonly', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, ...fields]) {
    const hash = ctx.db.read(key, Hash);
    return fields.map((field) => hash?.get(field) ?? null);
  },
});

export const hdelCommand = command({
  name: 'HDEL',
  group: 'hash',
  since: '2.0.0',
  summary: 'Deletes one or more fields and their values from a hash. Deletes the hash if no fields remain.',
  complexity: 'O(N) where N is the number of fields to be removed.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('field', { multiple: true })],
  flags: ['write', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RW', 'delete')],
  history: [['2.4.0', 'Accepts multiple `field` arguments.']],
  run(ctx, [key, ...fields]) {
    const hash = ctx.db.edit(key, Hash);
    if (hash === undefined) return 0;
    let deleted = 0;
    for (const field of fields) {
      if (!hash.has(field)) continue;
      if (deleted++ === 0) ctx.db.change(key, events.hdel);
      hash.delete(field);
    }
    if (hash.size === 0) ctx.db.delete(key, events.del);
    return deleted;
  },
});

export const hexistsCommand = command({
  name: 'HEXISTS',
  group: 'hash',
  since: '2.0.0',
  summary: 'Determines whether a field exists in a hash.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('field')],
  flags: ['readonly', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RO')],
  run: (ctx, [key, field]) => (ctx.db.read(key, Hash)?.has(field) ? 1 : 0),
});

export const hlenCommand = command({
  name: 'HLEN',
  group: 'hash',
  since: '2.0.0',
  summary: 'Returns the number of fields in a hash.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RO')],
  run: (ctx, [key]) => ctx.db.read(key, Hash)?.size ?? 0,
});

export const hstrlenCommand = command({
  name: 'HSTRLEN',
  group: 'hash',
  since: '3.2.0',
  summary: 'Returns the length of the value of a field.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('field')],
  flags: ['readonly', 'fast'],
  acl: ['hash'],
  keys: [firstKey('RO')],
  run: (ctx, [key, field]) => ctx.db.read(key, Hash)?.get(field)?.length ?? 0,
});
