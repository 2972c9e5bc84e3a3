/** Whether keys exist, and where: DEL, EXISTS, TYPE, RENAME, MOVE, COPY and the like. */

import { parseInteger64 } from '../../bytes/number.ts';
import { isKeyword } from '../../engine/arguments.ts';
import { command, firstKey, keyAt, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import type { Database } from '../../engine/keyspace.ts';
import { copyOf, typeName } from '../../engine/values.ts';
import { OK, StatusReply } from '../../protocol/reply.ts';

const ALL_KEYS_RO = keyRange(1, -1, 1, 'RO');
const SUMMED = ['request_policy:multi_shard', 'response_policy:agg_sum'];

function deleteKeys(ctx: Context, keys: string[]): number {
  let deleted = 0;
  for (const key of keys) {
    if (ctx.db.delete(key, events.del)) deleted++;
  }
  return deleted;
}

export const delCommand = command({
  name: 'DEL',
  group: 'generic',
  since: '1.0.0',
  summary: 'Deletes one or more keys.',
  complexity:
    'O(N) where N is the number of keys that will be removed. When a key to remove holds a value other than a string, the individual complexity for this key is O(M) where M is the number of elements in the list, set, sorted set or hash. Removing a single key that holds a string value is O(1).',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['write'],
  acl: ['keyspace'],
  keys: [keyRange(1, -1, 1, 'RM', 'delete')],
  tips: SUMMED,
  run: deleteKeys,
});

export const unlinkCommand = command({
  name: 'UNLINK',
  group: 'generic',
  since: '4.0.0',
  summary: 'Asynchronously deletes one or more keys.',
  complexity:
    'O(1) for each key removed regardless of its size. Then the command does O(N) work in a different thread in order to reclaim memory, where N is the number of allocations the deleted objects where composed of.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [keyRange(1, -1, 1, 'RM', 'delete')],
  tips: SUMMED,
  run: deleteKeys,
});

export const existsCommand = command({
  name: 'EXISTS',
  group: 'generic',
  since: '1.0.0',
  summary: 'Determines whether one or more keys exist.',
  complexity: 'O(N) where N is the number of keys to check.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [ALL_KEYS_RO],
  tips: SUMMED,
  history: [['3.0.3', 'Accepts multiple `key` arguments.']],
  run: (ctx, keys) => keys.filter((key) => ctx.db.peek(key) !== undefined).length,
});

export const touchCommand = command({
  name: 'TOUCH',
  group: 'generic',
  since: '3.2.1',
  summary:
    'Returns the number of existing keys out of those specified after updating the time they were last accessed.',
  complexity: 'O(N) where N is the number of keys that will be touched.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [ALL_KEYS_RO],
  tips: SUMMED,
  run: (ctx, keys) => keys.filter((key) => ctx.db.lookup(key) !== undefined).length,
});

export const typeCommand = command({
  name: 'TYPE',
  group: 'generic',
  since: '1.0.0',
  summary: 'Determines the type of value stored at a key.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RO')],
  run(ctx, [key]) {
    const entry = ctx.db.peek(key);
    return new StatusReply(entry === undefined ? 'none' : typeName(entry.value));
  },
});

/** Moves a key's value and expiry within the database. Answers false when the target exists and may not be overwritten. */
function rename(ctx: Context, from: string, to: string, overwrite: boolean): boolean {
  const entry = ctx.db.editEntry(from);
  if (entry === undefined) throw errors.noSuchKey;
  if (from === to) return overwrite;
  const { value, expireAt } = entry;
  if (ctx.db.has(to)) {
    if (!overwrite) return false;
    ctx.db.delete(to, events.silent);
  }
  ctx.db.add(to, value, events.silent, expireAt);
  ctx.db.delete(from, events.renameFrom);
  ctx.db.announceLate(to, events.renameTo);
  return true;
}

export const renameCommand = command({
  name: 'RENAME',
  group: 'generic',
  since: '1.0.0',
  summary: 'Renames a key and overwrites the destination.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.key('newkey', { keySpecIndex: 1 })],
  flags: ['write'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'OW', 'update')],
  run(ctx, [from, to]) {
    rename(ctx, from, to, true);
    return OK;
  },
});

export const renamenxCommand = command({
  name: 'RENAMENX',
  group: 'generic',
  since: '1.0.0',
  summary: "Renames a key only when the target key name doesn't exist.",
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.key('newkey', { keySpecIndex: 1 })],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'OW', 'insert')],
  history: [
    ['3.2.0', 'The command no longer returns an error when source and destination names are the same.'],
  ],
  run: (ctx, [from, to]) => (rename(ctx, from, to, false) ? 1 : 0),
});

/** @throws ErrorReply when there is no such database */
function databaseAt(ctx: Context, text: string): Database {
  const index = parseInteger64(text);
  if (index === undefined) throw errors.notAnInteger;
  const database = ctx.keyspace.databases[Number(index)];
  if (database === undefined) throw errors.databaseOutOfRange;
  return database;
}

export const moveCommand = command({
  name: 'MOVE',
  group: 'generic',
  since: '1.0.0',
  summary: 'Moves a key to another database.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.integer('db')],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, [key, databaseText]) {
    const target = databaseAt(ctx, databaseText);
    if (target === ctx.db) throw errors.sameObject;
    const entry = ctx.db.editEntry(key);
    if (entry === undefined || target.has(key)) return 0;
    const { value, expireAt } = entry;
    target.add(key, value, events.silent, expireAt);
    ctx.db.delete(key, events.moveFrom);
    target.announceLate(key, events.moveTo);
    return 1;
  },
});

export const copyCommand = command({
  name: 'COPY',
  group: 'generic',
  since: '6.2.0',
  summary: 'Copies the value of a key to a new key.',
  complexity:
    'O(N) worst case for collections, where N is the number of nested items. O(1) for string values.',
  arity: -3,
  arguments: [
    argument.key('source'),
    argument.key('destination', { keySpecIndex: 1 }),
    argument.integer('destination-db', { token: 'DB', optional: true }),
    argument.pureToken('REPLACE', { optional: true }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['keyspace'],
  keys: [firstKey('RO', 'access'), keyAt(2, 'OW', 'update')],
  run(ctx, args) {
    const [from, to] = args;
    let target = ctx.db;
    let replace = false;
    for (let at = 2; at < args.length; at++) {
      if (isKeyword(args[at], 'REPLACE')) replace = true;
      else if (isKeyword(args[at], 'DB') && at + 1 < args.length) target = databaseAt(ctx, args[++at]);
      else throw errors.syntax;
    }
    if (target === ctx.db && from === to) throw errors.sameObject;
    const entry = ctx.db.lookup(from);
    if (entry === undefined) return 0;
    if (target.has(to)) {
      if (!replace) return 0;
      target.delete(to, events.silent);
    }
    target.add(to, copyOf(entry.value), events.copyTo, entry.expireAt);
    return 1;
  },
});
