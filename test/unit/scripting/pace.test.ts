import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { budget } from '../../../src/lua/runtime/budget.ts';
import { FIRST_STEPS, pace } from '../../../src/scripting/pace.ts';

const { quantum, remaining } = budget;
beforeEach(() => {
  budget.quantum = budget.remaining = FIRST_STEPS;
});
afterEach(() => {
  budget.quantum = quantum;
  budget.remaining = remaining;
});

describe('the steps between two looks at the clock', () => {
  it('grow while they take little time, up to a limit', () => {
    pace(100);
    expect(budget.quantum).toBe(2 * FIRST_STEPS);
    for (let look = 0; look < 10; look++) pace(100);
    expect(budget.quantum).toBe(20_000);
  });

  it('shrink in proportion to the time that they took, and at once', () => {
    pace(500_000);
    expect(budget.quantum).toBe(FIRST_STEPS / 100);
    expect(budget.remaining).toBe(budget.quantum);
  });

  it('never become so few that nothing gets done', () => {
    pace(60_000_000);
    expect(budget.quantum).toBe(100);
  });

  it('stay as they are where they took neither long nor short', () => {
    pace(10_000);
    expect(budget.quantum).toBe(FIRST_STEPS);
  });
});
