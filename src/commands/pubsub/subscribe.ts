/**
 * Subscribing and unsubscribing. Each channel is confirmed by a message of its own instead of one reply, in
 * RESP3 by a push; its last item is the number of subscriptions left.
 */

import { type CommandResult, command, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import type { SubscriptionKind } from '../../engine/pubsub.ts';
import { PushReply, type Reply } from '../../protocol/reply.ts';

/** The number that a confirmation tells: shard channels are counted apart. */
function subscriptions({ client }: Context, kind: SubscriptionKind): number {
  return kind === 'shardChannels' ? client.shardChannels.size : client.subscriptionCount;
}

/**
 * Sends the confirmations that answer a command. They are sent even where CLIENT REPLY turned replies off. Within EXEC a single
 * confirmation is returned instead, because it is an item of the array that EXEC answers.
 */
function confirm(
  { client, transaction }: Context,
  messages: Iterable<Reply[]>,
  count: number,
): CommandResult {
  for (const items of messages) {
    const push = new PushReply(items);
    if (transaction?.executing && count === 1) return push;
    client.confirm(push);
  }
  return undefined;
}

function subscribeTo(ctx: Context, kind: SubscriptionKind, word: string, names: string[]): CommandResult {
  function* messages(): IterableIterator<Reply[]> {
    for (const name of names) {
      ctx.engine.pubsub.subscribe(ctx.client, kind, name);
      yield [word, name, subscriptions(ctx, kind)];
    }
  }
  return confirm(ctx, messages(), names.length);
}

/** Ends the named subscriptions of a kind, or all of them without names. If there was none, one message says so. */
function unsubscribeFrom(ctx: Context, kind: SubscriptionKind, word: string, names: string[]): CommandResult {
  const wanted = names.length > 0 ? names : [...ctx.client[kind]];
  function* messages(): IterableIterator<Reply[]> {
    for (const name of wanted) {
      ctx.engine.pubsub.unsubscribe(ctx.client, kind, name);
      yield [word, name, subscriptions(ctx, kind)];
    }
    if (wanted.length === 0) yield [word, null, subscriptions(ctx, kind)];
  }
  return confirm(ctx, messages(), Math.max(wanted.length, 1));
}

export const subscribeCommand = command({
  name: 'SUBSCRIBE',
  group: 'pubsub',
  since: '2.0.0',
  summary: 'Listens for messages published to channels.',
  complexity: 'O(N) where N is the number of channels to subscribe to.',
  arity: -2,
  arguments: [argument.string('channel', { multiple: true })],
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: (ctx, channels) => subscribeTo(ctx, 'channels', 'subscribe', channels),
});

export const unsubscribeCommand = command({
  name: 'UNSUBSCRIBE',
  group: 'pubsub',
  since: '2.0.0',
  summary: 'Stops listening to messages posted to channels.',
  complexity: 'O(N) where N is the number of channels to unsubscribe.',
  arity: -1,
  arguments: [argument.string('channel', { optional: true, multiple: true })],
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: (ctx, channels) => unsubscribeFrom(ctx, 'channels', 'unsubscribe', channels),
});

export const psubscribeCommand = command({
  name: 'PSUBSCRIBE',
  group: 'pubsub',
  since: '2.0.0',
  summary: 'Listens for messages published to channels that match one or more patterns.',
  complexity: 'O(N) where N is the number of patterns to subscribe to.',
  arity: -2,
  arguments: [argument.pattern('pattern', { multiple: true })],
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: (ctx, patterns) => subscribeTo(ctx, 'patterns', 'psubscribe', patterns),
});

export const punsubscribeCommand = command({
  name: 'PUNSUBSCRIBE',
  group: 'pubsub',
  since: '2.0.0',
  summary: 'Stops listening to messages published to channels that match one or more patterns.',
  complexity: 'O(N) where N is the number of patterns to unsubscribe.',
  arity: -1,
  arguments: [argument.pattern('pattern', { optional: true, multiple: true })],
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: (ctx, patterns) => unsubscribeFrom(ctx, 'patterns', 'punsubscribe', patterns),
});

export const ssubscribeCommand = command({
  name: 'SSUBSCRIBE',
  group: 'pubsub',
  since: '7.0.0',
  summary: 'Listens for messages published to shard channels.',
  complexity: 'O(N) where N is the number of shard channels to subscribe to.',
  arity: -2,
  arguments: [argument.string('shardchannel', { multiple: true })],
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  keys: [keyRange(1, -1, 1, 'not_key')],
  run(ctx, channels) {
    if (ctx.transaction?.executing) {
      throw failure("SSUBSCRIBE isn't allowed for a DENY BLOCKING client");
    }
    return subscribeTo(ctx, 'shardChannels', 'ssubscribe', channels);
  },
});

export const sunsubscribeCommand = command({
  name: 'SUNSUBSCRIBE',
  group: 'pubsub',
  since: '7.0.0',
  summary: 'Stops listening to messages posted to shard channels.',
  complexity: 'O(N) where N is the number of shard channels to unsubscribe.',
  arity: -1,
  arguments: [argument.string('shardchannel', { optional: true, multiple: true })],
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  keys: [keyRange(1, -1, 1, 'not_key')],
  run: (ctx, channels) => unsubscribeFrom(ctx, 'shardChannels', 'sunsubscribe', channels),
});
