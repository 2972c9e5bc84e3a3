/**
 * Clients that wait for keys. The gate marks a waited-for key as ready when it is about to change; once
 * the command (script, transaction) that changed it has ended, the waiting clients are served in the order
 * in which they came, by running each one's `retry`.
 */
import { ErrorReply, type Reply } from '../protocol/reply.ts';
import type { Client } from './client.ts';
import type { Command } from './command-table.ts';
import type { Context } from './context.ts';
import type { Engine } from './engine.ts';
import { errors } from './errors.ts';
import type { Database } from './keyspace.ts';

export interface BlockingRequest {
  /** The keys waited for, in the selected database. Empty: only the timeout ends the wait (WAIT). */
  keys: string[];
  /** Milliseconds since the epoch; 0: for ever. */
  deadline: number;
  /**
   * Tries again, through the handlers' ordinary means (gate, notifications, replaceEffect). Answers the
   * reply, or undefined to go on waiting. It must not raise because of a key of another type.
   */
  retry(ctx: Context): Reply | undefined;
  timeoutReply: Reply;
  /** The wait also ends when a key goes away: XREADGROUP, whose group goes with it. */
  endsWithoutKey?: boolean;
  /** The reply where waiting is not allowed, when it is another than the timeout's (BLMOVE). */
  refusal?: Reply;
}

export interface BlockedState extends BlockingRequest {
  database: Database;
  command: Command;
  order: number;
  /** What the slow log is told once the wait is over; the time is that of the work before it, microseconds. */
  record: { words: string[]; microseconds: number } | undefined;
}

export class Blocking {
  readonly #engine: Engine;
  /** Per database: key -> clients that wait for it, in order of arrival. */
  readonly #waiting: Map<string, Set<Client>>[];
  #ready: { database: Database; key: string }[] = [];
  /** Whom to look at when the clock moves. */
  readonly #withDeadline = new Set<Client>();
  readonly #clients = new Set<Client>();
  #order = 0;
  #serving = false;

  constructor(engine: Engine, databaseCount: number) {
    this.#engine = engine;
    this.#waiting = Array.from({ length: databaseCount }, () => new Map());
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /** Clients whose wait ends by itself. */
  get timeoutCount(): number {
    return this.#withDeadline.size;
  }

  /** The number of keys that somebody waits for. */
  get keyCount(): number {
    return this.#waiting.reduce((sum, keys) => sum + keys.size, 0);
  }

  /** The number of keys among them whose going away ends somebody's wait. */
  get keyOnMissingCount(): number {
    const keys = new Set<string>();
    for (const { blocked } of this.#clients) {
      if (!blocked?.endsWithoutKey) continue;
      for (const key of blocked.keys) keys.add(`${blocked.database.index}:${key}`);
    }
    return keys.size;
  }

  block(ctx: Context, request: BlockingRequest): void {
    const client = ctx.client;
    client.blocked = {
      ...request,
      database: ctx.db,
      command: ctx.command,
      order: this.#order++,
      record: undefined,
    };
    this.#clients.add(client);
    if (request.deadline > 0) this.#withDeadline.add(client);
    const waiting = this.#waiting[ctx.db.index];
    for (const key of request.keys) {
      const clients = waiting.get(key);
      if (clients) clients.add(client);
      else waiting.set(key, new Set([client]));
    }
  }

  /** The gate's listener: a key is about to change. */
  keyChanges(database: Database, key: string): void {
    const waiting = this.#waiting[database.index];
    // Nobody waits: then the key's hash, a twentieth of a SET, is not needed.
    if (waiting.size > 0 && waiting.has(key)) this.#ready.push({ database, key });
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Serves those who wait for the keys that changed; what that changes is served too. */
  serve(): void {
    if (this.#serving) return;
    this.#serving = true;
    try {
      while (this.#ready.length > 0) {
        const ready = this.#ready;
        this.#ready = [];
        const seen = new Set<string>();
        for (const { database, key } of ready) {
          const mark = `${database.index}:${key}`;
          if (seen.has(mark)) continue;
          seen.add(mark);
          // Those who come while we serve wait for the next change.
          for (const client of [...(this.#waiting[database.index].get(key) ?? [])]) this.#retry(client);
        }
      }
    } finally {
      this.#serving = false;
    }
  }

  #retry(client: Client): void {
    const state = client.blocked;
    if (state === undefined) return;
    const ctx = client.context;
    const start = this.#engine.clock.monotonic();
    const reply = this.#engine.runAsCommand(ctx, state.command, (context) => state.retry(context), []);
    if (reply === undefined) return;
    const microseconds = this.#engine.clock.monotonic() - start;
    this.release(client);
    client.reply(reply);
    this.#engine.recordUnblocked(client, state, microseconds);
    this.#engine.onUnblocked(client);
  }

  /** Answers those whose time is up. */
  expire(now: number): void {
    for (const client of [...this.#withDeadline]) {
      if (client.blocked !== undefined && client.blocked.deadline <= now) {
        this.unblock(client, client.blocked.timeoutReply);
      }
    }
  }

  /** The next moment at which `expire` has something to do; undefined: none. */
  nextDeadline(): number | undefined {
    let next: number | undefined;
    for (const client of this.#withDeadline) {
      const deadline = client.blocked?.deadline;
      if (deadline !== undefined && (next === undefined || deadline < next)) next = deadline;
    }
    return next;
  }

  /** CLIENT UNBLOCK: as if the time were up, or with an error. Answers whether the client waited. */
  unblockByCommand(client: Client, withError: boolean): boolean {
    if (client.blocked === undefined) return false;
    this.unblock(client, withError ? errors.blockedUnblocked : client.blocked.timeoutReply);
    return true;
  }

  unblock(client: Client, reply: Reply | ErrorReply): void {
    const command = client.blocked?.command;
    if (command !== undefined) {
      command.calls++;
      if (reply instanceof ErrorReply) command.failedCalls++;
    }
    const state = client.blocked;
    this.release(client);
    client.reply(reply);
    if (state !== undefined) this.#engine.recordUnblocked(client, state, 0);
    this.#engine.onUnblocked(client);
  }

  /** Forgets that a client waits, without an answer. */
  release(client: Client): void {
    const state = client.blocked;
    if (state === undefined) return;
    client.blocked = undefined;
    this.#clients.delete(client);
    this.#withDeadline.delete(client);
    const waiting = this.#waiting[state.database.index];
    for (const key of state.keys) {
      const clients = waiting.get(key);
      clients?.delete(client);
      if (clients?.size === 0) waiting.delete(key);
    }
  }
}
