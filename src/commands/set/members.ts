/** The commands that add, remove, move and look up members. */
import { MemberSet } from '../../data/set.ts';
import { command, firstKey, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { events } from '../../engine/events.ts';
import { SetReply } from '../../protocol/reply.ts';
import { setLimits } from './limits.ts';

export const saddCommand = command({
  name: 'SADD',
  group: 'set',
  since: '1.0.0',
  summary: "Adds one or more members to a set. Creates the key if it doesn't exist.",
  complexity:
    'O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('member', { multiple: true })],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['set'],
  keys: [firstKey('RW', 'insert')],
  history: [['2.4.0', 'Accepts multiple `member` arguments.']],
  run(ctx, [key, ...members]) {
    const limits = setLimits(ctx);
    const existing = ctx.db.edit(key, MemberSet);
    const set = existing ?? MemberSet.create(members[0], members.length, limits);
    existing?.prepare(members.length, limits);
    let added = 0;
    for (const member of members) {
      // A change is announced before the first member is added, and not at all when there is none to add.
      if (existing !== undefined && added === 0) {
        if (set.has(member)) continue;
        ctx.db.change(key, events.sadd);
      }
      if (set.add(member, limits)) added++;
    }
    if (existing === undefined) ctx.db.add(key, set, events.sadd);
    return added;
  },
});

export const sremCommand = command({
  name: 'SREM',
  group: 'set',
  since: '1.0.0',
  summary: 'Removes one or more members from a set. Deletes the set if the last member was removed.',
  complexity: 'O(N) where N is the number of members to be removed.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('member', { multiple: true })],
  flags: ['write', 'fast'],
  acl: ['set'],
  keys: [firstKey('RW', 'delete')],
  history: [['2.4.0', 'Accepts multiple `member` arguments.']],
  run(ctx, [key, ...members]) {
    const set = ctx.db.edit(key, MemberSet);
    if (set === undefined) return 0;
    let removed = 0;
    for (const member of members) {
      if (!set.has(member)) continue;
      if (removed++ === 0) ctx.db.change(key, events.srem);
      set.delete(member);
    }
    if (set.size === 0) ctx.db.delete(key, events.del);
    return removed;
  },
});

/** Adds a moved member to its destination. */
function receive(ctx: Context, key: string, existing: MemberSet | undefined, member: string): void {
  const limits = setLimits(ctx);
  if (existing?.has(member)) return;
  if (existing === undefined) {
    const set = MemberSet.create(member, 1, limits);
    set.add(member, limits);
    ctx.db.add(key, set, events.sadd);
  } else {
    ctx.db.change(key, events.sadd);
    existing.add(member, limits);
  }
}

export const smoveCommand = command({
  name: 'SMOVE',
  group: 'set',
  since: '1.0.0',
  summary: 'Moves a member from one set to another.',
  complexity: 'O(1)',
  arity: 4,
  arguments: [
    argument.key('source'),
    argument.key('destination', { keySpecIndex: 1 }),
    argument.string('member'),
  ],
  flags: ['write', 'fast'],
  acl: ['set'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],
  run(ctx, [from, to, member]) {
    if (!ctx.db.has(from)) {
      ctx.db.editEntry(to);
      return 0;
    }
    const source = ctx.db.edit(from, MemberSet);
    const destination = ctx.db.edit(to, MemberSet);
    if (!source?.has(member)) return 0;
    if (source === destination) return 1;
    ctx.db.change(from, events.srem);
    source.delete(member);
    if (source.size === 0) ctx.db.delete(from, events.del);
    receive(ctx, to, destination, member);
    return 1;
  },
});

export const sismemberCommand = command({
  name: 'SISMEMBER',
  group: 'set',
  since: '1.0.0',
  summary: 'Determines whether a member belongs to a set.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.string('member')],
  flags: ['readonly', 'fast'],
  acl: ['set'],
  keys: [firstKey('RO')],
  run: (ctx, [key, member]) => (ctx.db.read(key, MemberSet)?.has(member) ? 1 : 0),
});

export const smismemberCommand = command({
  name: 'SMISMEMBER',
  group: 'set',
  since: '6.2.0',
  summary: 'Determines whether multiple members belong to a set.',
  complexity: 'O(N) where N is the number of elements being checked for membership',
  arity: -3,
  arguments: [argument.key('key'), argument.string('member', { multiple: true })],
  flags: ['readonly', 'fast'],
  acl: ['set'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, ...members]) {
    const set = ctx.db.read(key, MemberSet);
    return members.map((member) => (set?.has(member) ? 1 : 0));
  },
});

export const scardCommand = command({
  name: 'SCARD',
  group: 'set',
  since: '1.0.0',
  summary: 'Returns the number of members in a set.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['set'],
  keys: [firstKey('RO')],
  run: (ctx, [key]) => ctx.db.read(key, MemberSet)?.size ?? 0,
});

export const smembersCommand = command({
  name: 'SMEMBERS',
  group: 'set',
  since: '1.0.0',
  summary: 'Returns all members of a set.',
  complexity: 'O(N) where N is the set cardinality.',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['set'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run: (ctx, [key]) => new SetReply(ctx.db.read(key, MemberSet)?.toArray() ?? []),
});
