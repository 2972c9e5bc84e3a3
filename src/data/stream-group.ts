/**
 * Consumer group of a stream: how far it has read, its consumers, and what was delivered but not acknowledged.
 *
 * Invariant: each pending entry is in the group's list and in its consumer's list, as one object.
 */
import type { StreamId } from './stream-id.ts';
import { type PendingEntry, PendingList } from './stream-pending.ts';
import { TextMap } from './text-map.ts';

/** `entriesRead` of a group whose position in the stream is not known. */
export const UNKNOWN_ENTRIES_READ = -1;

/** `activeTime` of a consumer that never got an entry. */
export const NEVER_ACTIVE = -1;

export type Pending = PendingEntry<Consumer>;

export class Consumer {
  readonly name: string;
  /** When it last tried to interact, and when it last got or claimed an entry: milliseconds since the epoch. */
  seenTime: number;
  activeTime = NEVER_ACTIVE;
  readonly pending = new PendingList<Consumer>();

  constructor(name: string, seenTime: number) {
    this.name = name;
    this.seenTime = seenTime;
  }
}

export class ConsumerGroup {
  readonly name: string;
  /** The last ID that was delivered. */
  lastId: StreamId;
  /** Entries of the stream up to `lastId`, deleted ones included; UNKNOWN_ENTRIES_READ if it cannot be told. */
  entriesRead: number | bigint;
  readonly pending = new PendingList<Consumer>();
  readonly consumers = new TextMap<Consumer>();

  constructor(name: string, lastId: StreamId, entriesRead: number | bigint) {
    this.name = name;
    this.lastId = lastId;
    this.entriesRead = entriesRead;
  }

  /** Creates a consumer; undefined if there is one of that name. */
  createConsumer(name: string, seenTime: number): Consumer | undefined {
    if (this.consumers.has(name)) return undefined;
    const consumer = new Consumer(name, seenTime);
    this.consumers.set(name, consumer);
    return consumer;
  }

  /** Removes a consumer with its pending entries; answers how many these were, undefined without such a consumer. */
  deleteConsumer(name: string): number | undefined {
    const consumer = this.consumers.get(name);
    if (consumer === undefined) return undefined;
    for (const entry of consumer.pending) this.pending.delete(entry.id);
    this.consumers.delete(name);
    return consumer.pending.size;
  }

  /** Records a delivery of an entry that is not pending. */
  deliver(id: StreamId, consumer: Consumer, deliveryTime: number, deliveryCount: number | bigint): Pending {
    const entry: Pending = { id, consumer, deliveryTime, deliveryCount };
    this.pending.add(entry);
    consumer.pending.add(entry);
    return entry;
  }

  /** Hands a pending entry over to another consumer. */
  transfer(entry: Pending, consumer: Consumer): void {
    if (entry.consumer === consumer) return;
    entry.consumer.pending.delete(entry.id);
    entry.consumer = consumer;
    consumer.pending.add(entry);
  }

  /** Forgets a pending entry; false if there was none of that ID. */
  acknowledge(id: StreamId): boolean {
    const entry = this.pending.delete(id);
    if (entry === undefined) return false;
    entry.consumer.pending.delete(id);
    return true;
  }

  copy(): ConsumerGroup {
    const copy = new ConsumerGroup(this.name, this.lastId, this.entriesRead);
    for (const consumer of this.consumers.values()) {
      const twin = new Consumer(consumer.name, consumer.seenTime);
      twin.activeTime = consumer.activeTime;
      copy.consumers.set(twin.name, twin);
    }
    for (const { id, consumer, deliveryTime, deliveryCount } of this.pending) {
      const twin = copy.consumers.get(consumer.name);
      if (twin !== undefined) copy.deliver(id, twin, deliveryTime, deliveryCount);
    }
    return copy;
  }
}
