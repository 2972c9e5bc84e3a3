import { describe, expect, it } from 'vitest';
import { hasStackRoom, measureStack } from '../../../../src/lua/runtime/stack-room.ts';

describe('the room on the stack', () => {
  it('shrinks with each call, and does not depend on when it is measured', () => {
    const descend = (levels: number): number => (levels === 0 ? measureStack() : descend(levels - 1) + 0);
    const whole = measureStack();
    expect(whole).toBeGreaterThan(400_000);
    expect(measureStack()).toBe(whole);
    expect(descend(2000)).toBeLessThan(whole);
  });

  it('is missing at the end only', () => {
    expect(hasStackRoom()).toBe(true);
    let ended = false;
    const descend = (): number => {
      if (!hasStackRoom()) {
        ended = true;
        return 0;
      }
      return descend() + 1;
    };
    expect(descend()).toBeGreaterThan(1000);
    expect(ended).toBe(true);
  });
});
