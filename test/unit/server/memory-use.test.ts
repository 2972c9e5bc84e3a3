import { describe, expect, it } from 'vitest';
import { MemoryUse } from '../../../src/server/memory-use.ts';

const MB = 1024 * 1024;
const LIMIT = 100 * MB;

/** A heap of data and garbage, and a clock; a collection takes 20 ms. */
function machine() {
  const state = { data: 0, garbage: 0, now: 1000, collections: 0 };
  const heap = {
    limit: 1000 * MB,
    used: () => state.data + state.garbage,
    collect: () => {
      state.garbage = 0;
      state.now += 20;
      state.collections++;
    },
  };
  const memory = new MemoryUse(heap, () => state.now);
  const isOverAfter = (milliseconds: number) => {
    state.now += milliseconds;
    return memory.isOver(LIMIT);
  };
  return { state, memory, isOverAfter };
}

describe('memory in use', () => {
  it('is read anew when the last reading is old', () => {
    const { state, memory } = machine();
    state.data = 5;
    expect(memory.used()).toBe(5);
    state.data = 6;
    expect(memory.used()).toBe(5);
    state.now += 11;
    expect(memory.used()).toBe(6);
  });

  it('below the limit needs no collection', () => {
    const { state, isOverAfter } = machine();
    state.garbage = LIMIT;
    expect(isOverAfter(0)).toBe(false);
    expect(state.collections).toBe(0);
  });

  it('does not count garbage against the limit', () => {
    const { state, isOverAfter } = machine();
    state.data = 90 * MB;
    state.garbage = 50 * MB;
    expect(isOverAfter(0)).toBe(false);
    expect(state.collections).toBe(1);
  });

  it('counts data against the limit', () => {
    const { state, isOverAfter } = machine();
    state.data = LIMIT + 1;
    expect(isOverAfter(0)).toBe(true);
    // Nothing is collected again before anything can have become garbage, or time has passed.
    expect(isOverAfter(11)).toBe(true);
    expect(state.collections).toBe(1);
  });

  it('notices that data was deleted, after a moment', () => {
    const { state, isOverAfter } = machine();
    state.data = LIMIT + 1;
    expect(isOverAfter(0)).toBe(true);
    state.data = 0;
    state.garbage = LIMIT + 1;
    expect(isOverAfter(250)).toBe(false);
  });

  it('spends a tenth of the time on collections at most', () => {
    const { state, isOverAfter } = machine();
    state.data = 99 * MB;
    const start = state.now;
    while (state.now < start + 10_000) {
      state.garbage += 50 * MB;
      expect(isOverAfter(11)).toBe(false);
    }
    expect(state.collections * 20).toBeLessThanOrEqual(1000);
    expect(state.collections).toBeGreaterThan(30);
  });
});
