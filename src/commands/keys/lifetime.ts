/** Keys as such: DEL, EXISTS, TYPE, RENAME, MOVE, COPY and the like. */

import { parseInteger64 } from '../../bytes/number.ts';
import { isKeyword } from '../../engine/arguments.ts';
import { type CommandSpec, command, firstKey, keyAt, keyRange } from '../../engine/command.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { type Database, NO_EXPIRY } from '../../engine/keyspace.ts';
import { copyOf, typeName } from '../../engine/values.ts';
import { OK, StatusReply } from '../../protocol/reply.ts';

const ALL_KEYS_RO = keyRange(1, -1, 1, 'RO');
const SUMMED = ['request_policy:multi_shard', 'response_policy:agg_sum'];

const deletes = (
  name: string,
  since: string,
  summary: string,
  complexity: string,
  flags: CommandSpec['flags'],
) =>
  command({
    name,
    group: 'generic',
    since,
    summary,
    complexity,
    arity: -2,
    flags,
    acl: ['keyspace'],
    keys: [keyRange(1, -1, 1, 'RM', 'delete')],
    tips: SUMMED,
    run(ctx, args) {
      let deleted = 0;
      for (const key of args) {
        if (!ctx.db.delete(key)) continue;
        ctx.notify('generic', 'del', key);
        deleted++;
      }
      return deleted;
    },
  });

const counts = (
  name: string,
  since: string,
  summary: string,
  complexity: string,
  touch: boolean,
  history?: CommandSpec['history'],
) =>
  command({
    name,
    group: 'generic',
    since,
    summary,
    complexity,
    arity: -2,
    flags: ['readonly', 'fast'],
    acl: ['keyspace'],
    keys: [ALL_KEYS_RO],
    tips: SUMMED,
    history,
    run: (ctx, args) =>
      args.filter((key) => (touch ? ctx.db.lookup(key) !== undefined : ctx.db.has(key))).length,
  });

const type = command({
  name: 'TYPE',
  group: 'generic',
  since: '1.0.0',
  summary: 'Determines the type of value stored at a key.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RO')],
  run(ctx, [key]) {
    const entry = ctx.db.find(key);
    return new StatusReply(entry === undefined ? 'none' : typeName(entry.value));
  },
});

/** Moves a key's value and expiry within the database. Answers false when the target is in the way. */
function rename(ctx: Context, from: string, to: string, overwrite: boolean): boolean {
  const entry = ctx.db.find(from);
  if (entry === undefined) throw errors.noSuchKey;
  if (from === to) return overwrite;
  const { value, expireAt } = entry;
  if (ctx.db.has(to)) {
    if (!overwrite) return false;
    ctx.db.delete(to);
  }
  ctx.db.delete(from);
  ctx.db.add(to, value);
  if (expireAt !== NO_EXPIRY) ctx.db.setExpiry(to, expireAt);
  ctx.notify('generic', 'rename_from', from);
  ctx.notify('generic', 'rename_to', to);
  return true;
}

/** @throws ErrorReply when there is no such database */
function databaseAt(ctx: Context, text: string): Database {
  const index = parseInteger64(text);
  if (index === undefined) throw errors.notAnInteger;
  const database = ctx.keyspace.databases[Number(index)];
  if (database === undefined) throw errors.databaseOutOfRange;
  return database;
}

const move = command({
  name: 'MOVE',
  group: 'generic',
  since: '1.0.0',
  summary: 'Moves a key to another database.',
  complexity: 'O(1)',
  arity: 3,
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, [key, databaseText]) {
    const target = databaseAt(ctx, databaseText);
    if (target === ctx.db) throw errors.sameObject;
    const entry = ctx.db.find(key);
    if (entry === undefined || target.has(key)) return 0;
    const { value, expireAt } = entry;
    ctx.db.delete(key);
    target.add(key, value);
    if (expireAt !== NO_EXPIRY) target.setExpiry(key, expireAt);
    ctx.notify('generic', 'move_from', key);
    ctx.keyspace.notifications.notify('generic', 'move_to', key, target.index);
    return 1;
  },
});

const copy = command({
  name: 'COPY',
  group: 'generic',
  since: '6.2.0',
  summary: 'Copies the value of a key to a new key.',
  complexity:
    'O(N) worst case for collections, where N is the number of nested items. O(1) for string values.',
  arity: -3,
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
      target.delete(to);
    }
    const { expireAt } = entry;
    target.add(to, copyOf(entry.value));
    if (expireAt !== NO_EXPIRY) target.setExpiry(to, expireAt);
    ctx.keyspace.notifications.notify('generic', 'copy_to', to, target.index);
    return 1;
  },
});

const waits = (name: string, since: string, summary: string, arity: number, flags: CommandSpec['flags']) =>
  command({
    name,
    group: 'generic',
    since,
    summary,
    complexity: 'O(1)',
    arity,
    flags,
    acl: ['connection'],
    tips: ['request_policy:all_shards', 'response_policy:agg_min'],
    run: (ctx, args) => waitForReplicas(ctx, args, name === 'WAITAOF'),
  });

/** There are no replicas: whoever asks for some waits until the timeout. */
function waitForReplicas(ctx: Context, args: string[], aof: boolean) {
  const numbers = args.map((text) => {
    const number = parseInteger64(text);
    if (number === undefined) throw errors.notAnInteger;
    return Number(number);
  });
  const timeout = numbers[numbers.length - 1];
  if (timeout < 0) throw errors.timeoutNegative;
  if (aof && (numbers[0] < 0 || numbers[0] > 1))
    throw failure('value is out of range, value must between 0 and 1');
  if (aof && numbers[1] < 0) throw errors.notPositive;
  if (aof && numbers[0] > 0) {
    throw failure('WAITAOF cannot be used when numlocal is set but appendonly is disabled.');
  }
  const reply = aof ? [0, 0] : 0;
  const wanted = aof ? numbers[1] : numbers[0];
  if (wanted <= 0) return reply;
  return ctx.block({
    keys: [],
    deadline: timeout === 0 ? 0 : ctx.now + timeout,
    retry: () => undefined,
    timeoutReply: reply,
  });
}

export const lifetimeCommands: CommandSpec[] = [
  deletes(
    'DEL',
    '1.0.0',
    'Deletes one or more keys.',
    'O(N) where N is the number of keys that will be removed. When a key to remove holds a value other than a string, the individual complexity for this key is O(M) where M is the number of elements in the list, set, sorted set or hash. Removing a single key that holds a string value is O(1).',
    ['write'],
  ),
  deletes(
    'UNLINK',
    '4.0.0',
    'Asynchronously deletes one or more keys.',
    'O(1) for each key removed regardless of its size. Then the command does O(N) work in a different thread in order to reclaim memory, where N is the number of allocations the deleted objects where composed of.',
    ['write', 'fast'],
  ),
  counts(
    'EXISTS',
    '1.0.0',
    'Determines whether one or more keys exist.',
    'O(N) where N is the number of keys to check.',
    false,
    [['3.0.3', 'Accepts multiple `key` arguments.']],
  ),
  counts(
    'TOUCH',
    '3.2.1',
    'Returns the number of existing keys out of those specified after updating the time they were last accessed.',
    'O(N) where N is the number of keys that will be touched.',
    true,
  ),
  type,
  command({
    name: 'RENAME',
    group: 'generic',
    since: '1.0.0',
    summary: 'Renames a key and overwrites the destination.',
    complexity: 'O(1)',
    arity: 3,
    flags: ['write'],
    acl: ['keyspace'],
    keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'OW', 'update')],
    run(ctx, [from, to]) {
      rename(ctx, from, to, true);
      return OK;
    },
  }),
  command({
    name: 'RENAMENX',
    group: 'generic',
    since: '1.0.0',
    summary: "Renames a key only when the target key name doesn't exist.",
    complexity: 'O(1)',
    arity: 3,
    flags: ['write', 'fast'],
    acl: ['keyspace'],
    keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'OW', 'insert')],
    history: [
      ['3.2.0', 'The command no longer returns an error when source and destination names are the same.'],
    ],
    run: (ctx, [from, to]) => (rename(ctx, from, to, false) ? 1 : 0),
  }),
  move,
  copy,
  waits(
    'WAIT',
    '3.0.0',
    'Blocks until the asynchronous replication of all preceding write commands sent by the connection is completed.',
    3,
    [],
  ),
  waits(
    'WAITAOF',
    '7.2.0',
    'Blocks until all of the preceding write commands sent by the connection are written to the append-only file of the master and/or replicas.',
    4,
    ['noscript'],
  ),
];
