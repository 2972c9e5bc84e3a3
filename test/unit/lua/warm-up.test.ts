import { expect, it } from 'vitest';
import { run } from '../../../src/lua/lua.ts';
import { budget } from '../../../src/lua/runtime/budget.ts';
import { callDepth } from '../../../src/lua/runtime/call-depth.ts';
import { currentState } from '../../../src/lua/runtime/state.ts';
import { warmUp } from '../../../src/lua/warm-up.ts';

/** The counters, but for the steps and calls that are left: outside of a state nobody is charged for them. */
function counters() {
  const { deepest, quantum, hook, tail, nestedCalls, protectedCalls } = budget;
  return {
    deepest,
    quantum,
    hook,
    tail,
    nestedCalls,
    protectedCalls,
    depth: callDepth(),
    state: currentState(),
  };
}

it('the warm-up runs to its end and leaves nothing behind', () => {
  const before = counters();
  expect([...warmUp()].length).toBeGreaterThan(100);
  expect(counters()).toEqual(before);
  expect(run('return 1 + 1, KEYS')).toEqual([2, undefined]);
});
