/**
 * What MULTI opens: the calls that EXEC will run. The commands (MULTI, EXEC, DISCARD) stand in
 * commands/transaction, and dispatch.ts queues.
 */
import type { Call } from './call.ts';

/** What V8 keeps of a queued call and of each of its words, besides the words' bytes. */
const CALL_OVERHEAD = 128;
const WORD_OVERHEAD = 32;

export class Transaction<C> {
  readonly queue: Call<C>[] = [];
  /** Bytes of all queued words. */
  argumentBytes = 0;
  /** The memory that the queue takes. */
  memoryBytes = 0;
  /** A command could not be queued: EXEC will refuse. */
  aborted = false;
  /** EXEC runs the queue: blocking commands do not block. */
  executing = false;

  /** Queues a call. */
  add(call: Call<C>): void {
    this.queue.push(call);
    const { name, rest } = call;
    let bytes = name.length;
    for (const word of rest) bytes += word.length;
    this.argumentBytes += bytes;
    this.memoryBytes += bytes + (rest.length + 1) * WORD_OVERHEAD + CALL_OVERHEAD;
  }
}
