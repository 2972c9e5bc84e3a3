import { expect, it } from 'vitest';
import { run } from '../../../src/lua/lua.ts';
import { budget } from '../../../src/lua/runtime/budget.ts';
import { currentState } from '../../../src/lua/runtime/state.ts';
import { warmUp } from '../../../src/lua/warm-up.ts';

it('the warm-up runs to its end and leaves nothing behind', () => {
  const before = { ...budget, state: currentState() };
  expect([...warmUp()].length).toBeGreaterThan(100);
  expect({ ...budget, state: currentState() }).toEqual(before);
  expect(run('return 1 + 1, KEYS')).toEqual([2, undefined]);
});
