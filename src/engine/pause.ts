/** CLIENT PAUSE: commands that arrive meanwhile wait, each client's in its order, and no key is removed for its age. */
import type { Client } from './client.ts';
import type { Command } from './command-table.ts';
import type { Engine } from './engine.ts';

export type PauseMode = 'all' | 'write';

interface HeldCommand {
  client: Client;
  name: string;
  args: string[];
}

export class Pause {
  readonly #engine: Engine;
  #mode: PauseMode | undefined;
  /** Milliseconds since the epoch. */
  #until = 0;
  #held: HeldCommand[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** When the pause ends; undefined: there is none. */
  get deadline(): number | undefined {
    return this.#mode === undefined ? undefined : this.#until;
  }

  get mode(): PauseMode | undefined {
    return this.#mode;
  }

  /** A later end and the stricter mode win over a pause that is on already. */
  start(mode: PauseMode, until: number): void {
    this.#mode = this.#mode === 'all' ? 'all' : mode;
    this.#until = Math.max(this.#until, until);
    this.#engine.keyspace.expiryPaused = true;
  }

  /** Ends the pause and runs what waited. */
  end(): void {
    if (this.#mode === undefined) return;
    this.#mode = undefined;
    this.#until = 0;
    this.#engine.keyspace.expiryPaused = false;
    const held = this.#held;
    this.#held = [];
    for (const { client, name, args } of held) {
      if (client.closed) continue;
      client.paused = false;
      this.#engine.execute(client, name, args);
      if (client.blocked === undefined && !client.paused) this.#engine.onUnblocked(client);
    }
  }

  holds(client: Client, command: Command, args: string[]): boolean {
    if (this.#mode === undefined || client.kind !== 'normal') return false;
    // Even CLIENT UNPAUSE waits for the end of a pause of all commands.
    if (this.#mode === 'all') return true;
    if (command.fullName === 'exec') {
      return client.transaction?.queue.some((queued) => this.#mayWrite(queued.command, queued.args)) ?? false;
    }
    return client.transaction === undefined && this.#mayWrite(command, args);
  }

  hold(client: Client, name: string, args: string[]): void {
    client.paused = true;
    this.#held.push({ client, name, args });
  }

  forget(client: Client): void {
    if (client.paused) this.#held = this.#held.filter((held) => held.client !== client);
  }

  /** The number of clients that wait. */
  get heldCount(): number {
    return this.#held.length;
  }

  /** A write, or what may send something to replicas; scripts may declare that they do neither. */
  #mayWrite(command: Command, args: string[]): boolean {
    const { isWrite, mayReplicate } = command.access(this.#engine, args);
    return isWrite || mayReplicate;
  }
}
