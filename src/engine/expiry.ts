/**
 * The active part of expiry: keys whose time has come are deleted even if nobody asks for them. A cycle looks at a random
 * sample of the keys that have an expiry. If many of them had expired it looks at another sample, and so on until its
 * time is used up.
 */
import type { Clock, Random } from './clock.ts';
import type { Keyspace } from './keyspace.ts';

const SAMPLE = 20;
/** Go on while more than this share of a sample had expired. */
const WORTHWHILE = 0.1;
/** The time that one cycle over all databases may take, in microseconds. */
const TIME_BUDGET = 5000;

export class ActiveExpiry {
  /** DEBUG SET-ACTIVE-EXPIRE turns it off. */
  enabled = true;
  readonly #keyspace: Keyspace;
  readonly #random: Random;
  readonly #clock: Clock;

  constructor(keyspace: Keyspace, random: Random, clock: Clock) {
    this.#keyspace = keyspace;
    this.#random = random;
    this.#clock = clock;
  }

  /** One cycle. Answers how many keys it deleted. */
  run(): number {
    if (!this.enabled || this.#keyspace.expiryPaused || this.#keyspace.replaying) return 0;
    const end = this.#clock.monotonic() + TIME_BUDGET;
    const now = this.#keyspace.now;
    let deleted = 0;
    for (const database of this.#keyspace.databases) {
      for (;;) {
        let expired = 0;
        for (let tries = 0; tries < SAMPLE; tries++) {
          const drawn = database.volatile.random(this.#random);
          if (drawn === undefined) break;
          if (drawn[1].expireAt > now) continue;
          database.expire(drawn[0]);
          expired++;
        }
        deleted += expired;
        if (expired <= SAMPLE * WORTHWHILE || this.#clock.monotonic() > end) break;
      }
    }
    return deleted;
  }
}
