/**
 * Wakes an engine when the time of a waiting session is up, by the host's `setTimeout`. That is looked up at each use,
 * so that fake timers work. Engines whose clock is injected have no alarm: who moves the clock calls `tick`.
 */
import type { Engine } from '../engine/engine.ts';

interface HostTimers {
  setTimeout?: (run: () => void, milliseconds: number) => unknown;
  clearTimeout: (timer: unknown) => void;
}

/** Timers take no longer delays, milliseconds: later deadlines need several. */
const LONGEST_DELAY = 2 ** 31 - 1;

export class Alarm {
  readonly #engine: Engine;
  readonly #ring: () => void;
  /** What the timer is set for, milliseconds since the epoch. */
  #deadline = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;

  /** @param ring lets time events happen */
  constructor(engine: Engine, ring: () => void) {
    this.#engine = engine;
    this.#ring = ring;
  }

  /** Follows a change of who waits, and until when. */
  update(isAnyoneWaiting: boolean): void {
    const { blocking, pause, clock } = this.#engine;
    const deadline = isAnyoneWaiting
      ? Math.min(
          blocking.nextDeadline() ?? Number.POSITIVE_INFINITY,
          pause.deadline ?? Number.POSITIVE_INFINITY,
        )
      : Number.POSITIVE_INFINITY;
    const now = clock.milliseconds();
    // A timer that is overdue belonged to timers that have been replaced since.
    if (deadline === this.#deadline && now <= deadline) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#deadline = deadline;
    const { setTimeout, clearTimeout } = globalThis as unknown as HostTimers;
    if (deadline === Number.POSITIVE_INFINITY || setTimeout === undefined) return;
    const timer = setTimeout(
      () => {
        this.#deadline = Number.POSITIVE_INFINITY;
        this.#ring();
      },
      Math.min(Math.max(deadline - now, 0), LONGEST_DELAY),
    );
    this.#cancel = () => clearTimeout(timer);
  }
}
