/** Intersection, union and difference of sets, each of which is answered, counted or stored. */
import { MemberSet } from '../../data/set.ts';
import { integer, isKeyword, positiveCount } from '../../engine/arguments.ts';
import { command, countedKeys, firstKey, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events, type KeyEvent } from '../../engine/events.ts';
import { type Reply, SetReply } from '../../protocol/reply.ts';
import { setLimits } from './limits.ts';

const tooManyKeys = failure("Number of keys can't be greater than number of args");

/** The sets of all keys; undefined stands for a key that does not exist. */
function readSets(ctx: Context, keys: readonly string[]): (MemberSet | undefined)[] {
  return keys.map((key) => ctx.db.read(key, MemberSet));
}

/** Visits the members that all sets have, in the order of the smallest set, until `visit` answers false. */
function intersect(sets: readonly (MemberSet | undefined)[], visit: (member: string) => boolean): void {
  if (sets.includes(undefined)) return;
  const [smallest, ...others] = (sets as MemberSet[]).toSorted((a, b) => a.size - b.size);
  for (const member of smallest) {
    if (others.every((set) => set === smallest || set.has(member)) && !visit(member)) return;
  }
}

/** The intersection as a set of its own, in the encoding that Redis would give it. */
function intersection(ctx: Context, sets: readonly (MemberSet | undefined)[]): MemberSet {
  const limits = setLimits(ctx);
  const size = (set: MemberSet | undefined) => set?.size ?? 0;
  const smallest = sets.reduce((least, set) => (size(set) < size(least) ? set : least), sets[0]);
  const result = new MemberSet(smallest?.encoding === 'intset' ? 'intset' : 'listpack');
  intersect(sets, (member) => {
    result.add(member, limits);
    return true;
  });
  result.becomeIntset(limits);
  return result;
}

function union(ctx: Context, sets: readonly (MemberSet | undefined)[]): MemberSet {
  const limits = setLimits(ctx);
  const result = new MemberSet('intset');
  for (const set of sets) {
    set?.forEach((member) => {
      result.add(member, limits);
    });
  }
  return result;
}

/** The members of the first set that no other has. */
function difference(ctx: Context, sets: readonly (MemberSet | undefined)[]): MemberSet {
  const limits = setLimits(ctx);
  const result = new MemberSet('intset');
  const [first, ...others] = sets;
  if (first === undefined || others.includes(first)) return result;
  const present = others.filter((set) => set !== undefined);
  const totalSize = present.reduce((sum, set) => sum + set.size, first.size);
  // Either each member is looked for in the other sets, or their members are removed from a copy of the first. Which way
  // is cheaper is estimated as Redis does it, since the encoding of a stored result shows which one was taken.
  if (Math.floor((first.size * (present.length + 1)) / 2) <= totalSize) {
    first.forEach((member) => {
      if (!present.some((set) => set.has(member))) result.add(member, limits);
    });
    return result;
  }
  first.forEach((member) => {
    result.add(member, limits);
  });
  for (const set of present) {
    if (result.size === 0) break;
    set.forEach((member) => {
      result.delete(member);
    });
  }
  return result;
}

/** Stores a result under a key, or removes the key when the result is empty. Answers its size. */
function store(ctx: Context, key: string, result: MemberSet, event: KeyEvent): Reply {
  if (result.size > 0) {
    ctx.db.set(key, result, event);
  } else ctx.db.discard(key, events.del);
  return result.size;
}

export const sinterCommand = command({
  name: 'SINTER',
  group: 'set',
  since: '1.0.0',
  summary: 'Returns the intersect of multiple sets.',
  complexity: 'O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly'],
  acl: ['set'],
  keys: [keyRange(1, -1, 1, 'RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run(ctx, keys) {
    const members: string[] = [];
    intersect(readSets(ctx, keys), (member) => members.push(member) > 0);
    return new SetReply(members);
  },
});

export const sinterstoreCommand = command({
  name: 'SINTERSTORE',
  group: 'set',
  since: '1.0.0',
  summary: 'Stores the intersect of multiple sets in a key.',
  complexity: 'O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.',
  arity: -3,
  arguments: [argument.key('destination'), argument.key('key', { multiple: true, keySpecIndex: 1 })],
  flags: ['write', 'denyoom'],
  acl: ['set'],
  keys: [firstKey('RW', 'update'), keyRange(2, -1, 1, 'RO', 'access')],
  run: (ctx, [destination, ...keys]) =>
    store(ctx, destination, intersection(ctx, readSets(ctx, keys)), events.sinterstore),
});

export const sintercardCommand = command({
  name: 'SINTERCARD',
  group: 'set',
  since: '7.0.0',
  summary: 'Returns the number of members of the intersect of multiple sets.',
  complexity: 'O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.',
  arity: -3,
  arguments: [
    argument.integer('numkeys'),
    argument.key('key', { multiple: true }),
    argument.integer('limit', { token: 'LIMIT', optional: true }),
  ],
  flags: ['readonly'],
  acl: ['set'],
  keys: [countedKeys(1, 'RO', 'access')],
  run(ctx, args) {
    const keyCount = integer(args[0], errors.numkeysNotPositive);
    if (keyCount < 1) throw errors.numkeysNotPositive;
    if (keyCount > args.length - 1) throw tooManyKeys;
    let limit = 0;
    for (let at = keyCount + 1; at < args.length; at += 2) {
      if (!isKeyword(args[at], 'LIMIT') || at + 1 >= args.length) throw errors.syntax;
      limit = positiveCount(args[at + 1], errors.limitNotNegative);
    }
    let count = 0;
    intersect(readSets(ctx, args.slice(1, keyCount + 1)), () => ++count !== limit);
    return count;
  },
});

export const sunionCommand = command({
  name: 'SUNION',
  group: 'set',
  since: '1.0.0',
  summary: 'Returns the union of multiple sets.',
  complexity: 'O(N) where N is the total number of elements in all given sets.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly'],
  acl: ['set'],
  keys: [keyRange(1, -1, 1, 'RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run: (ctx, keys) => new SetReply(union(ctx, readSets(ctx, keys)).toArray()),
});

export const sunionstoreCommand = command({
  name: 'SUNIONSTORE',
  group: 'set',
  since: '1.0.0',
  summary: 'Stores the union of multiple sets in a key.',
  complexity: 'O(N) where N is the total number of elements in all given sets.',
  arity: -3,
  arguments: [argument.key('destination'), argument.key('key', { multiple: true, keySpecIndex: 1 })],
  flags: ['write', 'denyoom'],
  acl: ['set'],
  keys: [firstKey('OW', 'update'), keyRange(2, -1, 1, 'RO', 'access')],
  run: (ctx, [destination, ...keys]) =>
    store(ctx, destination, union(ctx, readSets(ctx, keys)), events.sunionstore),
});

export const sdiffCommand = command({
  name: 'SDIFF',
  group: 'set',
  since: '1.0.0',
  summary: 'Returns the difference of multiple sets.',
  complexity: 'O(N) where N is the total number of elements in all given sets.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['readonly'],
  acl: ['set'],
  keys: [keyRange(1, -1, 1, 'RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run: (ctx, keys) => new SetReply(difference(ctx, readSets(ctx, keys)).toArray()),
});

export const sdiffstoreCommand = command({
  name: 'SDIFFSTORE',
  group: 'set',
  since: '1.0.0',
  summary: 'Stores the difference of multiple sets in a key.',
  complexity: 'O(N) where N is the total number of elements in all given sets.',
  arity: -3,
  arguments: [argument.key('destination'), argument.key('key', { multiple: true, keySpecIndex: 1 })],
  flags: ['write', 'denyoom'],
  acl: ['set'],
  keys: [firstKey('OW', 'update'), keyRange(2, -1, 1, 'RO', 'access')],
  run: (ctx, [destination, ...keys]) =>
    store(ctx, destination, difference(ctx, readSets(ctx, keys)), events.sdiffstore),
});
