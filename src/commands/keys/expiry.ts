/** The EXPIRE and TTL families: one table each, told apart by unit and by what the number counts from. */
import { expiryTime, isKeyword } from '../../engine/arguments.ts';
import { type CommandSpec, command, firstKey } from '../../engine/command.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { NO_EXPIRY } from '../../engine/keyspace.ts';

const CONDITIONS = ['NX', 'XX', 'GT', 'LT'] as const;

/**
 * Reads the conditions and answers whether they hold: no expiry counts as an infinite time to live.
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

const setsExpiry = (
  spec: Pick<CommandSpec, 'name' | 'since' | 'summary'>,
  unit: 1 | 1000,
  absolute: boolean,
): CommandSpec =>
  command({
    ...spec,
    group: 'generic',
    complexity: 'O(1)',
    arity: -3,
    flags: ['write', 'fast'],
    acl: ['keyspace'],
    keys: [firstKey('RW', 'update')],
    history: [['7.0.0', 'Added options: `NX`, `XX`, `GT` and `LT`.']],
    run(ctx, args) {
      const [key, time] = args;
      // Options are checked before the key is looked for.
      conditionsHold(args, NO_EXPIRY, 0);
      const at = expiryTime(time, unit, absolute ? 0 : ctx.now, spec.name.toLowerCase());
      const entry = ctx.db.find(key);
      if (entry === undefined || !conditionsHold(args, entry.expireAt, at)) return 0;
      expireAt(ctx, key, at);
      return 1;
    },
  });

/** Sets a living key's expiry; a time that has passed deletes it at once. */
function expireAt(ctx: Context, key: string, at: number): void {
  if (at <= ctx.now) {
    ctx.db.delete(key);
    ctx.notify('generic', 'del', key);
    ctx.replaceEffect(['DEL', key]);
    return;
  }
  ctx.db.setExpiry(key, at);
  ctx.notify('generic', 'expire', key);
  ctx.replaceEffect(['PEXPIREAT', key, String(at)]);
}

const tellsExpiry = (
  spec: Pick<CommandSpec, 'name' | 'since' | 'summary' | 'history'>,
  answer: (expireAt: number, now: number) => number,
  tips?: string[],
): CommandSpec =>
  command({
    ...spec,
    group: 'generic',
    complexity: 'O(1)',
    arity: 2,
    flags: ['readonly', 'fast'],
    acl: ['keyspace'],
    keys: [firstKey('RO', 'access')],
    tips,
    run(ctx, [key]) {
      const entry = ctx.db.find(key);
      if (entry === undefined) return -2;
      return entry.expireAt === NO_EXPIRY ? -1 : answer(entry.expireAt, ctx.now);
    },
  });

const persist = command({
  name: 'PERSIST',
  group: 'generic',
  since: '2.2.0',
  summary: 'Removes the expiration time of a key.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['write', 'fast'],
  acl: ['keyspace'],
  keys: [firstKey('RW', 'update')],
  run(ctx, [key]) {
    const entry = ctx.db.find(key);
    if (entry === undefined || entry.expireAt === NO_EXPIRY) return 0;
    ctx.db.setExpiry(key, NO_EXPIRY);
    ctx.notify('generic', 'persist', key);
    return 1;
  },
});

const nondeterministic = ['nondeterministic_output'];

const MISSING_KEY_HISTORY: CommandSpec['history'] = [['2.8.0', 'Added the -2 reply.']];

export const expiryCommands: CommandSpec[] = [
  setsExpiry(
    { name: 'EXPIRE', since: '1.0.0', summary: 'Sets the expiration time of a key in seconds.' },
    1000,
    false,
  ),
  setsExpiry(
    { name: 'PEXPIRE', since: '2.6.0', summary: 'Sets the expiration time of a key in milliseconds.' },
    1,
    false,
  ),
  setsExpiry(
    { name: 'EXPIREAT', since: '1.2.0', summary: 'Sets the expiration time of a key to a Unix timestamp.' },
    1000,
    true,
  ),
  setsExpiry(
    {
      name: 'PEXPIREAT',
      since: '2.6.0',
      summary: 'Sets the expiration time of a key to a Unix milliseconds timestamp.',
    },
    1,
    true,
  ),
  tellsExpiry(
    {
      name: 'TTL',
      since: '1.0.0',
      summary: 'Returns the expiration time in seconds of a key.',
      history: MISSING_KEY_HISTORY,
    },
    (at, now) => Math.floor((at - now + 500) / 1000),
    nondeterministic,
  ),
  tellsExpiry(
    {
      name: 'PTTL',
      since: '2.6.0',
      summary: 'Returns the expiration time in milliseconds of a key.',
      history: MISSING_KEY_HISTORY,
    },
    (at, now) => at - now,
    nondeterministic,
  ),
  tellsExpiry(
    {
      name: 'EXPIRETIME',
      since: '7.0.0',
      summary: 'Returns the expiration time of a key as a Unix timestamp.',
    },
    (at) => Math.floor((at + 500) / 1000),
  ),
  tellsExpiry(
    {
      name: 'PEXPIRETIME',
      since: '7.0.0',
      summary: 'Returns the expiration time of a key as a Unix milliseconds timestamp.',
    },
    (at) => at,
  ),
  persist,
];
