/** LMOVE and RPOPLPUSH, which move an element from one list to another, and the forms of both that wait for it. */
import { List } from '../../data/list.ts';
import { deadlineFromSeconds, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import { blockForLists } from './block.ts';
import { type End, POPPED, pushValues, takeOne } from './ends.ts';

/**
 * Reads LEFT or RIGHT, in any case.
 * @throws ErrorReply for any other word
 */
export function parseEnd(text: string): End {
  if (isKeyword(text, 'LEFT')) return 'left';
  if (isKeyword(text, 'RIGHT')) return 'right';
  throw errors.syntax;
}

/** The words that `parseEnd` reads, as COMMAND DOCS describes them. */
export const ENDS = [argument.pureToken('LEFT'), argument.pureToken('RIGHT')];

/** Moves one element; undefined where the source does not exist. */
function move(ctx: Context, from: string, to: string, fromEnd: End, toEnd: End): string | undefined {
  const source = ctx.db.edit(from, List);
  if (source === undefined) return undefined;
  const destination = ctx.db.edit(to, List);
  ctx.db.change(from, events.silent);
  const value = takeOne(ctx, source, fromEnd);
  pushValues(ctx, to, destination, [value], toEnd);
  // Redis announces the event of the push before that of the pop.
  ctx.db.announceLate(from, POPPED[fromEnd]);
  if (source.length === 0) ctx.db.delete(from, events.del);
  return value;
}

/** Moves one element as soon as there is one. `effect` is the command that does so without waiting, to be replayed. */
function moveBlocking(
  ctx: Context,
  [from, to]: string[],
  ends: [from: End, to: End],
  timeout: string,
  effect: string[],
): Reply | undefined {
  const deadline = deadlineFromSeconds(timeout, ctx.now);
  const attempt = (context: Context): Reply | undefined => {
    const value = move(context, from, to, ...ends);
    if (value !== undefined) context.replaceEffect(effect);
    return value;
  };
  return blockForLists(ctx, [from], deadline, attempt, null);
}

export const lmoveCommand = command({
  name: 'LMOVE',
  group: 'list',
  since: '6.2.0',
  summary:
    'Returns an element after popping it from one list and pushing it to another. Deletes the list if the last element was moved.',
  complexity: 'O(1)',
  arity: 5,
  arguments: [
    argument.key('source'),
    argument.key('destination', { keySpecIndex: 1 }),
    argument.oneof('wherefrom', ENDS),
    argument.oneof('whereto', ENDS),
  ],
  flags: ['write', 'denyoom'],
  acl: ['list'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],
  run: (ctx, [from, to, fromEnd, toEnd]) => move(ctx, from, to, parseEnd(fromEnd), parseEnd(toEnd)) ?? null,
});

export const rpoplpushCommand = command({
  name: 'RPOPLPUSH',
  group: 'list',
  since: '1.2.0',
  summary:
    'Returns the last element of a list after removing and pushing it to another list. Deletes the list if the last element was popped.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('source'), argument.key('destination', { keySpecIndex: 1 })],
  flags: ['write', 'denyoom'],
  acl: ['list'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],
  deprecatedSince: '6.2.0',
  replacedBy: '`LMOVE` with the `RIGHT` and `LEFT` arguments',
  run: (ctx, [from, to]) => move(ctx, from, to, 'right', 'left') ?? null,
});

export const blmoveCommand = command({
  name: 'BLMOVE',
  group: 'list',
  since: '6.2.0',
  summary:
    'Pops an element from a list, pushes it to another list and returns it. Blocks until an element is available otherwise. Deletes the list if the last element was moved.',
  complexity: 'O(1)',
  arity: 6,
  arguments: [
    argument.key('source'),
    argument.key('destination', { keySpecIndex: 1 }),
    argument.oneof('wherefrom', ENDS),
    argument.oneof('whereto', ENDS),
    argument.double('timeout'),
  ],
  flags: ['write', 'denyoom', 'blocking'],
  acl: ['list'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],
  run(ctx, args) {
    const [from, to, fromEnd, toEnd, timeout] = args;
    const ends: [End, End] = [parseEnd(fromEnd), parseEnd(toEnd)];
    return moveBlocking(ctx, [from, to], ends, timeout, ['LMOVE', from, to, fromEnd, toEnd]);
  },
});

export const brpoplpushCommand = command({
  name: 'BRPOPLPUSH',
  group: 'list',
  since: '2.2.0',
  summary:
    'Pops an element from a list, pushes it to another list and returns it. Block until an element is available otherwise. Deletes the list if the last element was popped.',
  complexity: 'O(1)',
  arity: 4,
  arguments: [
    argument.key('source'),
    argument.key('destination', { keySpecIndex: 1 }),
    argument.double('timeout'),
  ],
  flags: ['write', 'denyoom', 'blocking'],
  acl: ['list'],
  keys: [firstKey('RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],
  deprecatedSince: '6.2.0',
  replacedBy: '`BLMOVE` with the `RIGHT` and `LEFT` arguments',
  history: [['6.0.0', '`timeout` is interpreted as a double instead of an integer.']],
  run: (ctx, [from, to, timeout]) =>
    moveBlocking(ctx, [from, to], ['right', 'left'], timeout, ['RPOPLPUSH', from, to]),
});
