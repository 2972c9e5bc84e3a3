/**
 * What a session has answered and not yet written to the ring, in order: encoded texts, and the rest of long replies, which
 * is encoded only when it is taken out. Its bytes are known all the same.
 */
import type { UnfinishedReply } from '../protocol/encode.ts';

/** So many items that have been taken out may lie before the others. */
const TAKEN = 1024;

/** A reply in the queue, and how many bytes of it are still to come. */
interface QueuedReply {
  readonly reply: UnfinishedReply;
  missing: number;
}

export class OutputQueue {
  /** How many bytes there are. */
  bytes = 0;
  private items: (string | QueuedReply)[] = [];
  /** Where the first item is. */
  private first = 0;

  get isEmpty(): boolean {
    return this.first === this.items.length;
  }

  add(text: string): void {
    this.items.push(text);
    this.bytes += text.length;
  }

  addReply(reply: UnfinishedReply): void {
    const missing = reply.encodedLength();
    this.items.push({ reply, missing });
    this.bytes += missing;
  }

  /** Takes the next part out. It is empty only if the queue is. */
  take(): string {
    while (!this.isEmpty) {
      const item = this.items[this.first];
      if (typeof item === 'string') {
        this.bytes -= item.length;
        this.drop();
        return item;
      }
      const part = item.reply.nextPart();
      // The lengths of some replies are estimates: what has been counted too much goes at the end.
      const left = item.reply.isDone ? 0 : Math.max(item.missing - part.length, 0);
      this.bytes -= item.missing - left;
      item.missing = left;
      if (item.reply.isDone) this.drop();
      if (part !== '') return part;
    }
    return '';
  }

  clear(): void {
    this.items = [];
    this.first = 0;
    this.bytes = 0;
  }

  private drop(): void {
    this.items[this.first++] = '';
    if (this.isEmpty) this.clear();
    else if (this.first > TAKEN) {
      this.items.splice(0, this.first);
      this.first = 0;
    }
  }
}
