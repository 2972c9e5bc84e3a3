/** WATCH's optimistic locks: who watches which key, and whose key has changed. */

import { TextMap } from '../data/text-map.ts';
import type { Database } from './keyspace.ts';

/** A client, as its watches see it. */
export interface Watched {
  /** A watched key was changed, so EXEC will answer nil. */
  watchBroken: boolean;
}

interface WatchedKey {
  database: Database;
  key: string;
  /** Whether it was there, and its time had not come, when it was watched. If not, its removal is no change. */
  lived: boolean;
}

export class Watches {
  /** Per database: key -> watching clients. */
  readonly #watchers: TextMap<Map<Watched, WatchedKey>>[];
  readonly #watched = new Map<Watched, Set<WatchedKey>>();
  /** Whether a key is watched. It is a field because every change looks at it. */
  any = false;
  #keyCount = 0;

  constructor(databaseCount: number) {
    this.#watchers = Array.from({ length: databaseCount }, () => new TextMap());
  }

  /** Clients that watch at least one key. */
  get clientCount(): number {
    return this.#watched.size;
  }

  get keyCount(): number {
    return this.#keyCount;
  }

  watch(client: Watched, database: Database, key: string): void {
    const watchers = this.#watchers[database.index];
    let clients = watchers.get(key);
    if (clients?.has(client)) return;
    if (clients === undefined) {
      clients = new Map();
      watchers.set(key, clients);
      this.#keyCount++;
      this.any = true;
    }
    const watched = { database, key, lived: database.keys.has(key) && !database.hasExpired(key) };
    clients.set(client, watched);
    const keys = this.#watched.get(client);
    if (keys === undefined) this.#watched.set(client, new Set([watched]));
    else keys.add(watched);
  }

  /** Ends all of a client's watches, and forgets whether one was broken. */
  unwatchAll(client: Watched): void {
    client.watchBroken = false;
    const keys = this.#watched.get(client);
    if (keys === undefined) return;
    this.#watched.delete(client);
    for (const { database, key } of keys) {
      const watchers = this.#watchers[database.index];
      const clients = watchers.get(key);
      clients?.delete(client);
      if (clients?.size === 0) {
        watchers.delete(key);
        this.#keyCount--;
        this.any = this.#keyCount > 0;
      }
    }
  }

  /** The gate's listener: a key is about to change. */
  keyChanges(database: Database, key: string): void {
    const clients = this.#watchers[database.index].get(key);
    if (clients === undefined) return;
    // What has expired can only be removed.
    const hasExpired = database.hasExpired(key);
    for (const [client, { lived }] of clients) if (lived || !hasExpired) client.watchBroken = true;
  }

  /** Whether a watched key changed, or its time has come since it was watched. */
  isBroken(client: Watched): boolean {
    if (client.watchBroken) return true;
    for (const { database, key, lived } of this.#watched.get(client) ?? []) {
      if (lived && database.hasExpired(key)) return true;
    }
    return false;
  }
}
