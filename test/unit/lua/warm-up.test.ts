import { expect, it } from 'vitest';
import { run } from '../../../src/lua/lua.ts';
import { budget } from '../../../src/lua/runtime/budget.ts';
import { currentState } from '../../../src/lua/runtime/state.ts';
import { WarmUp } from '../../../src/lua/warm-up.ts';

it('the warm-up runs to its end and leaves nothing behind', () => {
  const before = { ...budget, state: currentState() };
  const warmUp = new WarmUp();
  let slices = 1;
  while (warmUp.step()) slices++;
  expect(slices).toBeGreaterThan(100);
  expect({ ...budget, state: currentState() }).toEqual(before);
  expect(run('return 1 + 1, KEYS')).toEqual([2, undefined]);
});
