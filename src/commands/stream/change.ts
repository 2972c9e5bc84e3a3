/**
 * A change of one stream's consumer groups in progress: passes the gate once, before the first thing that is changed, and
 * says what to replay.
 *
 * Deliveries depend on time and on who asked first, so they are replayed by XCLAIM and XGROUP with every fact spelled
 * out, never by the command's own words. Redis 7.2 leaves out facts that are left out nowhere here: how many entries a
 * group has read, a consumer to which nothing was delivered yet, a further delivery of what was pending.
 */
import type { Consumer, ConsumerGroup, Pending } from '../../data/stream-group.ts';
import { formatStreamId } from '../../data/stream-id.ts';
import type { Context } from '../../engine/context.ts';
import { events } from '../../engine/events.ts';

export class StreamChange {
  readonly #ctx: Context;
  readonly #key: string;
  #begun = false;
  /** A consumer that was created and that no effect has named yet. */
  #created: Consumer | undefined;
  /** The position of the group is not what the effects so far make it. */
  #moved = false;

  constructor(ctx: Context, key: string) {
    this.#ctx = ctx;
    this.#key = key;
  }

  /** Call it before each change. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#ctx.db.change(this.#key, events.silentDelivery);
  }

  /** A group's consumer of a name, created if it is not there; it was seen now. */
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

  /** Call it when the group's last ID or its number of entries read has changed. */
  moved(): void {
    this.#moved = true;
  }

  /** The effect of a delivery: the pending entry as it is now. */
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

  /** Call it at the end: the effects of what no delivery implies. */
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
