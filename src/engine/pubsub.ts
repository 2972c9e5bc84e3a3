/**
 * The subscriptions of all clients to channels, patterns and shard channels. Messages are pushes (arrays in RESP2), and
 * are sent in the order in which they were published.
 */
import { globMatch } from '../bytes/glob.ts';
import { TextMap } from '../data/text-map.ts';
import { PushReply } from '../protocol/reply.ts';
import type { Client } from './client.ts';

/** The kinds of subscription: where the client keeps its own, and the words of its messages. */
export type SubscriptionKind = 'channels' | 'patterns' | 'shardChannels';

export class PubSub {
  readonly channels = new TextMap<Set<Client>>();
  readonly patterns = new TextMap<Set<Client>>();
  readonly shardChannels = new TextMap<Set<Client>>();

  /** Answers whether the subscription is new. */
  subscribe(client: Client, kind: SubscriptionKind, name: string): boolean {
    if (client[kind].has(name)) return false;
    client[kind].add(name);
    const clients = this[kind].get(name);
    if (clients) clients.add(client);
    else this[kind].set(name, new Set([client]));
    return true;
  }

  /** Answers whether there was such a subscription. */
  unsubscribe(client: Client, kind: SubscriptionKind, name: string): boolean {
    if (!client[kind].delete(name)) return false;
    const clients = this[kind].get(name);
    clients?.delete(client);
    if (clients?.size === 0) this[kind].delete(name);
    return true;
  }

  /** Ends all of a client's subscriptions without a message. */
  forget(client: Client): void {
    for (const kind of ['channels', 'patterns', 'shardChannels'] as const) {
      for (const name of [...client[kind]]) this.unsubscribe(client, kind, name);
    }
  }

  /** Sends a message to subscribers and pattern subscribers. Answers how many got it. */
  publish(channel: string, message: string): number {
    let receivers = 0;
    const clients = this.channels.get(channel);
    if (clients !== undefined) {
      const push = new PushReply(['message', channel, message]);
      for (const client of clients) client.push(push);
      receivers = clients.size;
    }
    for (const [pattern, subscribers] of this.patterns) {
      if (!globMatch(pattern, channel)) continue;
      const push = new PushReply(['pmessage', pattern, channel, message]);
      for (const client of subscribers) client.push(push);
      receivers += subscribers.size;
    }
    return receivers;
  }

  /** SPUBLISH. */
  publishToShard(channel: string, message: string): number {
    const clients = this.shardChannels.get(channel);
    if (clients === undefined) return 0;
    const push = new PushReply(['smessage', channel, message]);
    for (const client of clients) client.push(push);
    return clients.size;
  }
}
