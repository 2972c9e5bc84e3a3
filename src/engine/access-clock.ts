/**
 * The LRU clock or LFU counter that each key carries, for OBJECT IDLETIME|FREQ and eviction: one small
 * integer, so that touching a key costs no allocation.
 *
 * LRU: seconds since 2020 of the last access. LFU: as in Redis, minutes of the last decrement (16 bits)
 * times 256, plus a logarithmic counter (8 bits).
 */
import type { Random } from './clock.ts';

const EPOCH_SECONDS = 1_577_836_800;
const LFU_START = 5;

/** The settings it depends on are read on each use, since CONFIG SET may change them. */
export interface AccessSettings {
  readonly maxmemoryPolicy: string;
  readonly lfuLogFactor: number;
  readonly lfuDecayTime: number;
}

export class AccessPolicy {
  readonly #settings: AccessSettings;
  readonly #random: Random;

  constructor(settings: AccessSettings, random: Random) {
    this.#settings = settings;
    this.#random = random;
  }

  /** Asked at each access, so it is cheap: the names of policies are constants, and comparing them compares two pointers. */
  get isLfu(): boolean {
    const policy = this.#settings.maxmemoryPolicy;
    return policy === 'allkeys-lfu' || policy === 'volatile-lfu';
  }

  /** The clock of a new key. `now`: milliseconds since the epoch. */
  fresh(now: number): number {
    return this.isLfu ? minutes(now) * 256 + LFU_START : seconds(now);
  }

  /** The clock after one more access. */
  touched(access: number, now: number): number {
    if (!this.isLfu) return seconds(now);
    const counter = this.frequency(access, now);
    return minutes(now) * 256 + this.#increment(counter);
  }

  /** Seconds since the last access. */
  idleSeconds(access: number, now: number): number {
    return Math.max(0, seconds(now) - access);
  }

  /** The LFU counter (0-255), decayed to now. */
  frequency(access: number, now: number): number {
    const decay = this.#settings.lfuDecayTime;
    const elapsed = (minutes(now) - (access >> 8)) & 0xffff;
    return decay > 0 ? Math.max(0, (access & 255) - Math.floor(elapsed / decay)) : access & 255;
  }

  /** The clock of a key that was idle for so many seconds, or that has such a counter: RESTORE's IDLETIME and FREQ. */
  withIdle(idleSeconds: number, now: number): number {
    return seconds(now) - idleSeconds;
  }

  withFrequency(counter: number, now: number): number {
    return minutes(now) * 256 + counter;
  }

  #increment(counter: number): number {
    if (counter >= 255) return 255;
    const base = Math.max(0, counter - LFU_START);
    return this.#random() < 1 / (base * this.#settings.lfuLogFactor + 1) ? counter + 1 : counter;
  }
}

/** An overwritten key keeps its frequency, and is fresh by LRU. */
export function newAccessClock(policy: AccessPolicy, access: number, now: number): number {
  return policy.isLfu ? access : policy.fresh(now);
}

function seconds(now: number): number {
  return Math.floor(now / 1000) - EPOCH_SECONDS;
}

function minutes(now: number): number {
  return Math.floor(now / 60_000) & 0xffff;
}
