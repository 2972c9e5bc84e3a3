/**
 * Clients that wait for keys. The gate marks a waited-for key as ready when it is about to change; once
 * the command (script, transaction) that changed it has ended, the waiting clients are served in the order
 * in which they came, by running each one's `retry`.
 */
import { TextMap, TextSet } from '../data/text-map.ts';
import type { Reply } from '../protocol/reply.ts';
import { Call } from './call.ts';
import type { Client } from './client.ts';
import type { CommandResult } from './command-spec.ts';
import type { BlockedClients, BlockingRequest, Context } from './context.ts';
import { errors } from './errors.ts';
import type { Database } from './keyspace.ts';
import { type RunPolicy, UNBLOCKED } from './run-policy.ts';

/** What waiting needs of the engine. */
interface BlockingOwner {
  run(ctx: Context, call: Call<Context>, policy: RunPolicy): CommandResult;
  /** Counts a call whose wait ended with a reply that no run of it made. */
  endWait(ctx: Context, call: Call<Context>, reply: Reply): void;
  /** A client no longer waits: the host goes on with its pipeline. */
  resume(client: Client): void;
}

interface Wait {
  readonly ctx: Context;
  readonly call: Call<Context>;
  readonly request: BlockingRequest;
  readonly database: Database;
}

export class Blocking implements BlockedClients {
  /** Whether a client waits. It is a field because every change looks at it. */
  any = false;
  readonly #owner: BlockingOwner;
  /** Per database: key -> clients that wait for it, in order of arrival. */
  readonly #waiting: TextMap<Set<Client>>[];
  #ready: { database: Database; key: string }[] = [];
  readonly #waits = new Map<Client, Wait>();
  /** The clients whose wait has a deadline. */
  readonly #withDeadline = new Set<Client>();
  #serving = false;

  constructor(owner: BlockingOwner, databaseCount: number) {
    this.#owner = owner;
    this.#waiting = Array.from({ length: databaseCount }, () => new TextMap());
  }

  get clientCount(): number {
    return this.#waits.size;
  }

  get timeoutCount(): number {
    return this.#withDeadline.size;
  }

  get keyCount(): number {
    return this.#waiting.reduce((sum, keys) => sum + keys.size, 0);
  }

  get keyOnMissingCount(): number {
    const keys = new TextSet();
    for (const { request, database } of this.#waits.values()) {
      if (!request.endsWithoutKey) continue;
      for (const key of request.keys) keys.add(`${database.index}:${key}`);
    }
    return keys.size;
  }

  block(ctx: Context, request: BlockingRequest): void {
    const { client, db, call } = ctx;
    if (call === undefined) throw new Error(`${ctx.command.fullName} may not wait here`);
    client.isBlocked = true;
    this.any = true;
    this.#waits.set(client, { ctx, call, request, database: db });
    if (request.deadline > 0) this.#withDeadline.add(client);
    const waiting = this.#waiting[db.index];
    for (const key of request.keys) {
      const clients = waiting.get(key);
      if (clients) clients.add(client);
      else waiting.set(key, new Set([client]));
    }
  }

  /** Listens at the gate: a key that somebody waits for is about to change, so that they are served afterwards. */
  keyChanges(database: Database, key: string): void {
    if (this.#waiting[database.index].has(key)) this.#ready.push({ database, key });
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Serves the clients that wait for the keys that changed, and those that wait for what serving them changes. */
  serve(): void {
    if (this.#serving) return;
    this.#serving = true;
    try {
      while (this.#ready.length > 0) {
        const ready = this.#ready;
        this.#ready = [];
        const seen = new TextSet();
        for (const { database, key } of ready) {
          const mark = `${database.index}:${key}`;
          if (seen.has(mark)) continue;
          seen.add(mark);
          // A client that begins to wait for the key meanwhile is served at its next change.
          for (const client of [...(this.#waiting[database.index].get(key) ?? [])]) this.#retry(client);
        }
      }
    } finally {
      this.#serving = false;
    }
  }

  #retry(client: Client): void {
    const wait = this.#waits.get(client);
    if (wait === undefined) return;
    const { ctx, call, request } = wait;
    const { command, name, rest } = call;
    const again = new Call(command, name, rest, call.args, (context) => request.retry(context));
    const reply = this.#owner.run(ctx, again, UNBLOCKED);
    if (reply === undefined) return;
    this.release(client);
    client.reply(reply);
    this.#owner.resume(client);
  }

  /** Answers those whose time is up. */
  expire(now: number): void {
    for (const client of [...this.#withDeadline]) {
      const deadline = this.#waits.get(client)?.request.deadline;
      if (deadline !== undefined && deadline <= now) this.unblock(client, false);
    }
  }

  /** The next moment at which `expire` has something to do; undefined: none. */
  nextDeadline(): number | undefined {
    let next: number | undefined;
    for (const client of this.#withDeadline) {
      const deadline = this.#waits.get(client)?.request.deadline;
      if (deadline !== undefined && (next === undefined || deadline < next)) next = deadline;
    }
    return next;
  }

  unblock(client: Client, withError: boolean): boolean {
    const wait = this.#waits.get(client);
    if (wait === undefined) return false;
    const { ctx, call, request } = wait;
    const reply = withError ? errors.blockedUnblocked : request.timeoutReply;
    this.release(client);
    this.#owner.endWait(ctx, call, reply);
    client.reply(reply);
    this.#owner.resume(client);
    return true;
  }

  /** Forgets that a client waits, without an answer. */
  release(client: Client): void {
    const wait = this.#waits.get(client);
    if (wait === undefined) return;
    client.isBlocked = false;
    this.#waits.delete(client);
    this.any = this.#waits.size > 0;
    this.#withDeadline.delete(client);
    const waiting = this.#waiting[wait.database.index];
    for (const key of wait.request.keys) {
      const clients = waiting.get(key);
      clients?.delete(client);
      if (clients?.size === 0) waiting.delete(key);
    }
  }
}
