/** SRANDMEMBER and SPOP, which choose members at random. */
import { MemberSet } from '../../data/set.ts';
import { positiveCount } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { type Reply, SetReply } from '../../protocol/reply.ts';
import { setLimits } from './limits.ts';
import { drawMany, randomCount, repeatedDraws, sampleDistinct } from './sample.ts';

/** How many members one SREM among the effects names at most. */
const EFFECT_BATCH = 1024;
/** When so many members are popped for each one that stays, or more, those that stay are moved into a new set instead. */
const MOVE_SHARE = 5;

function popOne(ctx: Context, key: string): Reply {
  const set = ctx.db.edit(key, MemberSet);
  if (set === undefined) return null;
  const member = set.random(ctx.random) as string;
  ctx.db.change(key, events.spop);
  set.delete(member);
  ctx.replaceEffect(['SREM', key, member]);
  if (set.size === 0) ctx.db.delete(key, events.del);
  return member;
}

/** Takes `count` members out of a stored set, which has more of them. */
function takeSome(ctx: Context, key: string, set: MemberSet, count: number): string[] {
  const remaining = set.size - count;
  const draw = (): string => {
    const member = set.random(ctx.random) as string;
    set.delete(member);
    return member;
  };
  ctx.db.change(key, events.spop);
  if (remaining * MOVE_SHARE > count) return drawMany(count, draw);
  // The members that stay are drawn into a new set. It begins with a small encoding, and so may end with a smaller one.
  const rest = new MemberSet(set.encoding === 'intset' ? 'intset' : 'listpack');
  const limits = setLimits(ctx);
  for (const member of drawMany(remaining, draw)) rest.add(member, limits);
  const entry = ctx.db.editEntry(key);
  if (entry !== undefined) entry.value = rest;
  return set.toArray();
}

function popMany(ctx: Context, key: string, given: string): Reply {
  const count = positiveCount(given);
  const set = ctx.db.edit(key, MemberSet);
  if (set === undefined || count === 0) return new SetReply([]);
  if (count >= set.size) {
    const members = set.toArray();
    ctx.db.change(key, events.spop);
    ctx.db.delete(key, events.del);
    ctx.replaceEffect([ctx.settings.lazyfreeLazyServerDel ? 'UNLINK' : 'DEL', key]);
    return new SetReply(members);
  }
  const members = takeSome(ctx, key, set, count);
  for (let from = 0; from < members.length; from += EFFECT_BATCH) {
    ctx.replaceEffect(['SREM', key, ...members.slice(from, from + EFFECT_BATCH)]);
  }
  return new SetReply(members);
}

export const spopCommand = command({
  name: 'SPOP',
  group: 'set',
  since: '1.0.0',
  summary:
    'Returns one or more random members from a set after removing them. Deletes the set if the last member was popped.',
  complexity: 'Without the count argument O(1), otherwise O(N) where N is the value of the passed count.',
  arity: -2,
  arguments: [argument.key('key'), argument.integer('count', { optional: true, since: '3.2.0' })],
  flags: ['write', 'fast'],
  acl: ['set'],
  keys: [firstKey('RW', 'access', 'delete')],
  tips: ['nondeterministic_output'],
  history: [['3.2.0', 'Added the `count` argument.']],
  run(ctx, [key, count, ...more]) {
    if (more.length > 0) throw errors.syntax;
    return count === undefined ? popOne(ctx, key) : popMany(ctx, key, count);
  },
});

export const srandmemberCommand = command({
  name: 'SRANDMEMBER',
  group: 'set',
  since: '1.0.0',
  summary: 'Get one or multiple random members from a set',
  complexity:
    'Without the count argument O(1), otherwise O(N) where N is the absolute value of the passed count.',
  arity: -2,
  arguments: [argument.key('key'), argument.integer('count', { optional: true, since: '2.6.0' })],
  flags: ['readonly'],
  acl: ['set'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  history: [['2.6.0', 'Added the optional `count` argument.']],
  run(ctx, [key, given, ...more]) {
    if (more.length > 0) throw errors.syntax;
    if (given === undefined) return ctx.db.read(key, MemberSet)?.random(ctx.random) ?? null;
    const count = Number(randomCount(given));
    const set = ctx.db.read(key, MemberSet);
    if (set === undefined || count === 0) return [];
    const draw = () => set.random(ctx.random) as string;
    const all = () => set.toArray();
    if (count < 0) return repeatedDraws(ctx, -count, 1, { size: set.size, draw, all }, (member) => [member]);
    return sampleDistinct(count, set.size, draw, all, (member) => member, ctx.random);
  },
});
