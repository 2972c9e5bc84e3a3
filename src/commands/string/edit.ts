/** The commands that edit strings in place, or read parts of them: APPEND, SETRANGE, GETRANGE and STRLEN. */
import { GrowableBytes } from '../../data/growable-bytes.ts';
import { integer, integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { editableBytes, lengthOf, stringOf } from '../../engine/values.ts';

function checkLength(ctx: Context, length: number): void {
  if (length > ctx.settings.protoMaxBulkLen) throw errors.stringTooLong;
}

export const appendCommand = command({
  name: 'APPEND',
  group: 'string',
  since: '2.0.0',
  summary: "Appends a string to the value of a key. Creates the key if it doesn't exist.",
  complexity:
    'O(1). The amortized time complexity is O(1) assuming the appended value is small and the already present value is of any size, since the dynamic string library used by Redis will double the free space available on every reallocation.',
  arity: 3,
  arguments: [argument.key('key'), argument.string('value')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['string'],
  keys: [firstKey('RW', 'insert')],
  run(ctx, [key, text]) {
    const entry = ctx.db.editEntry(key);
    if (entry === undefined) {
      ctx.db.add(key, text, events.append);
      return text.length;
    }
    const length = lengthOf(entry.value) + text.length;
    checkLength(ctx, length);
    ctx.db.change(key, events.append);
    editableBytes(entry).append(text);
    return length;
  },
});

export const setrangeCommand = command({
  name: 'SETRANGE',
  group: 'string',
  since: '2.2.0',
  summary:
    "Overwrites a part of a string value with another by an offset. Creates the key if it doesn't exist.",
  complexity:
    'O(1), not counting the time taken to copy the new string in place. Usually, this string is very small so the amortized complexity is O(1). Otherwise, complexity is O(M) with M being the length of the value argument.',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('offset'), argument.string('value')],
  flags: ['write', 'denyoom'],
  acl: ['string'],
  keys: [firstKey('RW', 'update')],
  run(ctx, [key, offsetText, text]) {
    const offset = integer(offsetText);
    if (offset < 0) throw errors.offsetOutOfRange;
    const entry = ctx.db.editEntry(key);
    const before = entry === undefined ? 0 : lengthOf(entry.value);
    if (text.length === 0) return before;
    checkLength(ctx, offset + text.length);
    if (entry === undefined) {
      const bytes = new GrowableBytes('', offset + text.length);
      bytes.setRange(offset, text);
      ctx.db.add(key, bytes, events.setrange);
    } else {
      ctx.db.change(key, events.setrange);
      editableBytes(entry).setRange(offset, text);
    }
    return Math.max(before, offset + text.length);
  },
});

const RANGE_COMPLEXITY =
  'O(N) where N is the length of the returned string. The complexity is ultimately determined by the returned length, but because creating a substring from an existing string is very cheap, it can be considered O(1) for small strings.';

function range(ctx: Context, [key, startText, endText]: string[]): string {
  let start = Number(integer64(startText));
  let end = Number(integer64(endText));
  const entry = ctx.db.lookup(key);
  if (entry === undefined) return '';
  const length = lengthOf(entry.value);
  if (start < 0 && end < 0 && start > end) return '';
  if (start < 0) start = Math.max(0, length + start);
  if (end < 0) end = Math.max(0, length + end);
  end = Math.min(end, length - 1);
  if (start > end || length === 0) return '';
  if (entry.value instanceof GrowableBytes) return entry.value.getRange(start, end + 1);
  return stringOf(entry.value).slice(start, end + 1);
}

export const getrangeCommand = command({
  name: 'GETRANGE',
  group: 'string',
  since: '2.4.0',
  summary: 'Returns a substring of the string stored at a key.',
  complexity: RANGE_COMPLEXITY,
  arity: 4,
  arguments: [argument.key('key'), argument.integer('start'), argument.integer('end')],
  flags: ['readonly'],
  acl: ['string'],
  keys: [firstKey('RO', 'access')],
  run: range,
});

export const substrCommand = command({
  name: 'SUBSTR',
  group: 'string',
  since: '1.0.0',
  summary: 'Returns a substring from a string value.',
  complexity: RANGE_COMPLEXITY,
  arity: 4,
  arguments: [argument.key('key'), argument.integer('start'), argument.integer('end')],
  flags: ['readonly'],
  acl: ['string'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '2.0.0',
  replacedBy: '`GETRANGE`',
  run: range,
});

export const strlenCommand = command({
  name: 'STRLEN',
  group: 'string',
  since: '2.2.0',
  summary: 'Returns the length of a string value.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['string'],
  keys: [firstKey('RO')],
  run(ctx, [key]) {
    const entry = ctx.db.lookup(key);
    return entry === undefined ? 0 : lengthOf(entry.value);
  },
});
