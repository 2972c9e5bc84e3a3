/** XREAD, which answers the entries behind given IDs, or waits for them. */
import { Stream } from '../../data/stream.ts';
import {
  compareStreamIds,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  type StreamId,
} from '../../data/stream-id.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { ErrorReply, NULL_ARRAY, type Reply } from '../../protocol/reply.ts';
import { parseId, rangeReply } from './ids.ts';
import { parseRead, type ReadRequest, streamsReply } from './read-request.ts';

const newIsForGroups = failure(
  'The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.',
);

/** The ID after which a stream is read. */
function parsePosition(ctx: Context, key: string, text: string): StreamId {
  const stream = ctx.db.read(key, Stream);
  if (text === '$') return stream?.lastId ?? MIN_STREAM_ID;
  if (text === '>') throw newIsForGroups;
  return parseId(text);
}

/** The new entries of each stream that has any; undefined when none has. */
function readNew(ctx: Context, { keys, count }: ReadRequest, positions: StreamId[]): Reply | undefined {
  const results: [string, Reply][] = [];
  for (const [i, key] of keys.entries()) {
    const stream = ctx.db.read(key, Stream);
    const last = stream?.edgeId(true) ?? null;
    if (stream === undefined || last === null || compareStreamIds(last, positions[i]) <= 0) continue;
    const start = nextStreamId(positions[i]) ?? MAX_STREAM_ID;
    results.push([key, rangeReply(stream, start, MAX_STREAM_ID, false, count)]);
  }
  return results.length === 0 ? undefined : streamsReply(results, ctx.resp);
}

function read(ctx: Context, args: string[]): Reply | undefined {
  const request = parseRead(ctx, args, false);
  // The position `$` is the last ID at the time when the command came, however long it waits.
  const positions = request.keys.map((key, i) => parsePosition(ctx, key, request.ids[i]));
  const reply = readNew(ctx, request, positions);
  if (reply !== undefined) return reply;
  if (request.deadline === undefined) return NULL_ARRAY;
  const retry = (waiting: Context): Reply | undefined => {
    if (!request.keys.some((key) => waiting.db.find(key)?.value instanceof Stream)) return undefined;
    try {
      return readNew(waiting, request, positions);
    } catch (error) {
      if (error instanceof ErrorReply) return error;
      throw error;
    }
  };
  return ctx.block({ keys: request.keys, deadline: request.deadline, retry, timeoutReply: NULL_ARRAY });
}

export const xreadCommand = command({
  name: 'XREAD',
  group: 'stream',
  since: '5.0.0',
  summary:
    'Returns messages from multiple streams with IDs greater than the ones requested. Blocks until a message is available otherwise.',
  arity: -4,
  arguments: [
    argument.integer('count', { token: 'COUNT', optional: true }),
    argument.integer('milliseconds', { token: 'BLOCK', optional: true }),
    argument.block(
      'streams',
      [argument.key('key', { multiple: true }), argument.string('id', { multiple: true })],
      { token: 'STREAMS' },
    ),
  ],
  flags: ['blocking', 'readonly', 'blocking'],
  acl: ['stream'],
  keys: [
    {
      flags: ['RO', 'access'],
      begin: { keyword: 'STREAMS', startFrom: 1 },
      find: { lastKey: -1, keyStep: 1, limit: 2 },
    },
  ],
  run: read,
});
