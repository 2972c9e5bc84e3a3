/** GET, SET and their many relatives. */
import { expiryTime, isKeyword, timeArgument } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, invalidExpire, wrongArity } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { NO_EXPIRY } from '../../engine/keyspace.ts';
import { isString, stringOf } from '../../engine/values.ts';
import { OK, type Reply } from '../../protocol/reply.ts';

/**
 * The options that set an expiry: how many milliseconds their unit has, and whether the number counts from the epoch,
 * which is absolute, or from now.
 */
const EXPIRY_OPTIONS = new Map<string, { unit: 1 | 1000; absolute: boolean }>([
  ['EX', { unit: 1000, absolute: false }],
  ['PX', { unit: 1, absolute: false }],
  ['EXAT', { unit: 1000, absolute: true }],
  ['PXAT', { unit: 1, absolute: true }],
]);

interface SetOptions {
  onlyIf: 'NX' | 'XX' | undefined;
  get: boolean;
  keepExpiry: boolean;
  persist: boolean;
  /** The option that sets an expiry. Its number is still the text that was given. */
  expiry: { text: string; unit: 1 | 1000; absolute: boolean } | undefined;
}

/** Reads the options of SET and GETEX from `args[from]` on. */
function parseOptions(args: string[], from: number, allowed: 'set' | 'getex'): SetOptions {
  const options: SetOptions = {
    onlyIf: undefined,
    get: false,
    keepExpiry: false,
    persist: false,
    expiry: undefined,
  };
  for (let at = from; at < args.length; at++) {
    const word = args[at].toUpperCase();
    const timed = options.keepExpiry || options.persist || options.expiry !== undefined;
    const expiry = EXPIRY_OPTIONS.get(word);
    if (expiry !== undefined && !timed && at + 1 < args.length) {
      options.expiry = { text: args[++at], ...expiry };
    } else if (allowed === 'getex') {
      if (word !== 'PERSIST' || timed) throw errors.syntax;
      options.persist = true;
    } else if ((word === 'NX' || word === 'XX') && (options.onlyIf ?? word) === word) {
      options.onlyIf = word;
    } else if (word === 'GET') {
      options.get = true;
    } else if (word === 'KEEPTTL' && !timed) {
      options.keepExpiry = true;
    } else {
      throw errors.syntax;
    }
  }
  return options;
}

/**
 * The expiry that an option sets, in milliseconds since the epoch.
 * @throws ErrorReply for what is no number, is not positive, or is too large
 */
function readExpiry(ctx: Context, expiry: NonNullable<SetOptions['expiry']>, name: string): number {
  const at = expiryTime(expiry.text, expiry.unit, expiry.absolute ? 0 : ctx.now, name);
  if (at <= (expiry.absolute ? 0 : ctx.now)) throw invalidExpire(name);
  return at;
}

function store(ctx: Context, key: string, value: string, expireAt: number, keepExpiry: boolean): void {
  ctx.db.set(key, value, events.set, keepExpiry);
  if (expireAt === NO_EXPIRY) return;
  ctx.db.setExpiry(key, expireAt, events.expire);
  ctx.replaceEffect(['SET', key, value, 'PXAT', timeArgument(expireAt)]);
}

export const getCommand = command({
  name: 'GET',
  group: 'string',
  since: '1.0.0',
  summary: 'Returns the string value of a key.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['string'],
  keys: [firstKey('RO', 'access')],
  run: (ctx, args) => ctx.db.readString(args[0]) ?? null,
});

export const setCommand = command({
  name: 'SET',
  group: 'string',
  since: '1.0.0',
  summary: "Sets the string value of a key, ignoring its type. The key is created if it doesn't exist.",
  complexity: 'O(1)',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.string('value'),
    argument.oneof('condition', [argument.pureToken('NX'), argument.pureToken('XX')], {
      optional: true,
      since: '2.6.12',
    }),
    argument.pureToken('GET', { optional: true, since: '6.2.0' }),
    argument.oneof(
      'expiration',
      [
        argument.integer('seconds', { token: 'EX', since: '2.6.12' }),
        argument.integer('milliseconds', { token: 'PX', since: '2.6.12' }),
        argument.unixTime('unix-time-seconds', { token: 'EXAT', since: '6.2.0' }),
        argument.unixTime('unix-time-milliseconds', { token: 'PXAT', since: '6.2.0' }),
        argument.pureToken('KEEPTTL', { since: '6.0.0' }),
      ],
      { optional: true },
    ),
  ],
  flags: ['write', 'denyoom'],
  acl: ['string'],
  keys: [
    {
      ...firstKey('RW', 'access', 'update', 'variable_flags'),
      notes: 'RW and ACCESS due to the optional `GET` argument',
    },
  ],
  getKeys: ([, key, , ...options]) => {
    const gets = options.some((option) => isKeyword(option, 'GET'));
    return [{ key, position: 1, flags: gets ? ['RW', 'access', 'update'] : ['OW', 'update'] }];
  },
  history: [
    ['2.6.12', 'Added the `EX`, `PX`, `NX` and `XX` options.'],
    ['6.0.0', 'Added the `KEEPTTL` option.'],
    ['6.2.0', 'Added the `GET`, `EXAT` and `PXAT` option.'],
    ['7.0.0', 'Allowed the `NX` and `GET` options to be used together.'],
  ],
  run(ctx, args) {
    const key = args[0];
    const value = args[1];
    if (args.length === 2) {
      ctx.db.set(key, value, events.set);
      return OK;
    }
    const options = parseOptions(args, 2, 'set');
    const expireAt = options.expiry ? readExpiry(ctx, options.expiry, 'set') : NO_EXPIRY;
    const before: Reply = options.get ? (ctx.db.readString(key) ?? null) : OK;
    const exists = options.onlyIf !== undefined && ctx.db.has(key);
    if ((options.onlyIf === 'NX' && exists) || (options.onlyIf === 'XX' && !exists)) {
      ctx.db.editEntry(key);
      return options.get ? before : null;
    }
    store(ctx, key, value, expireAt, options.keepExpiry);
    return before;
  },
});

/** SETEX and PSETEX: sets a value with a time to live. `unit` is the unit of that time, in milliseconds. */
function setWithTime(ctx: Context, [key, text, value]: string[], unit: 1 | 1000): Reply {
  const expireAt = readExpiry(ctx, { text, unit, absolute: false }, ctx.command.fullName);
  store(ctx, key, value, expireAt, false);
  return OK;
}

export const setexCommand = command({
  name: 'SETEX',
  group: 'string',
  since: '2.0.0',
  summary: "Sets the string value and expiration time of a key. Creates the key if it doesn't exist.",
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('seconds'), argument.string('value')],
  flags: ['write', 'denyoom'],
  acl: ['string'],
  keys: [firstKey('OW', 'update')],
  deprecatedSince: '2.6.12',
  replacedBy: '`SET` with the `EX` argument',
  run: (ctx, args) => setWithTime(ctx, args, 1000),
});

export const psetexCommand = command({
  name: 'PSETEX',
  group: 'string',
  since: '2.6.0',
  summary:
    "Sets both string value and expiration time in milliseconds of a key. The key is created if it doesn't exist.",
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('milliseconds'), argument.string('value')],
  flags: ['write', 'denyoom'],
  acl: ['string'],
  keys: [firstKey('OW', 'update')],
  deprecatedSince: '2.6.12',
  replacedBy: '`SET` with the `PX` argument',
  run: (ctx, args) => setWithTime(ctx, args, 1),
});

export const setnxCommand = command({
  name: 'SETNX',
  group: 'string',
  since: '1.0.0',
  summary: "Set the string value of a key only when the key doesn't exist.",
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('value')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('OW', 'insert')],
  deprecatedSince: '2.6.12',
  replacedBy: '`SET` with the `NX` argument',
  run(ctx, [key, value]) {
    if (ctx.db.editEntry(key) !== undefined) return 0;
    ctx.db.add(key, value, events.set);
    return 1;
  },
});

export const getsetCommand = command({
  name: 'GETSET',
  group: 'string',
  since: '1.0.0',
  summary: 'Returns the previous string value of a key after setting it to a new value.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('value')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'update')],
  deprecatedSince: '6.2.0',
  replacedBy: '`SET` with the `!GET` argument',
  run(ctx, [key, value]) {
    const before = ctx.db.readString(key) ?? null;
    ctx.db.set(key, value, events.set);
    ctx.replaceEffect(['SET', key, value]);
    return before;
  },
});

export const getdelCommand = command({
  name: 'GETDEL',
  group: 'string',
  since: '6.2.0',
  summary: 'Returns the string value of a key after deleting the key.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['write', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'access', 'delete')],
  run(ctx, [key]) {
    const value = ctx.db.readString(key);
    if (value === undefined) return null;
    ctx.db.delete(key, events.del);
    ctx.replaceEffect(['DEL', key]);
    return value;
  },
});

export const getexCommand = command({
  name: 'GETEX',
  group: 'string',
  since: '6.2.0',
  summary: 'Returns the string value of a key after setting its expiration time.',
  complexity: 'O(1)',
  arity: -2,
  arguments: [
    argument.key('key'),
    argument.oneof(
      'expiration',
      [
        argument.integer('seconds', { token: 'EX' }),
        argument.integer('milliseconds', { token: 'PX' }),
        argument.unixTime('unix-time-seconds', { token: 'EXAT' }),
        argument.unixTime('unix-time-milliseconds', { token: 'PXAT' }),
        argument.pureToken('PERSIST'),
      ],
      { optional: true },
    ),
  ],
  flags: ['write', 'fast'],
  acl: ['string'],
  keys: [{ ...firstKey('RW', 'access', 'update'), notes: 'RW and UPDATE because it changes the TTL' }],
  run(ctx, args) {
    const key = args[0];
    const options = parseOptions(args, 1, 'getex');
    const value = ctx.db.readString(key);
    if (value === undefined) return null;
    if (options.expiry !== undefined) {
      const at = readExpiry(ctx, options.expiry, 'getex');
      if (at <= ctx.now) {
        ctx.db.delete(key, events.del);
        ctx.replaceEffect(['UNLINK', key]);
      } else {
        ctx.db.setExpiry(key, at, events.expire);
        ctx.replaceEffect(['PEXPIREAT', key, timeArgument(at)]);
      }
    } else if (options.persist && ctx.db.find(key)?.expireAt !== NO_EXPIRY) {
      ctx.db.setExpiry(key, NO_EXPIRY, events.persist);
      ctx.replaceEffect(['PERSIST', key]);
    }
    return value;
  },
});

export const mgetCommand = command({
  name: 'MGET',
  group: 'string',
  since: '1.0.0',
  summary: 'Atomically returns the string values of one or more keys.',
  complexity: 'O(N) where N is the number of keys to retrieve.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly', 'fast'],
  acl: ['string'],
  keys: [{ ...firstKey('RO', 'access'), find: { lastKey: -1, keyStep: 1, limit: 0 } }],
  tips: ['request_policy:multi_shard'],
  run: (ctx, args) =>
    args.map((key) => {
      const value = ctx.db.lookup(key)?.value;
      return value !== undefined && isString(value) ? stringOf(value) : null;
    }),
});

/** The keys of MSET and MSETNX are every second argument, beginning with the first. */
const PAIRS = { lastKey: -1, keyStep: 2, limit: 0 };

function setPairs(ctx: Context, args: string[]): void {
  for (let at = 0; at < args.length; at += 2) {
    ctx.db.set(args[at], args[at + 1], events.set);
  }
}

export const msetCommand = command({
  name: 'MSET',
  group: 'string',
  since: '1.0.1',
  summary: 'Atomically creates or modifies the string values of one or more keys.',
  complexity: 'O(N) where N is the number of keys to set.',
  arity: -3,
  arguments: [argument.block('data', [argument.key('key'), argument.string('value')], { multiple: true })],
  flags: ['write', 'denyoom'],
  acl: ['string'],
  keys: [{ ...firstKey('OW', 'update'), find: PAIRS }],
  tips: ['request_policy:multi_shard', 'response_policy:all_succeeded'],
  run(ctx, args) {
    if (args.length % 2 !== 0) throw wrongArity('mset');
    setPairs(ctx, args);
    return OK;
  },
});

export const msetnxCommand = command({
  name: 'MSETNX',
  group: 'string',
  since: '1.0.1',
  summary: "Atomically modifies the string values of one or more keys only when all keys don't exist.",
  complexity: 'O(N) where N is the number of keys to set.',
  arity: -3,
  arguments: [argument.block('data', [argument.key('key'), argument.string('value')], { multiple: true })],
  flags: ['write', 'denyoom'],
  acl: ['string'],
  keys: [{ ...firstKey('OW', 'insert'), find: PAIRS }],
  run(ctx, args) {
    if (args.length % 2 !== 0) throw wrongArity('msetnx');
    for (let at = 0; at < args.length; at += 2) if (ctx.db.editEntry(args[at]) !== undefined) return 0;
    setPairs(ctx, args);
    return 1;
  },
});
