/** The commands that find elements by their index or value: LINDEX, LSET, LINSERT, LREM, LRANGE and LTRIM. */
import { List } from '../../data/list.ts';
import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { OK } from '../../protocol/reply.ts';

/** An index that counts from the head. A negative `index` counts from the tail, with -1 as the last element. */
const fromHead = (index: number, length: number): number => (index < 0 ? length + index : index);

/** The indices from `from` to below `to`, for two that may be negative and are both included; none where `from` >= `to`. */
function rangeOf(start: number, stop: number, length: number): [from: number, to: number] {
  return [Math.max(fromHead(start, length), 0), Math.min(fromHead(stop, length) + 1, length)];
}

export const lindexCommand = command({
  name: 'LINDEX',
  group: 'list',
  since: '1.0.0',
  summary: 'Returns an element from a list by its index.',
  complexity:
    'O(N) where N is the number of elements to traverse to get to the element at index. This makes asking for the first or the last element of the list O(1).',
  arity: 3,
  arguments: [argument.key('key'), argument.integer('index')],
  flags: ['readonly'],
  acl: ['list'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, text]) {
    const list = ctx.db.read(key, List);
    if (list === undefined) return null;
    return list.get(fromHead(integer(text), list.length)) ?? null;
  },
});

export const lsetCommand = command({
  name: 'LSET',
  group: 'list',
  since: '1.0.0',
  summary: 'Sets the value of an element in a list by its index.',
  complexity:
    'O(N) where N is the length of the list. Setting either the first or the last element of the list is O(1).',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('index'), argument.string('element')],
  flags: ['write', 'denyoom'],
  acl: ['list'],
  keys: [firstKey('RW', 'update')],
  run(ctx, [key, text, value]) {
    const list = ctx.db.edit(key, List);
    if (list === undefined) throw errors.noSuchKey;
    const index = fromHead(integer(text), list.length);
    const limit = ctx.settings.listMaxListpackSize;
    // Redis chooses the encoding that the new element needs before it looks at the index, so an error may change it, too.
    list.prepare([value], limit);
    if (index < 0 || index >= list.length) throw errors.indexOutOfRange;
    ctx.db.change(key, events.lset);
    list.set(index, value, limit);
    return OK;
  },
});

export const linsertCommand = command({
  name: 'LINSERT',
  group: 'list',
  since: '2.2.0',
  summary: 'Inserts an element before or after another element in a list.',
  complexity:
    'O(N) where N is the number of elements to traverse before seeing the value pivot. This means that inserting somewhere on the left end on the list (head) can be considered O(1) and inserting somewhere on the right end (tail) is O(N).',
  arity: 5,
  arguments: [
    argument.key('key'),
    argument.oneof('where', [argument.pureToken('BEFORE'), argument.pureToken('AFTER')]),
    argument.string('pivot'),
    argument.string('element'),
  ],
  flags: ['write', 'denyoom'],
  acl: ['list'],
  keys: [firstKey('RW', 'insert')],
  run(ctx, [key, where, pivot, value]) {
    const after = isKeyword(where, 'AFTER');
    if (!after && !isKeyword(where, 'BEFORE')) throw errors.syntax;
    const list = ctx.db.edit(key, List);
    if (list === undefined) return 0;
    const limit = ctx.settings.listMaxListpackSize;
    list.prepare([value], limit);
    let found = -1;
    list.visit((element, index) => {
      if (element === pivot) found = index;
      return found < 0;
    });
    if (found < 0) return -1;
    ctx.db.change(key, events.linsert);
    list.insert(found, after, value, limit);
    return list.length;
  },
});

export const lremCommand = command({
  name: 'LREM',
  group: 'list',
  since: '1.0.0',
  summary: 'Removes elements from a list. Deletes the list if the last element was removed.',
  complexity: 'O(N+M) where N is the length of the list and M is the number of elements removed.',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('count'), argument.string('element')],
  flags: ['write'],
  acl: ['list'],
  keys: [firstKey('RW', 'delete')],
  run(ctx, [key, text, value]) {
    const count = integer(text);
    const list = ctx.db.edit(key, List);
    if (list === undefined) return 0;
    let present = false;
    list.visit((element) => {
      present = element === value;
      return !present;
    });
    if (!present) return 0;
    ctx.db.change(key, events.lrem);
    const removed = list.remove(value, count, ctx.settings.listMaxListpackSize);
    if (list.length === 0) ctx.db.delete(key, events.del);
    return removed;
  },
});

export const lrangeCommand = command({
  name: 'LRANGE',
  group: 'list',
  since: '1.0.0',
  summary: 'Returns a range of elements from a list.',
  complexity:
    'O(S+N) where S is the distance of start offset from HEAD for small lists, from nearest end (HEAD or TAIL) for large lists; and N is the number of elements in the specified range.',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('start'), argument.integer('stop')],
  flags: ['readonly'],
  acl: ['list'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, first, last]) {
    const start = integer(first);
    const stop = integer(last);
    const list = ctx.db.read(key, List);
    return list === undefined ? [] : list.range(...rangeOf(start, stop, list.length));
  },
});

export const ltrimCommand = command({
  name: 'LTRIM',
  group: 'list',
  since: '1.0.0',
  summary: 'Removes elements from both ends a list. Deletes the list if all elements were trimmed.',
  complexity: 'O(N) where N is the number of elements to be removed by the operation.',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('start'), argument.integer('stop')],
  flags: ['write'],
  acl: ['list'],
  keys: [firstKey('RW', 'delete')],
  run(ctx, [key, first, last]) {
    const start = integer(first);
    const stop = integer(last);
    const list = ctx.db.edit(key, List);
    if (list === undefined) return OK;
    const [from, to] = rangeOf(start, stop, list.length);
    const limit = ctx.settings.listMaxListpackSize;
    ctx.db.change(key, events.ltrim);
    // Where nothing is cut off Redis announces the event all the same, and breaks a WATCH, but there is nothing to replay.
    if (from === 0 && to === list.length) ctx.replaceEffect();
    if (from >= to) list.removeRange(0, list.length, limit);
    else {
      list.removeRange(to, list.length - to, limit);
      list.removeRange(0, from, limit);
    }
    if (list.length === 0) ctx.db.delete(key, events.del);
    return OK;
  },
});
