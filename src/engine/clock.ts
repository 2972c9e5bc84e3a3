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
  const monotonic = () => performance.now() * 1000;
  const microseconds = wallMicroseconds(Date.now, monotonic, performance.timeOrigin * 1000);
  return { milliseconds: Date.now, microseconds, monotonic };
}

/**
 * Microseconds since the Unix epoch, of two clocks: the milliseconds decide, so that TIME and TTLs agree also after the
 * machine's clock was set. Within them the other clock goes on, so that the time does not go back.
 * @param origin microseconds since the Unix epoch when the other clock showed 0, as far as that is known
 */
export function wallMicroseconds(
  milliseconds: () => number,
  monotonic: () => number,
  origin = 0,
): () => number {
  let start = origin;
  return () => {
    const first = milliseconds() * 1000;
    const elapsed = monotonic();
    const time = Math.min(Math.max(Math.floor(start + elapsed), first), first + 999);
    // As far as it was too early or too late.
    if (Math.floor(start + elapsed) !== time) start = time - elapsed;
    return time;
  };
}
