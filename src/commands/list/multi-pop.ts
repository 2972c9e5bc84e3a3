/** LMPOP, BLPOP, BRPOP, BLMPOP: all pop from the first of several lists that exists. */
import { List } from '../../data/list.ts';
import { deadlineFromSeconds, integer, isKeyword } from '../../engine/arguments.ts';
import { command, countedKeys, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { type ErrorReply, NULL_ARRAY, type Reply } from '../../protocol/reply.ts';
import { blockForLists } from './block.ts';
import { type End, POP_COMMAND, popValues } from './ends.ts';
import { ENDS, parseEnd } from './move.ts';

interface MultiPop {
  keys: string[];
  end: End;
  count: number;
}

function atLeastOne(text: string, error: ErrorReply): number {
  const value = integer(text, error);
  if (value < 1) throw error;
  return value;
}

/** Reads the arguments `numkeys key [key ...] LEFT|RIGHT [COUNT count]`. */
function parseMultiPop(args: string[]): MultiPop {
  const keyCount = atLeastOne(args[0], errors.numkeysNotPositive);
  if (keyCount + 1 >= args.length) throw errors.syntax;
  const end = parseEnd(args[keyCount + 1]);
  let count: number | undefined;
  for (let at = keyCount + 2; at < args.length; at += 2) {
    if (count !== undefined || !isKeyword(args[at], 'COUNT') || at + 1 >= args.length) throw errors.syntax;
    count = atLeastOne(args[at + 1], errors.countMustBePositive);
  }
  return { keys: args.slice(1, keyCount + 1), end, count: count ?? 1 };
}

/** Pops up to `count` elements off the first of the lists that exists; undefined where none does. */
function popFirst(
  ctx: Context,
  { keys, end, count }: MultiPop,
): { key: string; values: string[] } | undefined {
  for (const key of keys) {
    const list = ctx.db.edit(key, List);
    if (list !== undefined) return { key, values: popValues(ctx, key, list, end, count) };
  }
  return undefined;
}

function popMany(ctx: Context, request: MultiPop): Reply | undefined {
  const popped = popFirst(ctx, request);
  if (popped === undefined) return undefined;
  ctx.replaceEffect([POP_COMMAND[request.end], popped.key, `${popped.values.length}`]);
  return [popped.key, popped.values];
}

function popOneBlocking(ctx: Context, args: string[], end: End): Reply | undefined {
  const keys = args.slice(0, -1);
  const deadline = deadlineFromSeconds(args[args.length - 1], ctx.now);
  return blockForLists(ctx, keys, deadline, (context) => {
    const popped = popFirst(context, { keys, end, count: 1 });
    if (popped === undefined) return undefined;
    context.replaceEffect([POP_COMMAND[end], popped.key]);
    return [popped.key, popped.values[0]];
  });
}

/** The arguments that `parseMultiPop` reads, as COMMAND DOCS describes them. */
const MULTI_POP = [
  argument.integer('numkeys'),
  argument.key('key', { multiple: true }),
  argument.oneof('where', ENDS),
  argument.integer('count', { token: 'COUNT', optional: true }),
];

export const lmpopCommand = command({
  name: 'LMPOP',
  group: 'list',
  since: '7.0.0',
  summary:
    'Returns multiple elements from a list after removing them. Deletes the list if the last element was popped.',
  complexity: 'O(N+M) where N is the number of provided keys and M is the number of elements returned.',
  arity: -4,
  arguments: [...MULTI_POP],
  flags: ['write'],
  acl: ['list'],
  keys: [countedKeys(1, 'RW', 'access', 'delete')],
  run: (ctx, args) => popMany(ctx, parseMultiPop(args)) ?? NULL_ARRAY,
});

export const blpopCommand = command({
  name: 'BLPOP',
  group: 'list',
  since: '2.0.0',
  summary:
    'Removes and returns the first element in a list. Blocks until an element is available otherwise. Deletes the list if the last element was popped.',
  complexity: 'O(N) where N is the number of provided keys.',
  arity: -3,
  arguments: [argument.key('key', { multiple: true }), argument.double('timeout')],
  flags: ['write', 'blocking'],
  acl: ['list'],
  keys: [keyRange(1, -2, 1, 'RW', 'access', 'delete')],
  history: [['6.0.0', '`timeout` is interpreted as a double instead of an integer.']],
  run: (ctx, args) => popOneBlocking(ctx, args, 'left'),
});

export const brpopCommand = command({
  name: 'BRPOP',
  group: 'list',
  since: '2.0.0',
  summary:
    'Removes and returns the last element in a list. Blocks until an element is available otherwise. Deletes the list if the last element was popped.',
  complexity: 'O(N) where N is the number of provided keys.',
  arity: -3,
  arguments: [argument.key('key', { multiple: true }), argument.double('timeout')],
  flags: ['write', 'blocking'],
  acl: ['list'],
  keys: [keyRange(1, -2, 1, 'RW', 'access', 'delete')],
  history: [['6.0.0', '`timeout` is interpreted as a double instead of an integer.']],
  run: (ctx, args) => popOneBlocking(ctx, args, 'right'),
});

export const blmpopCommand = command({
  name: 'BLMPOP',
  group: 'list',
  since: '7.0.0',
  summary:
    'Pops the first element from one of multiple lists. Blocks until an element is available otherwise. Deletes the list if the last element was popped.',
  complexity: 'O(N+M) where N is the number of provided keys and M is the number of elements returned.',
  arity: -5,
  arguments: [argument.double('timeout'), ...MULTI_POP],
  flags: ['write', 'blocking'],
  acl: ['list'],
  keys: [countedKeys(2, 'RW', 'access', 'delete')],
  run(ctx, [timeout, ...args]) {
    const request = parseMultiPop(args);
    const deadline = deadlineFromSeconds(timeout, ctx.now);
    return blockForLists(ctx, request.keys, deadline, (context) => popMany(context, request));
  },
});
