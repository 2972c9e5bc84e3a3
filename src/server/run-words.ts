/**
 * The run of a script in words that both threads see. The engine tells that a script runs, since when, when it last looked
 * up, and whether it has written; the front may ask it to end, and may hold the engine's input while the engine is deaf.
 *
 * One word says all that has to be decided together, and changes by atomic steps only. The engine owns the ring that it
 * reads, except while a script runs: then the front may take it by setting HELD, and the engine has it back once it asks
 * for it (`beginDrain`, `end`), waiting for the front if need be. So the lock costs nothing where no script runs. A script
 * that sets WRITTEN and finds KILLED has lost: it ends without having written; a kill that finds WRITTEN is refused.
 */
import { hrtime } from 'node:process';
import type { RunFate, RunKind, RunState } from '../engine/run-state.ts';

/** The word that decides, and one that the front sets when it has changed the engine's input. */
const RUN = 0;
const STOOD_IN = 1;
const WORDS = 2;

const RUNS = 1;
const IS_FUNCTION = 2;
/** The engine has its input to itself: it serves other clients from inside of the script. */
const DRAINS = 4;
/** The front has the engine's input. */
const HELD = 8;
const WRITTEN = 16;
const KILLED = 32;
const ABANDONED = 64;

/** When the run began and when it last looked up, in microseconds of the engine's clock. */
const BEGAN = 0;
const LOOKED = 1;
/** What the clock that both threads share showed when the engine's clock was at 0, microseconds. */
const ORIGIN = 2;
const TIMES = 3;

/** What became of the wish to end a run. `otherKind`: a function runs and a script was meant, or the other way round. */
export type KillOutcome = 'killed' | 'unkillable' | 'otherKind';

/** Microseconds, the same in all threads. */
const sharedClock = () => Number(hrtime.bigint() / 1000n);

export class SharedRunState implements RunState {
  /** How much memory it takes. */
  static readonly BYTES = TIMES * 8 + WORDS * 4;

  private readonly times: Float64Array;
  private readonly words: Int32Array;

  /** @param offset where in the memory it stands, a multiple of 8 */
  constructor(memory: SharedArrayBuffer, offset = 0) {
    this.times = new Float64Array(memory, offset, TIMES);
    this.words = new Int32Array(memory, offset + TIMES * 8, WORDS);
  }

  /** For the engine, before the first run: what its clock shows now. */
  setClock(now: number): void {
    this.times[ORIGIN] = sharedClock() - now;
  }

  begin(kind: RunKind, now: number): void {
    this.times[BEGAN] = this.times[LOOKED] = now;
    // The front changes the word only while it says that something runs, and looks at it much later: a plain store is enough.
    this.words[RUN] = kind === 'script' ? RUNS : RUNS | IS_FUNCTION;
  }

  end(): void {
    this.takeInput(0);
  }

  look(now: number): void {
    this.times[LOOKED] = now;
  }

  beginToWrite(): boolean {
    return (Atomics.or(this.words, RUN, WRITTEN) & (KILLED | ABANDONED)) === 0;
  }

  get fate(): RunFate | undefined {
    const word = this.words[RUN];
    if ((word & (KILLED | ABANDONED)) === 0) return undefined;
    return (word & ABANDONED) === 0 ? 'killed' : 'abandoned';
  }

  kill(): void {
    Atomics.or(this.words, RUN, KILLED);
  }

  abandon(): void {
    this.change((word) => ((word & RUNS) === 0 ? undefined : word | ABANDONED));
  }

  /** For the engine, inside of a run: from now on the input is the engine's. */
  beginDrain(): void {
    this.takeInput(DRAINS);
  }

  endDrain(): void {
    Atomics.and(this.words, RUN, ~DRAINS);
  }

  /** For the engine, when it has its input: whether the front has changed it since this was last asked. */
  takeStoodIn(): boolean {
    if (this.words[STOOD_IN] === 0) return false;
    this.words[STOOD_IN] = 0;
    return true;
  }

  /** For the front: the kind of the run under way. */
  get kind(): RunKind {
    return (Atomics.load(this.words, RUN) & IS_FUNCTION) === 0 ? 'script' : 'function';
  }

  /** For the front: when the run under way began, in microseconds of the engine's clock. */
  get began(): number {
    return this.times[BEGAN];
  }

  /**
   * For the front: whether a script should have let others in by now and has not looked up for a while.
   * @param threshold milliseconds after which a script lets others in
   * @param patience milliseconds
   */
  isDeaf(threshold: number, patience: number): boolean {
    const word = Atomics.load(this.words, RUN);
    if ((word & RUNS) === 0 || (word & (DRAINS | HELD)) !== 0) return false;
    const now = sharedClock() - this.times[ORIGIN];
    return now - this.times[BEGAN] >= threshold * 1000 && now - this.times[LOOKED] >= patience * 1000;
  }

  /** For the front: takes the engine's input. False: the engine has it, because it drains or because no script runs. */
  hold(): boolean {
    const took = this.change((word) => ((word & (RUNS | DRAINS)) === RUNS ? word | HELD : undefined));
    if (took) this.words[STOOD_IN] = 1;
    return took;
  }

  /** For the front: gives the engine its input back. */
  letGo(): void {
    Atomics.and(this.words, RUN, ~HELD);
    Atomics.notify(this.words, RUN);
  }

  /** For the front, which holds the input: SCRIPT KILL, FUNCTION KILL. */
  askToEnd(kind: RunKind): KillOutcome {
    let outcome: KillOutcome = 'killed';
    this.change((word) => {
      outcome = 'killed';
      if ((word & WRITTEN) !== 0) outcome = 'unkillable';
      else if (((word & IS_FUNCTION) === 0) !== (kind === 'script')) outcome = 'otherKind';
      return outcome === 'killed' ? word | KILLED : undefined;
    });
    return outcome;
  }

  /** Waits until the front does not hold the input, and takes it: DRAINS is added, or the run is over. */
  private takeInput(add: number): void {
    const { words } = this;
    for (;;) {
      const word = words[RUN];
      if ((word & HELD) !== 0) Atomics.wait(words, RUN, word);
      else if (Atomics.compareExchange(words, RUN, word, add === 0 ? 0 : word | add) === word) return;
    }
  }

  /** Changes the word as `next` says, which answers undefined to leave it. Answers whether it was changed. */
  private change(next: (word: number) => number | undefined): boolean {
    for (;;) {
      const word = Atomics.load(this.words, RUN);
      const changed = next(word);
      if (changed === undefined) return false;
      if (Atomics.compareExchange(this.words, RUN, word, changed) === word) return true;
    }
  }
}
