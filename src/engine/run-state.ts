/**
 * What a script that runs tells of itself, and what others may ask of it: it has written, it was killed. Whether a
 * script is killed or writes is decided in one place, here, so that a script whose kill was granted never writes.
 *
 * The server keeps this in memory that its other thread sees too, which then answers for an engine that is deaf
 * (`SharedRunState` in src/server). Where there is one thread only, it is `PlainRunState`.
 */

export type RunKind = 'script' | 'function';

/** How a run is to end: by SCRIPT KILL or FUNCTION KILL, or by a shutdown, which spares no script that has written. */
export type RunFate = 'killed' | 'abandoned';

export interface RunState {
  /** A script or function begins. @param now `clock.monotonic()` */
  begin(kind: RunKind, now: number): void;
  end(): void;
  /** The run has looked up from its work: at the clock, and at what was asked of it. @param now `clock.monotonic()` */
  look(now: number): void;
  /** To be called before the first change. False: the script was told to end before, and must not write. */
  beginToWrite(): boolean;
  /** What was asked of the run. */
  readonly fate: RunFate | undefined;
  /** Asks the run to end at its next look. */
  kill(): void;
  /** The same though it may have written. */
  abandon(): void;
}

export class PlainRunState implements RunState {
  fate: RunFate | undefined = undefined;

  begin(): void {
    this.fate = undefined;
  }

  end(): void {}

  look(): void {}

  beginToWrite(): boolean {
    return this.fate === undefined;
  }

  kill(): void {
    this.fate ??= 'killed';
  }

  abandon(): void {
    this.fate = 'abandoned';
  }
}
