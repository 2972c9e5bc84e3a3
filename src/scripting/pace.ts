/**
 * How many steps a script runs between two looks at the clock. A step of Lua code takes some nanoseconds, but one of a
 * library function may take hundreds of them, and no price list is exact. So the steps between two looks follow from how
 * long the last ones took: they are few at first, and grow as long as that is a short time.
 */
import { budget } from '../lua/runtime/budget.ts';

/** The steps until the first look. Most scripts end before it. */
export const FIRST_STEPS = 10_000;
/**
 * The dearest mix of library calls takes about 2 µs a step once V8 has compiled it, so that a script that turns to it looks
 * up within 50 ms; the first time it was 200.
 */
const MOST_STEPS = 20_000;
const FEWEST_STEPS = 100;
/** In less than this time as many steps more may be run, and in more than that there have to be fewer; microseconds. */
const QUICK = 5000;
const SLOW = 20_000;

/** To be called at each look but the first of a run. @param elapsed microseconds since the one before */
export function pace(elapsed: number): void {
  const { quantum } = budget;
  if (elapsed < QUICK) setQuantum(quantum * 2);
  else if (elapsed > SLOW) setQuantum(Math.floor((quantum * QUICK) / elapsed));
}

function setQuantum(steps: number): void {
  budget.quantum = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, steps));
  budget.remaining = Math.min(budget.remaining, budget.quantum);
}
