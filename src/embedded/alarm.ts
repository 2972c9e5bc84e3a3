/**
 * Wakes an engine when the time of a waiting session is up, by the host's `setTimeout`, which is looked up at each use so
 * that fake timers work. An engine whose clock is injected has no alarm: whoever moves the clock calls `tick`.
 */
import type { Engine } from '../engine/engine.ts';

interface HostTimers {
  setTimeout?: (run: () => void, milliseconds: number) => unknown;
  clearTimeout: (timer: unknown) => void;
}

/** The longest delay that a timer takes, in milliseconds. A later deadline needs several timers. */
const LONGEST_DELAY = 2 ** 31 - 1;

export class Alarm {
  readonly #engine: Engine;
  readonly #ring: () => void;
  /** The time that the timer is set for, in milliseconds since the epoch; infinite without a timer. */
  #deadline = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;

  /** @param ring is called at the deadline, and lets the engine do what is due */
  constructor(engine: Engine, ring: () => void) {
    this.#engine = engine;
    this.#ring = ring;
  }

  /** Sets the timer anew after a change of who waits, or until when. */
  update(isAnyoneWaiting: boolean): void {
    const { blocking, pause, clock } = this.#engine;
    const deadline = isAnyoneWaiting
      ? Math.min(
          blocking.nextDeadline() ?? Number.POSITIVE_INFINITY,
          pause.deadline ?? Number.POSITIVE_INFINITY,
        )
      : Number.POSITIVE_INFINITY;
    const now = clock.milliseconds();
    // A timer that is overdue never rings: the host's timers have been replaced since it was set.
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
