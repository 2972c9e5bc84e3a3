/**
 * The pseudo-random numbers that scripts on Redis see: the 48-bit linear congruential generator of
 * `lrand48`, the same on every machine. A generator starts as a Redis server does and goes on from
 * script to script; `math.randomseed` restarts it.
 */

const HALF = 2 ** 24;
const MULTIPLIER_HIGH = 0x5de;
const MULTIPLIER_LOW = 0xece66d;
const INCREMENT = 0xb;

export class Random48 {
  /** The 48 bits in two halves: products of halves are exact in a double. */
  #high = 0x1234ab;
  #low = 0xcd330e;

  /** Restarts from a signed 32-bit integer. */
  seed(seed: number): void {
    const bits = seed >>> 0;
    this.#high = bits >>> 8;
    this.#low = ((bits & 0xff) << 16) | 0x330e;
  }

  /** The next integer of 0 .. 2^31 - 1. */
  next(): number {
    const low = this.#low * MULTIPLIER_LOW + INCREMENT;
    const carry = Math.floor(low / HALF);
    const high = this.#high * MULTIPLIER_LOW + this.#low * MULTIPLIER_HIGH + carry;
    this.#low = low % HALF;
    this.#high = high % HALF;
    return this.#high * 2 ** 7 + (this.#low >>> 17);
  }
}
