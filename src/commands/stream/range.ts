/** XRANGE, XREVRANGE and XLEN. */
import { Stream } from '../../data/stream.ts';
import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import { NULL_ARRAY, type Reply } from '../../protocol/reply.ts';
import { parseIntervalEnd, parseIntervalStart, rangeReply } from './ids.ts';

/** The number behind COUNT, where a negative one counts as 0; undefined without COUNT. */
function parseCount(options: string[]): number | undefined {
  let count: number | undefined;
  for (let i = 0; i < options.length; i += 2) {
    if (i + 1 >= options.length || !isKeyword(options[i], 'COUNT')) throw errors.syntax;
    count = Math.max(integer(options[i + 1]), 0);
  }
  return count;
}

function range(ctx: Context, [key, first, second, ...options]: string[], reverse: boolean): Reply {
  const start = parseIntervalStart(reverse ? second : first);
  const end = parseIntervalEnd(reverse ? first : second);
  const count = parseCount(options);
  const stream = ctx.db.read(key, Stream);
  if (stream === undefined) return [];
  return count === 0 ? NULL_ARRAY : rangeReply(stream, start, end, reverse, count ?? 0);
}

export const xrangeCommand = command({
  name: 'XRANGE',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns the messages from a stream within a range of IDs.',
  complexity:
    'O(N) with N being the number of elements being returned. If N is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1).',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.string('start'),
    argument.string('end'),
    argument.integer('count', { token: 'COUNT', optional: true }),
  ],
  flags: ['readonly'],
  acl: ['stream'],
  keys: [firstKey('RO', 'access')],
  history: [['6.2.0', 'Added exclusive ranges.']],
  run: (ctx, args) => range(ctx, args, false),
});

export const xrevrangeCommand = command({
  name: 'XREVRANGE',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns the messages from a stream within a range of IDs in reverse order.',
  complexity:
    'O(N) with N being the number of elements returned. If N is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1).',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.string('end'),
    argument.string('start'),
    argument.integer('count', { token: 'COUNT', optional: true }),
  ],
  flags: ['readonly'],
  acl: ['stream'],
  keys: [firstKey('RO', 'access')],
  history: [['6.2.0', 'Added exclusive ranges.']],
  run: (ctx, args) => range(ctx, args, true),
});

export const xlenCommand = command({
  name: 'XLEN',
  group: 'stream',
  since: '5.0.0',
  summary: 'Return the number of messages in a stream.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly', 'fast'],
  acl: ['stream'],
  keys: [firstKey('RO')],
  run: (ctx, [key]) => ctx.db.read(key, Stream)?.length ?? 0,
});
