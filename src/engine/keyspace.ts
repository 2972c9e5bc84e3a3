/**
 * The keyspace: numbered databases, each a dictionary from key to value with its expiry.
 *
 * The gate: whoever changes a key tells `Database.beforeChange(key)` first, once a change is certain; the
 * methods below that change a key do it themselves. WATCH, the wake-up of blocked clients and dirty
 * counting hang on it, and so can snapshots, tracking and undo.
 *
 * A key whose time has come is never seen: each access deletes it first, or leaves it hidden while CLIENT PAUSE
 * holds expiry back.
 */
import { Dict } from '../data/dict.ts';
import { type AccessPolicy, newAccessClock } from './access-clock.ts';
import { errors } from './errors.ts';
import type { Notifications } from './notifications.ts';
import { stringOf, type Value } from './values.ts';

/** `expireAt`: no expiry. */
export const NO_EXPIRY = -1;

/** How many hidden keys RANDOMKEY passes by before it takes one: there may be no other. */
const HIDDEN_KEY_TRIES = 100;

export class KeyEntry {
  value: Value;
  /** Milliseconds since the epoch, or NO_EXPIRY. */
  expireAt: number;
  /** LRU clock or LFU counter: see access-clock.ts. */
  access: number;
  constructor(value: Value, access: number) {
    this.value = value;
    this.expireAt = NO_EXPIRY;
    this.access = access;
  }
}

/** A class of value, to be asked for by `read` and `edit`. */
export type ValueClass<T extends Value> = abstract new (...args: never[]) => T;

/** Told of each change of a key before it happens; `breaksWatch`: WATCH counts it as one. */
export type ChangeListener = (database: Database, key: string, breaksWatch: boolean) => void;

export interface KeyspaceStatistics {
  hits: number;
  misses: number;
  expired: number;
}

export class Keyspace {
  readonly databases: Database[];
  readonly notifications: Notifications;
  readonly statistics: KeyspaceStatistics = { hits: 0, misses: 0, expired: 0 };
  readonly accessPolicy: AccessPolicy;
  readonly #listeners: ChangeListener[] = [];
  /** The time that commands see, in milliseconds since the epoch: stands still within one. */
  now = 0;
  /** Changes since the start. */
  dirty = 0;
  /** False while the reading client asked for no LRU/LFU updates (CLIENT NO-TOUCH). */
  updatesAccess = true;
  /** CLIENT PAUSE: a key whose time has come is hidden, but stays until somebody stores another under its name. */
  expiryPaused = false;
  /** Told of each key that expired, after its deletion: its effect is a DEL. */
  onExpired: (database: Database, key: string) => void = () => {};

  constructor(databaseCount: number, notifications: Notifications, accessPolicy: AccessPolicy) {
    this.notifications = notifications;
    this.accessPolicy = accessPolicy;
    this.databases = Array.from({ length: databaseCount }, (_, index) => new Database(this, index));
  }

  /** Has a listener told of every change to come. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  announce(database: Database, key: string, breaksWatch: boolean): void {
    this.dirty++;
    const listeners = this.#listeners;
    for (let index = 0; index < listeners.length; index++) listeners[index](database, key, breaksWatch);
  }

  /** Exchanges the contents of two databases, as SWAPDB does; clients stay at their numbers. */
  swap(first: number, second: number): void {
    this.databases[first].exchange(this.databases[second]);
  }
}

export class Database {
  readonly index: number;
  readonly keyspace: Keyspace;
  /** All keys. Read it freely; change it through the methods below. */
  keys = new Dict<KeyEntry>();
  /** The keys that have an expiry. */
  volatile = new Dict<KeyEntry>();

  constructor(keyspace: Keyspace, index: number) {
    this.keyspace = keyspace;
    this.index = index;
  }

  get size(): number {
    return this.keys.size;
  }

  /**
   * The gate: call it before a key's value or expiry changes, appears or goes.
   * @param breaksWatch false for what WATCH does not count: the state of a stream's consumer groups
   */
  beforeChange(key: string, breaksWatch = true): void {
    this.keyspace.announce(this, key, breaksWatch);
  }

  /** The living entry of a key, without counting the access. */
  find(key: string): KeyEntry | undefined {
    const entry = this.keys.get(key);
    if (entry !== undefined && entry.expireAt !== NO_EXPIRY && entry.expireAt <= this.keyspace.now) {
      if (!this.keyspace.expiryPaused) this.expire(key);
      return undefined;
    }
    return entry;
  }

  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  /** The entry of a key that a command reads: counts the hit or miss, refreshes LRU/LFU. */
  lookup(key: string): KeyEntry | undefined {
    const entry = this.find(key);
    const keyspace = this.keyspace;
    if (entry === undefined) {
      keyspace.statistics.misses++;
      keyspace.notifications.notify('keyMiss', 'keymiss', key, this.index);
      return undefined;
    }
    keyspace.statistics.hits++;
    if (keyspace.updatesAccess) entry.access = keyspace.accessPolicy.touched(entry.access, keyspace.now);
    return entry;
  }

  /**
   * A collection for reading: counted as an access.
   * @throws ErrorReply WRONGTYPE
   */
  read<T extends Value>(key: string, type: ValueClass<T>): T | undefined {
    const entry = this.lookup(key);
    if (entry === undefined) return undefined;
    if (entry.value instanceof (type as unknown as new () => object)) return entry.value as T;
    throw errors.wrongType;
  }

  /**
   * A collection for changing in place; call `beforeChange` once it is certain that it will change.
   * @throws ErrorReply WRONGTYPE
   */
  edit<T extends Value>(key: string, type: ValueClass<T>): T | undefined {
    const entry = this.find(key);
    if (entry === undefined) return undefined;
    if (this.keyspace.updatesAccess) {
      entry.access = this.keyspace.accessPolicy.touched(entry.access, this.keyspace.now);
    }
    if (entry.value instanceof (type as unknown as new () => object)) return entry.value as T;
    throw errors.wrongType;
  }

  /**
   * A string for reading, as a byte string.
   * @throws ErrorReply WRONGTYPE
   */
  readString(key: string): string | undefined {
    const entry = this.lookup(key);
    if (entry === undefined) return undefined;
    return typeof entry.value === 'string' ? entry.value : stringOf(entry.value);
  }

  /** Stores a value under a key, new or not; its expiry is dropped unless told otherwise. */
  set(key: string, value: Value, keepExpiry = false): void {
    const entry = this.find(key);
    if (entry === undefined) {
      this.add(key, value);
      return;
    }
    this.beforeChange(key);
    entry.value = value;
    entry.access = newAccessClock(this.keyspace.accessPolicy, entry.access, this.keyspace.now);
    if (!keepExpiry && entry.expireAt !== NO_EXPIRY) {
      entry.expireAt = NO_EXPIRY;
      this.volatile.delete(key);
    }
  }

  /** Stores a value under a key that does not exist. */
  add(key: string, value: Value): KeyEntry {
    if (this.keyspace.expiryPaused) this.expire(key);
    this.beforeChange(key);
    const entry = new KeyEntry(value, this.keyspace.accessPolicy.fresh(this.keyspace.now));
    this.keys.set(key, entry);
    this.keyspace.notifications.notify('new', 'new', key, this.index);
    return entry;
  }

  /** Removes a key. Answers whether it was there. The caller notifies (`del`, `rename_from`, ...). */
  delete(key: string): boolean {
    const entry = this.find(key);
    if (entry === undefined) return false;
    this.beforeChange(key);
    this.#remove(key, entry);
    return true;
  }

  /** Sets a living key's expiry, in milliseconds since the epoch, or removes it with NO_EXPIRY. */
  setExpiry(key: string, at: number): void {
    const entry = this.keys.get(key);
    if (entry === undefined) return;
    this.beforeChange(key);
    entry.expireAt = at;
    if (at === NO_EXPIRY) this.volatile.delete(key);
    else this.volatile.set(key, entry);
  }

  /** Removes a key whose time has come, with its notification and effect. */
  expire(key: string): void {
    const entry = this.keys.get(key);
    if (entry === undefined) return;
    this.beforeChange(key);
    this.#remove(key, entry);
    this.keyspace.statistics.expired++;
    this.keyspace.notifications.notify('expired', 'expired', key, this.index);
    this.keyspace.onExpired(this, key);
  }

  /** A random living key, or undefined when there is none. While expiry is paused it may be one that has expired. */
  randomKey(random: () => number): string | undefined {
    for (let tries = 1; ; tries++) {
      const drawn = this.keys.random(random);
      if (drawn === undefined || this.find(drawn[0]) !== undefined) return drawn?.[0];
      if (this.keyspace.expiryPaused && tries === HIDDEN_KEY_TRIES) return drawn[0];
    }
  }

  /** Removes all keys. */
  clear(): void {
    for (const key of this.keys.keys()) this.beforeChange(key);
    this.keys = new Dict<KeyEntry>();
    this.volatile = new Dict<KeyEntry>();
  }

  exchange(other: Database): void {
    // A key whose time has come is no longer there: its going is no change of the other database.
    this.#removeExpired();
    other.#removeExpired();
    for (const [from, to] of [
      [this, other],
      [other, this],
    ]) {
      for (const key of from.keys.keys()) {
        from.beforeChange(key);
        to.beforeChange(key);
      }
    }
    [this.keys, other.keys] = [other.keys, this.keys];
    [this.volatile, other.volatile] = [other.volatile, this.volatile];
  }

  #removeExpired(): void {
    for (const [key, entry] of this.volatile.entries()) {
      if (entry.expireAt <= this.keyspace.now) this.expire(key);
    }
  }

  #remove(key: string, entry: KeyEntry): void {
    if (entry.expireAt !== NO_EXPIRY) this.volatile.delete(key);
    this.keys.delete(key);
  }
}
