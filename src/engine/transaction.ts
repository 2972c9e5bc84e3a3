/**
 * MULTI's queue and WATCH's optimistic locks. The commands (MULTI, EXEC, DISCARD, WATCH, UNWATCH) stand in
 * commands/transaction; here is the state that dispatch and the gate share with them.
 */
import type { Client } from './client.ts';
import type { Command } from './command-table.ts';
import { type Database, NO_EXPIRY } from './keyspace.ts';

export interface QueuedCommand {
  command: Command;
  name: string;
  /** As the handler gets them. */
  args: string[];
}

export class Transaction {
  readonly queue: QueuedCommand[] = [];
  /** A command could not be queued: EXEC will refuse. */
  aborted = false;
  /** EXEC runs the queue: blocking commands do not block. */
  executing = false;
}

export interface WatchedKey {
  database: Database;
  key: string;
  /** It had expired already, unnoticed, when it was watched: its later removal is no change. */
  expiredAtWatch: boolean;
}

/** Who watches which key. */
export class Watches {
  /** Per database: key -> watching clients. */
  readonly #watchers: Map<string, Set<Client>>[];
  #count = 0;

  constructor(databaseCount: number) {
    this.#watchers = Array.from({ length: databaseCount }, () => new Map());
  }

  /** Clients that watch at least one key. */
  get clientCount(): number {
    const clients = new Set<Client>();
    for (const keys of this.#watchers)
      for (const set of keys.values()) for (const client of set) clients.add(client);
    return clients.size;
  }

  get keyCount(): number {
    return this.#count;
  }

  watch(client: Client, database: Database, key: string): void {
    const watchers = this.#watchers[database.index];
    let clients = watchers.get(key);
    if (clients?.has(client)) return;
    // Looked at first: removing it now is no change that this client should see.
    const expiredAtWatch = database.keys.has(key) && !database.has(key);
    if (clients === undefined) {
      clients = new Set();
      watchers.set(key, clients);
      this.#count++;
    }
    clients.add(client);
    client.watched.add({ database, key, expiredAtWatch });
  }

  /** Ends all of a client's watches, and forgets whether one was broken. */
  unwatchAll(client: Client): void {
    for (const { database, key } of client.watched) {
      const watchers = this.#watchers[database.index];
      const clients = watchers.get(key);
      clients?.delete(client);
      if (clients?.size === 0) {
        watchers.delete(key);
        this.#count--;
      }
    }
    client.watched.clear();
    client.watchBroken = false;
  }

  /** The gate's listener: a key is about to change. */
  keyChanges(database: Database, key: string): void {
    if (this.#count === 0) return;
    const clients = this.#watchers[database.index].get(key);
    if (clients !== undefined) for (const client of clients) client.watchBroken = true;
  }

  /** Whether a watched key changed, or its time has come since it was watched. */
  isBroken(client: Client, now: number): boolean {
    if (client.watchBroken) return true;
    for (const { database, key, expiredAtWatch } of client.watched) {
      const entry = database.keys.get(key);
      if (!expiredAtWatch && entry !== undefined && entry.expireAt !== NO_EXPIRY && entry.expireAt <= now)
        return true;
    }
    return false;
  }
}
