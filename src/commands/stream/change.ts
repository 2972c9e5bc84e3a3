/**
 * A change of one stream in progress: passes the gate once, before the first thing that is changed, and says what
 * consumer groups went through as effects. Deliveries depend on time and on who asked first, so they are replayed
 * by XCLAIM and XGROUP with every fact spelled out, never by the command's own words.
 */
import type { Consumer, ConsumerGroup, Pending } from '../../data/stream-group.ts';
import { formatStreamId } from '../../data/stream-id.ts';
import type { Context } from '../../engine/context.ts';

export class StreamChange {
  readonly #ctx: Context;
  readonly #key: string;
  #begun = false;

  constructor(ctx: Context, key: string) {
    this.#ctx = ctx;
    this.#key = key;
  }

  /** Call it before each change. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#ctx.db.beforeChange(this.#key, false);
  }

  /** A group's consumer of a name, created if it is not there; it was seen now. */
  consumer(group: ConsumerGroup, name: string, onCreate?: () => void): Consumer {
    const { now } = this.#ctx;
    const existing = group.consumers.get(name);
    if (existing !== undefined) {
      existing.seenTime = now;
      return existing;
    }
    this.begin();
    const created = group.createConsumer(name, now) as Consumer;
    this.#ctx.notify('stream', 'xgroup-createconsumer', this.#key);
    onCreate?.();
    return created;
  }

  /** The effect of a delivery: the pending entry as it is now. */
  recordPending(group: ConsumerGroup, entry: Pending): void {
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

  /** The effect of a group's having moved on. */
  recordGroup(group: ConsumerGroup): void {
    const lastId = formatStreamId(group.lastId);
    const entriesRead = `${group.entriesRead}`;
    this.#ctx.replaceEffect(['XGROUP', 'SETID', this.#key, group.name, lastId, 'ENTRIESREAD', entriesRead]);
  }

  /** The effect of a consumer's creation, where no delivery to it implies it. */
  recordConsumer(group: ConsumerGroup, name: string): void {
    this.#ctx.replaceEffect(['XGROUP', 'CREATECONSUMER', this.#key, group.name, name]);
  }
}
