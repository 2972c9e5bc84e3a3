/** The arguments of XREAD and XREADGROUP, which differ only in the group, and the form of their replies. */
import { deadlineFromMilliseconds, integer } from '../../engine/arguments.ts';
import type { Context } from '../../engine/context.ts';
import { CallError, errors, failure } from '../../engine/errors.ts';
import { MapReply, type Reply, type RespVersion } from '../../protocol/reply.ts';

const groupIsForReadGroup = failure(
  'The GROUP option is only supported by XREADGROUP. You called XREAD instead.',
);
const noAckIsForReadGroup = failure(
  'The NOACK option is only supported by XREADGROUP. You called XREAD instead.',
);

export interface ReadRequest {
  keys: string[];
  /** The ID for each key, as the client wrote it. */
  ids: string[];
  /** How many entries of each stream to answer at most; 0 stands for all. */
  count: number;
  /** When to stop waiting, in milliseconds since the epoch. 0 stands for never; undefined does not wait at all. */
  deadline: number | undefined;
  group: string | undefined;
  consumer: string;
  noAck: boolean;
}

export function parseRead(ctx: Context, args: string[], forGroup: boolean): ReadRequest {
  const request: ReadRequest = {
    keys: [],
    ids: [],
    count: 0,
    deadline: undefined,
    group: undefined,
    consumer: '',
    noAck: false,
  };
  for (let i = 0; i < args.length; i++) {
    const option = args[i].toLowerCase();
    const following = args.length - i - 1;
    if (option === 'block' && following >= 1) {
      if (ctx.client.kind === 'script') {
        throw new CallError((name) => `${name} command is not allowed with BLOCK option from scripts`);
      }
      request.deadline = deadlineFromMilliseconds(args[++i], ctx.now);
    } else if (option === 'count' && following >= 1) request.count = Math.max(integer(args[++i]), 0);
    else if (option === 'streams' && following >= 1) {
      takeStreams(ctx, request, args.slice(i + 1), forGroup);
      break;
    } else if (option === 'group' && following >= 2) {
      if (!forGroup) throw groupIsForReadGroup;
      request.group = args[++i];
      request.consumer = args[++i];
    } else if (option === 'noack') {
      if (!forGroup) throw noAckIsForReadGroup;
      request.noAck = true;
    } else throw errors.syntax;
  }
  if (request.keys.length === 0) throw errors.syntax;
  return request;
}

function takeStreams(ctx: Context, request: ReadRequest, words: string[], forGroup: boolean): void {
  if (words.length % 2 === 1) {
    const symbol = forGroup ? '>' : '$';
    throw failure(
      `Unbalanced '${ctx.command.fullName}' list of streams: for each stream key an ID or '${symbol}' must be specified.`,
    );
  }
  request.keys = words.slice(0, words.length / 2);
  request.ids = words.slice(words.length / 2);
}

/** The reply of streams with their entries: a map in RESP3, an array of pairs in RESP2. */
export function streamsReply(results: [key: string, entries: Reply][], resp: RespVersion): Reply {
  return resp === 3 ? new MapReply(results.flat()) : results;
}
