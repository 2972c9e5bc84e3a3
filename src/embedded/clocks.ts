/** The clocks of embedded engines: the host's, and one that is moved by hand. */
import { type Clock, wallMicroseconds } from '../engine/clock.ts';
import { refusal } from '../options/check.ts';

interface HostTime {
  Date: { now(): number };
  performance: { now(): number };
}

/**
 * The host's clock. It looks up `Date` at each reading, so the time of day follows the fake timers of a test runner, which
 * replace `Date`. Durations are measured by the `performance` that was there when the clock was made, since another one
 * may begin at another time.
 */
export function hostClock(): Clock {
  const host = globalThis as unknown as HostTime;
  const { performance } = host;
  const milliseconds = () => Math.floor(host.Date.now());
  const microseconds = wallMicroseconds(milliseconds, () => host.performance.now() * 1000);
  return { milliseconds, microseconds, monotonic: () => performance.now() * 1000 };
}

/** Kept before anybody can put fake timers in its place. */
const original = (globalThis as unknown as HostTime).performance;

/**
 * The machine's time in microseconds since an arbitrary start, which neither an injected clock nor fake timers hold up:
 * it is that of `performance` as it was when the package was loaded.
 */
export function realTime(): number {
  return original.now() * 1000;
}

/** The last instant whose microseconds a number holds exactly, in milliseconds since the Unix epoch. It is in 2255. */
const LAST_INSTANT = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

function checkInstant(what: string, milliseconds: number): number {
  if (typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds <= LAST_INSTANT)
    return milliseconds;
  const expected = `must be a number of milliseconds since the Unix epoch, from 0 to ${LAST_INSTANT}`;
  throw refusal(milliseconds, 'number', `ManualClock: ${what} ${expected}`);
}

/**
 * A clock that stands still until it is moved: TTLs, TIME, stream IDs and the timeouts of blocking commands follow it.
 * After moving it call {@link Tidelock.tick} where sessions wait in `wait()`.
 *
 * @example
 * ```ts
 * const clock = new ManualClock(Date.UTC(2030, 0, 1));
 * const tidelock = new Tidelock({ clock });
 * tidelock.call('SET', 'session', 'token', 'EX', 60);
 * clock.advance(60_000);
 * tidelock.call('GET', 'session'); // null
 * ```
 */
export class ManualClock implements Clock {
  #microseconds: number;
  /** How far the clock has been moved forward since it was made, in microseconds. */
  #elapsed = 0;

  /**
   * @param startMilliseconds the first instant, in milliseconds since the Unix epoch; 0 by default
   * @throws TypeError for what is no number; RangeError for NaN and for instants before 1970 or after 2255
   */
  constructor(startMilliseconds = 0) {
    this.#microseconds = Math.round(checkInstant('the start', startMilliseconds) * 1000);
  }

  /** Milliseconds since the Unix epoch, an integer. */
  milliseconds(): number {
    return Math.floor(this.#microseconds / 1000);
  }

  /** Microseconds since the Unix epoch, an integer. */
  microseconds(): number {
    return this.#microseconds;
  }

  /** Microseconds by which the clock was moved forward since it was made. */
  monotonic(): number {
    return this.#elapsed;
  }

  /**
   * Moves the clock forward.
   *
   * @param milliseconds 0 or more; fractions count down to the microsecond
   * @throws TypeError for what is no number; RangeError for NaN, negative numbers and instants after 2255
   * @example
   * ```ts
   * clock.advance(1500); // a second and a half
   * ```
   */
  advance(milliseconds: number): void {
    const now = this.#microseconds / 1000;
    if (typeof milliseconds !== 'number' || !(milliseconds >= 0 && now + milliseconds <= LAST_INSTANT)) {
      throw refusal(
        milliseconds,
        'number',
        `ManualClock: advance takes a number of milliseconds, from 0 to ${Math.floor(LAST_INSTANT - now)} now`,
      );
    }
    this.#move(this.#microseconds + Math.round(milliseconds * 1000));
  }

  /**
   * Sets the clock to an instant, also an earlier one.
   *
   * @param milliseconds since the Unix epoch
   * @throws TypeError for what is no number; RangeError for NaN and for instants before 1970 or after 2255
   * @example
   * ```ts
   * clock.set(Date.UTC(2030, 5, 1));
   * ```
   */
  set(milliseconds: number): void {
    this.#move(Math.round(checkInstant('set takes an instant, which', milliseconds) * 1000));
  }

  #move(microseconds: number): void {
    this.#elapsed += Math.max(0, microseconds - this.#microseconds);
    this.#microseconds = microseconds;
  }
}
