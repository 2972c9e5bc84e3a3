/**
 * What MULTI opens: the calls that EXEC will run. The commands (MULTI, EXEC, DISCARD) stand in
 * commands/transaction, and dispatch.ts queues.
 */
import type { Call } from './call.ts';

export class Transaction<C> {
  readonly queue: Call<C>[] = [];
  /** A command could not be queued: EXEC will refuse. */
  aborted = false;
  /** EXEC runs the queue: blocking commands do not block. */
  executing = false;
}
