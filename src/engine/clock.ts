/**
 * Time and chance are injected: one `Clock` and one `Random` for a whole engine. A test moves the clock by
 * hand; TTLs, blocking timeouts, TIME and stream IDs follow.
 */

export interface Clock {
  /** Milliseconds since the Unix epoch, an integer. */
  milliseconds(): number;
  /** Microseconds since the Unix epoch, an integer (exact: below 2^53 until the year 2255). */
  microseconds(): number;
  /** Microseconds since an arbitrary start, never going back: for durations. */
  monotonic(): number;
}

/** A number in [0, 1), as `Math.random`. */
export type Random = () => number;

interface Performance {
  now(): number;
  readonly timeOrigin: number;
}

/** The machine's clock, in Node and in browsers alike. */
export function systemClock(): Clock {
  const performance = (globalThis as unknown as { performance: Performance }).performance;
  return {
    milliseconds: Date.now,
    // Date.now() decides the millisecond, so that TIME and TTLs agree after the machine's clock was set.
    microseconds: () => Date.now() * 1000 + Math.floor((performance.now() * 1000) % 1000),
    monotonic: () => performance.now() * 1000,
  };
}
