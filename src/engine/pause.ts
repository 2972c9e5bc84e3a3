/** CLIENT PAUSE: commands that arrive meanwhile wait, each client's in its order, and no key is removed for its age. */
import type { Call } from './call.ts';
import type { Client } from './client.ts';
import type { CommandPause, Context, PauseMode } from './context.ts';
import type { Keyspace } from './keyspace.ts';

/** What the pause needs of the engine. */
interface PauseOwner {
  readonly keyspace: Keyspace;
  /** Runs what was held back, and lets its client go on. */
  runHeld(ctx: Context, call: Call<Context>): void;
}

interface HeldCall {
  ctx: Context;
  call: Call<Context>;
}

export class Pause implements CommandPause {
  readonly #owner: PauseOwner;
  #mode: PauseMode | undefined;
  /** Milliseconds since the epoch. */
  #until = 0;
  #held: HeldCall[] = [];

  constructor(owner: PauseOwner) {
    this.#owner = owner;
  }

  /** When the pause ends; undefined: there is none. */
  get deadline(): number | undefined {
    return this.#mode === undefined ? undefined : this.#until;
  }

  /** Where there is a pause already, the later end and the stricter mode of the two hold. */
  start(mode: PauseMode, until: number): void {
    this.#mode = this.#mode === 'all' ? 'all' : mode;
    this.#until = Math.max(this.#until, until);
    this.#owner.keyspace.expiryPaused = true;
  }

  /** Ends the pause and runs what waited. */
  end(): void {
    if (this.#mode === undefined) return;
    this.#mode = undefined;
    this.#until = 0;
    this.#owner.keyspace.expiryPaused = false;
    const held = this.#held;
    this.#held = [];
    for (const { ctx, call } of held) {
      if (ctx.client.closed) continue;
      ctx.client.paused = false;
      this.#owner.runHeld(ctx, call);
    }
  }

  /** Whether a call has to wait for the end of the pause. */
  holds(ctx: Context, { command, args }: Call<Context>): boolean {
    if (this.#mode === undefined) return false;
    // Even CLIENT UNPAUSE waits for the end of a pause of all commands.
    if (this.#mode === 'all') return true;
    const { transaction } = ctx;
    if (command.fullName === 'exec')
      return transaction?.queue.some((queued) => mayWrite(ctx, queued)) ?? false;
    return transaction === undefined && mayWrite(ctx, { command, args });
  }

  hold(ctx: Context, call: Call<Context>): void {
    ctx.client.paused = true;
    this.#held.push({ ctx, call });
  }

  /** Drops what is held back of a client. */
  forget(client: Client): void {
    if (client.paused) this.#held = this.#held.filter((held) => held.ctx.client !== client);
  }

  /** The number of clients that wait. */
  get heldCount(): number {
    return this.#held.length;
  }
}

/** A write, or what may send something to replicas; scripts may declare that they do neither. */
function mayWrite(ctx: Context, { command, args }: Pick<Call<Context>, 'command' | 'args'>): boolean {
  const { isWrite, mayReplicate } = command.access(ctx, args);
  return isWrite || mayReplicate;
}
