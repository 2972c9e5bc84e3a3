/**
 * EXPIRE and TTL with their relatives, which differ in the unit of the number and in the time that it counts from; and
 * PERSIST.
 */
import { expiryTime, isKeyword, timeArgument } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { NO_EXPIRY } from '../../engine/keyspace.ts';

const CONDITIONS = ['NX', 'XX', 'GT', 'LT'] as const;

/**
 * Reads the conditions and answers whether they hold. A key without an expiry counts as one that lives forever.
 * @throws ErrorReply on an unknown option or an impossible combination
 */
function conditionsHold(args: string[], current: number, next: number): boolean {
  const given = new Set<string>();
  for (const argument of args.slice(2)) {
    const condition = CONDITIONS.find((name) => isKeyword(argument, name));
    if (condition === undefined) throw failure(`Unsupported option ${argument}`);
    given.add(condition);
  }
  if (given.has('NX') && given.size > 1) {
    throw failure('NX and XX, GT or LT options at the same time are not compatible');
  }
  if (given.has('GT') && given.has('LT'))
    throw failure('GT and LT options at the same time are not compatible');
  const hasExpiry = current !== NO_EXPIRY;
  if (given.has('NX') && hasExpiry) return false;
  if (given.has('XX') && !hasExpiry) return false;
  if (given.has('GT') && (!hasExpiry || next <= current)) return false;
  return !(given.has('LT') && hasExpiry && next >= current);
}

/** EXPIRE and its relatives; `from` is the time that the number counts from, in milliseconds since the epoch. */
function setExpiry(ctx: Context, args: string[], unit: 1 | 1000, from: number): 0 | 1 {
  const [key, time] = args;
  // The options are checked even when there is no such key.
  conditionsHold(args, NO_EXPIRY, 0);
  const at = expiryTime(time, unit, from, ctx.command.fullName);
  const entry = ctx.db.editEntry(key);
  if (entry === undefined || !conditionsHold(args, entry.expireAt, at)) return 0;
  expireAt(ctx, key, at);
  return 1;
}

/** Sets the expiry of a key that exists. With a time that has passed already the key is deleted at once. */
function expireAt(ctx: Context, key: string, at: number): void {
  if (at <= ctx.now && !ctx.keyspace.replaying) {
    ctx.db.delete(key, events.del);
    ctx.replaceEffect(['DEL', key]);
    return;
  }
  ctx.db.setExpiry(key, at, events.expire);
  ctx.replaceEffect(['PEXPIREAT', key, timeArgument(at)]);
}

/** TTL and its relatives: what `answer` makes of the expiry, -1 for a key without one, -2 where there is no such key. */
function tellExpiry(ctx: Context, key: string, answer: (expireAt: number) => number): number {
  const entry = ctx.db.peek(key);
  if (entry === undefined) return -2;
  return entry.expireAt === NO_EXPIRY ? -1 : answer(entry.expireAt);
}

/** The condition that EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT may depend on. */
const CONDITION = argument.oneof(
  'condition',
  [argument.pureToken('NX'), argument.pureToken('XX'), argument.pureToken('GT'), argument.pureToken('LT')],
  { optional: true, since: '7.0.0' },
);

/** The history of EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT. */
const CONDITIONS_ADDED: [string, string] = ['7.0.0', 'Added options: `NX`, `XX`, `GT` and `LT`.'];

export const expireCommand = command({
  name: 'EXPIRE',
  group: 'generic',
  since: '1.0.0',
  summary: 'Sets the expiration time of a key in seconds.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [argument.key('key'), argument.integer('seconds'), CONDITION],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'update')],
  history: [CONDITIONS_ADDED],
  run: (ctx, args) => setExpiry(ctx, args, 1000, ctx.now),
});

export const pexpireCommand = command({
  name: 'PEXPIRE',
  group: 'generic',
  since: '2.6.0',
  summary: 'Sets the expiration time of a key in milliseconds.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [argument.key('key'), argument.integer('milliseconds'), CONDITION],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'update')],
  history: [CONDITIONS_ADDED],
  run: (ctx, args) => setExpiry(ctx, args, 1, ctx.now),
});

export const expireatCommand = command({
  name: 'EXPIREAT',
  group: 'generic',
  since: '1.2.0',
  summary: 'Sets the expiration time of a key to a Unix timestamp.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [argument.key('key'), argument.unixTime('unix-time-seconds'), CONDITION],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'update')],
  history: [CONDITIONS_ADDED],
  run: (ctx, args) => setExpiry(ctx, args, 1000, 0),
});

export const pexpireatCommand = command({
  name: 'PEXPIREAT',
  group: 'generic',
  since: '2.6.0',
  summary: 'Sets the expiration time of a key to a Unix milliseconds timestamp.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [argument.key('key'), argument.unixTime('unix-time-milliseconds'), CONDITION],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'update')],
  history: [CONDITIONS_ADDED],
  run: (ctx, args) => setExpiry(ctx, args, 1, 0),
});

const MISSING_KEY_TOLD: [string, string] = ['2.8.0', 'Added the -2 reply.'];

export const ttlCommand = command({
  name: 'TTL',
  group: 'generic',
  since: '1.0.0',
  summary: 'Returns the expiration time in seconds of a key.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  history: [MISSING_KEY_TOLD],
  run: (ctx, [key]) => tellExpiry(ctx, key, (at) => Math.floor((at - ctx.now + 500) / 1000)),
});

export const pttlCommand = command({
  name: 'PTTL',
  group: 'generic',
  since: '2.6.0',
  summary: 'Returns the expiration time in milliseconds of a key.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  history: [MISSING_KEY_TOLD],
  run: (ctx, [key]) => tellExpiry(ctx, key, (at) => at - ctx.now),
});

export const expiretimeCommand = command({
  name: 'EXPIRETIME',
  group: 'generic',
  since: '7.0.0',
  summary: 'Returns the expiration time of a key as a Unix timestamp.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key]) => tellExpiry(ctx, key, (at) => Math.floor((at + 500) / 1000)),
});

export const pexpiretimeCommand = command({
  name: 'PEXPIRETIME',
  group: 'generic',
  since: '7.0.0',
  summary: 'Returns the expiration time of a key as a Unix milliseconds timestamp.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, [key]) => tellExpiry(ctx, key, (at) => at),
});

export const persistCommand = command({
  name: 'PERSIST',
  group: 'generic',
  since: '2.2.0',
  summary: 'Removes the expiration time of a key.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'update')],
  run(ctx, [key]) {
    const entry = ctx.db.editEntry(key);
    if (entry === undefined || entry.expireAt === NO_EXPIRY) return 0;
    ctx.db.setExpiry(key, NO_EXPIRY, events.persist);
    return 1;
  },
});
