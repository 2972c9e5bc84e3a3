/**
 * One command's change of the consumer groups of a stream. It announces the change to the keyspace once, before anything
 * is changed, and collects the effects to replay.
 *
 * What is delivered depends on the time and on who asked first. So a delivery is not replayed by the command's own words,
 * but by XCLAIM and XGROUP with every fact spelled out. Three of these facts Redis 7.2 does not replicate in all cases:
 * how many entries a group has read, a consumer that got nothing yet, and a further delivery of an entry that was pending.
 */
import type { Consumer, ConsumerGroup, Pending } from '../../data/stream-group.ts';
import { formatStreamId } from '../../data/stream-id.ts';
import type { Context } from '../../engine/context.ts';
import { events } from '../../engine/events.ts';

export class StreamChange {
  readonly #ctx: Context;
  readonly #key: string;
  #begun = false;
  /** A consumer that was created, as long as no effect has named it. */
  #created: Consumer | undefined;
  /** Whether the group's position differs from what replaying the effects so far would make it. */
  #moved = false;

  constructor(ctx: Context, key: string) {
    this.#ctx = ctx;
    this.#key = key;
  }

  /** Announces the change, the first time. Call it before each thing that is changed. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#ctx.db.change(this.#key, events.silentDelivery);
  }

  /** The consumer of a name, created if it does not exist. It is noted as seen now. */
  consumer(group: ConsumerGroup, name: string): Consumer {
    const { now } = this.#ctx;
    const existing = group.consumers.get(name);
    if (existing !== undefined) {
      existing.seenTime = now;
      return existing;
    }
    this.#begun = true;
    this.#ctx.db.change(this.#key, events.xgroupCreateconsumer);
    this.#created = group.createConsumer(name, now);
    return this.#created as Consumer;
  }

  /** Call it when the group's last ID, or the number of entries that it has read, has changed. */
  moved(): void {
    this.#moved = true;
  }

  /** Adds the effect of a delivery: the pending entry as it is now. */
  recordPending(group: ConsumerGroup, entry: Pending): void {
    if (entry.consumer === this.#created) this.#created = undefined;
    this.#ctx.replaceEffect([
      'XCLAIM',
      this.#key,
      group.name,
      entry.consumer.name,
      '0',
      formatStreamId(entry.id),
      'TIME',
      `${entry.deliveryTime}`,
      'RETRYCOUNT',
      `${entry.deliveryCount}`,
      'FORCE',
      'JUSTID',
      'LASTID',
      formatStreamId(group.lastId),
    ]);
  }

  /** Adds the effects of whatever no delivery implies. Call it at the end. */
  recordRest(group: ConsumerGroup): void {
    if (this.#created !== undefined) {
      this.#ctx.replaceEffect(['XGROUP', 'CREATECONSUMER', this.#key, group.name, this.#created.name]);
    }
    if (this.#moved) {
      const lastId = formatStreamId(group.lastId);
      const entriesRead = `${group.entriesRead}`;
      this.#ctx.replaceEffect(['XGROUP', 'SETID', this.#key, group.name, lastId, 'ENTRIESREAD', entriesRead]);
    }
  }
}
