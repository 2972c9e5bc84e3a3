/** The commands that push and pop at the ends of a list, and LLEN. */
import { List } from '../../data/list.ts';
import { positiveCount } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { wrongArity } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { NULL_ARRAY, type Reply } from '../../protocol/reply.ts';

export type End = 'left' | 'right';

/** The events of pops and pushes, by the end at which they happen. */
export const POPPED = { left: events.lpop, right: events.rpop } as const;
const PUSHED = { left: events.lpush, right: events.rpush } as const;

/** The command that is recorded as the effect of a pop, by the end at which it happens. */
export const POP_COMMAND = { left: 'LPOP', right: 'RPOP' } as const;

/** Pushes values one after the other onto a list, which is created where the key does not exist. */
export function pushValues(
  ctx: Context,
  key: string,
  existing: List | undefined,
  values: string[],
  end: End,
): List {
  const list = existing ?? new List();
  if (existing !== undefined) ctx.db.change(key, PUSHED[end]);
  const limit = ctx.settings.listMaxListpackSize;
  if (end === 'left') list.pushHead(values, limit);
  else list.pushTail(values, limit);
  if (existing === undefined) ctx.db.add(key, list, PUSHED[end]);
  return list;
}

function push(ctx: Context, [key, ...values]: string[], end: End, onlyExisting: boolean): Reply {
  const existing = ctx.db.edit(key, List);
  if (existing === undefined && onlyExisting) return 0;
  return pushValues(ctx, key, existing, values, end).length;
}

/** Takes one element off a stored list that is not empty. The caller has announced the change before. */
export function takeOne(ctx: Context, list: List, end: End): string {
  const limit = ctx.settings.listMaxListpackSize;
  return (end === 'left' ? list.popHead(limit) : list.popTail(limit)) as string;
}

/** Pops up to `count` elements, which must be at least 1, the outermost one first. */
export function popValues(ctx: Context, key: string, list: List, end: End, count: number): string[] {
  ctx.db.change(key, POPPED[end]);
  const taken = Math.min(count, list.length);
  let values: string[];
  if (taken === 1) values = [takeOne(ctx, list, end)];
  else {
    const from = end === 'left' ? 0 : list.length - taken;
    values = list.range(from, from + taken);
    if (end === 'right') values.reverse();
    list.removeRange(from, taken, ctx.settings.listMaxListpackSize);
  }
  if (list.length === 0) ctx.db.delete(key, events.del);
  return values;
}

function pop(ctx: Context, [key, given, ...more]: string[], end: End): Reply {
  if (more.length > 0) throw wrongArity(POPPED[end].name);
  const count = given === undefined ? 1 : positiveCount(given);
  const list = ctx.db.edit(key, List);
  if (list === undefined) return given === undefined ? null : NULL_ARRAY;
  if (count === 0) return [];
  const values = popValues(ctx, key, list, end, count);
  return given === undefined ? values[0] : values;
}

export const lpushCommand = command({
  name: 'LPUSH',
  group: 'list',
  since: '1.0.0',
  summary: "Prepends one or more elements to a list. Creates the key if it doesn't exist.",
  complexity:
    'O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('element', { multiple: true })],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['list'],
  keys: [firstKey('RW', 'insert')],
  history: [['2.4.0', 'Accepts multiple `element` arguments.']],
  run: (ctx, args) => push(ctx, args, 'left', false),
});

export const rpushCommand = command({
  name: 'RPUSH',
  group: 'list',
  since: '1.0.0',
  summary: "Appends one or more elements to a list. Creates the key if it doesn't exist.",
  complexity:
    'O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('element', { multiple: true })],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['list'],
  keys: [firstKey('RW', 'insert')],
  history: [['2.4.0', 'Accepts multiple `element` arguments.']],
  run: (ctx, args) => push(ctx, args, 'right', false),
});

export const lpushxCommand = command({
  name: 'LPUSHX',
  group: 'list',
  since: '2.2.0',
  summary: 'Prepends one or more elements to a list only when the list exists.',
  complexity:
    'O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('element', { multiple: true })],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['list'],
  keys: [firstKey('RW', 'insert')],
  history: [['4.0.0', 'Accepts multiple `element` arguments.']],
  run: (ctx, args) => push(ctx, args, 'left', true),
});

export const rpushxCommand = command({
  name: 'RPUSHX',
  group: 'list',
  since: '2.2.0',
  summary: 'Appends an element to a list only when the list exists.',
  complexity:
    'O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.',
  arity: -3,
  arguments: [argument.key('key'), argument.string('element', { multiple: true })],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['list'],
  keys: [firstKey('RW', 'insert')],
  history: [['4.0.0', 'Accepts multiple `element` arguments.']],
  run: (ctx, args) => push(ctx, args, 'right', true),
});

export const lpopCommand = command({
  name: 'LPOP',
  group: 'list',
  since: '1.0.0',
  summary:
    'Returns the first elements in a list after removing it. Deletes the list if the last element was popped.',
  complexity: 'O(N) where N is the number of elements returned',
  arity: -2,
  arguments: [argument.key('key'), argument.integer('count', { optional: true, since: '6.2.0' })],
  flags: ['write', 'fast'],
  acl: ['list'],
  keys: [firstKey('RW', 'access', 'delete')],
  history: [['6.2.0', 'Added the `count` argument.']],
  run: (ctx, args) => pop(ctx, args, 'left'),
});

export const rpopCommand = command({
  name: 'RPOP',
  group: 'list',
  since: '1.0.0',
  summary:
    'Returns and removes the last elements of a list. Deletes the list if the last element was popped.',
  complexity: 'O(N) where N is the number of elements returned',
  arity: -2,
  arguments: [argument.key('key'), argument.integer('count', { optional: true, since: '6.2.0' })],
  flags: ['write', 'fast'],
  acl: ['list'],
  keys: [firstKey('RW', 'access', 'delete')],
  history: [['6.2.0', 'Added the `count` argument.']],
  run: (ctx, args) => pop(ctx, args, 'right'),
});

export const llenCommand = command({
  name: 'LLEN',
  group: 'list',
  since: '1.0.0',
  summary: 'Returns the length of a list.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['list'],
  keys: [firstKey('RO')],
  run: (ctx, [key]) => ctx.db.read(key, List)?.length ?? 0,
});
