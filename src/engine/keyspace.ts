/**
 * The keyspace: numbered databases, each a dictionary from key to value with its expiry.
 *
 * The gate: a key is changed by the methods of `Database`, or in place once `Database.change` was told of it. Both tell
 * the listeners before the change happens, count it, and publish the event that the caller names: WATCH, the wake-up of
 * blocked clients and keyspace notifications hang on it, and so can snapshots, client tracking and undo.
 *
 * The event is published before the change, not after it. The engine is synchronous and an event holds no value, so
 * that only the order of the events can be seen, and that is the order of the calls.
 *
 * A key whose time has come is never seen: each access deletes it first, or leaves it hidden while CLIENT PAUSE
 * holds expiry back.
 */
import { Dict } from '../data/dict.ts';
import { type AccessPolicy, newAccessClock } from './access-clock.ts';
import { errors } from './errors.ts';
import { events, type KeyEvent } from './events.ts';
import type { Notifications } from './notifications.ts';
import { stringOf, type Value } from './values.ts';

/** The value of `expireAt` for a key that does not expire. */
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
export type ChangeListener = (database: Database, key: string, breaksWatch: boolean, wakes: boolean) => void;

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
  /** How many changes there have been since the start. */
  dirty = 0;
  /** False while the reading client asked for no LRU/LFU updates (CLIENT NO-TOUCH). */
  updatesAccess = true;
  /** CLIENT PAUSE: a key whose time has come is hidden, but stays until somebody stores another under its name. */
  expiryPaused = false;
  /** What runs is replayed, from a file or from a master that says itself when a key goes: no key expires by the clock. */
  replaying = false;
  /** Told of each key that expired, after its deletion: its effect is a DEL. */
  onExpired: (database: Database, key: string) => void = () => {};

  constructor(databaseCount: number, notifications: Notifications, accessPolicy: AccessPolicy) {
    this.notifications = notifications;
    this.accessPolicy = accessPolicy;
    this.databases = Array.from({ length: databaseCount }, (_, index) => new Database(this, index));
  }

  /** Adds a listener, which is told of every change from now on. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** Counts a change and tells the listeners of it. */
  announce(database: Database, key: string, breaksWatch: boolean, wakes: boolean): void {
    this.dirty++;
    const listeners = this.#listeners;
    for (let index = 0; index < listeners.length; index++)
      listeners[index](database, key, breaksWatch, wakes);
  }

  /** Counts a change of the dataset that concerns no key, so that the command is replayed: that of a function library. */
  countChange(): void {
    this.dirty++;
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
  /**
   * The key that was asked for last, and its entry. A command often asks for its key several times, and a script for
   * the same key in command after command: then the texts are one object, and nothing has to be hashed.
   */
  private lastKey: string | undefined;
  private lastEntry: KeyEntry | undefined;

  constructor(keyspace: Keyspace, index: number) {
    this.keyspace = keyspace;
    this.index = index;
  }

  get size(): number {
    return this.keys.size;
  }

  /**
   * The gate, for what is changed in place: call it before a key's value or expiry changes, once that is certain.
   * @param event what tells of the change
   * @param wakes whether those who wait for the key look at it again
   */
  change(key: string, event: KeyEvent, wakes = event.wakes): void {
    this.keyspace.announce(this, key, event.breaksWatch, wakes);
    this.keyspace.notifications.notify(event, key, this.index);
  }

  /**
   * Publishes an event that belongs to no further change. It is for a change that passed the gate as `events.silent`,
   * because Redis tells of it only after something else.
   */
  announceLate(key: string, event: KeyEvent): void {
    this.keyspace.notifications.notify(event, key, this.index);
  }

  /** The living entry of a key, without counting the access. */
  find(key: string): KeyEntry | undefined {
    const entry = key === this.lastKey ? this.lastEntry : this.seek(key);
    if (entry !== undefined && entry.expireAt !== NO_EXPIRY && entry.expireAt <= this.keyspace.now) {
      if (this.keyspace.replaying) return entry;
      if (!this.keyspace.expiryPaused) this.expire(key);
      return undefined;
    }
    return entry;
  }

  /** Whether there is a key whose time has come, and which nobody has removed yet. */
  hasExpired(key: string): boolean {
    const entry = this.keys.get(key);
    return entry !== undefined && this.isPast(entry);
  }

  private isPast({ expireAt }: KeyEntry): boolean {
    return expireAt !== NO_EXPIRY && expireAt <= this.keyspace.now && !this.keyspace.replaying;
  }

  private seek(key: string): KeyEntry | undefined {
    const entry = this.keys.get(key);
    this.lastKey = key;
    this.lastEntry = entry;
    return entry;
  }

  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  /** The entry of a key that a command reads: counts the hit or miss, tells of a miss, refreshes LRU/LFU. */
  lookup(key: string): KeyEntry | undefined {
    const entry = this.peek(key);
    const keyspace = this.keyspace;
    if (entry !== undefined && keyspace.updatesAccess) {
      entry.access = keyspace.accessPolicy.touched(entry.access, keyspace.now);
    }
    return entry;
  }

  /** The same for commands that do not access the value, such as EXISTS, TYPE and TTL: LRU and LFU stay as they are. */
  peek(key: string): KeyEntry | undefined {
    const entry = this.inspect(key);
    if (entry === undefined) this.keyspace.notifications.notify(events.keyMiss, key, this.index);
    return entry;
  }

  /** The same for OBJECT, which does not even publish a miss. */
  inspect(key: string): KeyEntry | undefined {
    const entry = this.find(key);
    const { statistics } = this.keyspace;
    if (entry === undefined) statistics.misses++;
    else statistics.hits++;
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

  /** The entry of a key whose value is to be changed in place: refreshes LRU/LFU, and is neither a hit nor a miss. */
  editEntry(key: string): KeyEntry | undefined {
    const entry = this.find(key);
    if (entry !== undefined && this.keyspace.updatesAccess) {
      entry.access = this.keyspace.accessPolicy.touched(entry.access, this.keyspace.now);
    }
    return entry;
  }

  /**
   * A collection for changing in place; call `change` once it is certain that it will change.
   * @throws ErrorReply WRONGTYPE
   */
  edit<T extends Value>(key: string, type: ValueClass<T>): T | undefined {
    const entry = this.editEntry(key);
    if (entry === undefined) return undefined;
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
  set(key: string, value: Value, event: KeyEvent, keepExpiry = false): void {
    const entry = this.find(key);
    if (entry === undefined) {
      this.add(key, value, event);
      return;
    }
    this.change(key, event, true);
    entry.value = value;
    const { accessPolicy, updatesAccess, now } = this.keyspace;
    // The value is new, and the key was looked at.
    entry.access = updatesAccess
      ? accessPolicy.touched(entry.access, now)
      : newAccessClock(accessPolicy, entry.access, now);
    if (!keepExpiry && entry.expireAt !== NO_EXPIRY) {
      entry.expireAt = NO_EXPIRY;
      this.volatile.delete(key);
    }
  }

  /**
   * Stores a value under a key that does not exist. `new` is published before the event.
   * @param expireAt milliseconds since the epoch
   */
  add(key: string, value: Value, event: KeyEvent, expireAt = NO_EXPIRY): void {
    const { keyspace } = this;
    if (keyspace.expiryPaused) this.expire(key);
    keyspace.announce(this, key, true, true);
    const entry = new KeyEntry(value, keyspace.accessPolicy.fresh(keyspace.now));
    this.keys.set(key, entry);
    this.lastKey = key;
    this.lastEntry = entry;
    if (expireAt !== NO_EXPIRY) {
      entry.expireAt = expireAt;
      this.volatile.set(key, entry);
    }
    keyspace.notifications.notify(events.new, key, this.index);
    keyspace.notifications.notify(event, key, this.index);
  }

  /** Removes a key. Answers whether it was there. */
  delete(key: string, event: KeyEvent): boolean {
    return this.find(key) !== undefined && this.discard(key, event);
  }

  /** The same also for a key whose time has come, as Redis does where a result that is stored under its name is empty. */
  discard(key: string, event: KeyEvent): boolean {
    const entry = this.keys.get(key);
    if (entry === undefined) return false;
    this.change(key, event);
    this.remove(key, entry);
    return true;
  }

  /** Sets a living key's expiry, in milliseconds since the epoch, or removes it with NO_EXPIRY. */
  setExpiry(key: string, at: number, event: KeyEvent): void {
    const entry = this.keys.get(key);
    if (entry === undefined) return;
    this.change(key, event);
    entry.expireAt = at;
    if (at === NO_EXPIRY) this.volatile.delete(key);
    else this.volatile.set(key, entry);
  }

  /** Removes a key whose time has come, with its notification and effect. */
  expire(key: string): void {
    const entry = this.keys.get(key);
    if (entry === undefined) return;
    this.change(key, events.expired);
    this.remove(key, entry);
    this.keyspace.statistics.expired++;
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

  /** Removes all keys, of which no event tells. */
  clear(): void {
    for (const key of this.keys.keys()) this.change(key, events.silent);
    this.keys = new Dict<KeyEntry>();
    this.volatile = new Dict<KeyEntry>();
    this.forgetLast();
  }

  exchange(other: Database): void {
    for (const [from, to] of [
      [this, other],
      [other, this],
    ]) {
      for (const [key, entry] of from.keys.entries()) {
        const event = from.isPast(entry) ? events.silentExpired : events.silent;
        from.change(key, event);
        to.change(key, event);
      }
    }
    [this.keys, other.keys] = [other.keys, this.keys];
    [this.volatile, other.volatile] = [other.volatile, this.volatile];
    this.forgetLast();
    other.forgetLast();
  }

  /** To be called before keys are asked for that are new text objects: comparing them with the last one takes longer. */
  forgetLast(): void {
    this.lastKey = undefined;
    this.lastEntry = undefined;
  }

  private remove(key: string, entry: KeyEntry): void {
    if (entry.expireAt !== NO_EXPIRY) this.volatile.delete(key);
    this.keys.delete(key);
    this.forgetLast();
  }
}
