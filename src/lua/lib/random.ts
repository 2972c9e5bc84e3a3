/**
 * The pseudo-random numbers that scripts of Redis get. They come from the 48-bit linear congruential generator of C's
 * `lrand48`, which gives the same numbers on every machine. A generator starts in the same state as that of a Redis
 * server, and continues from script to script; `math.randomseed` starts it anew.
 */

const HALF = 2 ** 24;
const MULTIPLIER_HIGH = 0x5de;
const MULTIPLIER_LOW = 0xece66d;
const INCREMENT = 0xb;

export class Random48 {
  /** The 48 bits in two halves, because the products of halves are exact in a double. */
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
