/** WAIT and WAITAOF: how many replicas have received what a client wrote, and how many have it in their files. */
import { parseInteger64 } from '../../bytes/number.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';

/** Since there are no replicas, a client that asks for some waits until its timeout. */
function waitForReplicas(ctx: Context, args: string[], aof: boolean) {
  const numbers = args.map((text) => {
    const number = parseInteger64(text);
    if (number === undefined) throw errors.notAnInteger;
    return Number(number);
  });
  const timeout = numbers[numbers.length - 1];
  if (timeout < 0) throw errors.timeoutNegative;
  if (aof && (numbers[0] < 0 || numbers[0] > 1))
    throw failure('value is out of range, value must between 0 and 1');
  if (aof && numbers[1] < 0) throw errors.notPositive;
  if (aof && numbers[0] > 0) {
    throw failure('WAITAOF cannot be used when numlocal is set but appendonly is disabled.');
  }
  const reply = aof ? [0, 0] : 0;
  const wanted = aof ? numbers[1] : numbers[0];
  if (wanted <= 0) return reply;
  return ctx.block({
    keys: [],
    deadline: timeout === 0 ? 0 : ctx.now + timeout,
    retry: () => undefined,
    timeoutReply: reply,
  });
}

export const waitCommand = command({
  name: 'WAIT',
  group: 'generic',
  since: '3.0.0',
  summary:
    'Blocks until the asynchronous replication of all preceding write commands sent by the connection is completed.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.integer('numreplicas'), argument.integer('timeout')],
  flags: [],
  acl: ['connection'],
  tips: ['request_policy:all_shards', 'response_policy:agg_min'],
  run: (ctx, args) => waitForReplicas(ctx, args, false),
});

export const waitaofCommand = command({
  name: 'WAITAOF',
  group: 'generic',
  since: '7.2.0',
  summary:
    'Blocks until all of the preceding write commands sent by the connection are written to the append-only file of the master and/or replicas.',
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.integer('numlocal'), argument.integer('numreplicas'), argument.integer('timeout')],
  flags: ['noscript'],
  acl: ['connection'],
  tips: ['request_policy:all_shards', 'response_policy:agg_min'],
  run: (ctx, args) => waitForReplicas(ctx, args, true),
});
