/**
 * How many steps a script runs between two looks at the clock. A step of Lua code takes some nanoseconds, but one of a
 * library function may take hundreds of them, and no price list is exact. So the steps between two looks follow from how
 * long the last ones took: they are few at first, and grow as long as that is a short time.
 */
import type { Services } from '../engine/context.ts';
import { budget } from '../lua/runtime/budget.ts';
import type { ScriptRun } from './run.ts';
import { realTime } from './time-limit.ts';

/** The steps until the first look. Most scripts end before it. */
export const FIRST_STEPS = 10_000;
const MOST_STEPS = 100_000;
const FEWEST_STEPS = 100;
/** In less than this time as many steps more may be run, and in more than that there have to be fewer; microseconds. */
const QUICK = 5000;
const SLOW = 20_000;

export class Pace {
  private readonly engine: Services;
  private run: ScriptRun | undefined = undefined;
  private lookedAt = 0;

  constructor(engine: Services) {
    this.engine = engine;
  }

  /** To be called at each look. @param run the run under way */
  look(run: ScriptRun | undefined): void {
    const now = realTime(this.engine);
    const elapsed = now - this.lookedAt;
    this.lookedAt = now;
    if (run !== this.run) this.run = run;
    else if (elapsed < QUICK) this.set(budget.quantum * 2);
    else if (elapsed > SLOW) this.set(Math.floor((budget.quantum * QUICK) / elapsed));
  }

  /** To be called when others were let in: their time does not count as the script's. */
  resume(): void {
    this.lookedAt = realTime(this.engine);
  }

  private set(steps: number): void {
    budget.quantum = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, steps));
    budget.remaining = Math.min(budget.remaining, budget.quantum);
  }
}
