import { describe, expect, it } from 'vitest';
import { wallMicroseconds } from '../../../src/engine/clock.ts';

describe('microseconds of two clocks', () => {
  /** A clock of milliseconds that begins a new one at the `phase` of the other clock, and can be set. */
  const clocks = (phase: number) => {
    let elapsed = 0;
    let setBy = 0;
    const milliseconds = () => 5000 + setBy + Math.floor((elapsed + phase) / 1000);
    return {
      read: wallMicroseconds(milliseconds, () => elapsed),
      milliseconds,
      advance: (microseconds: number) => {
        elapsed += microseconds;
      },
      set: (by: number) => {
        setBy += by;
      },
    };
  };

  it.each([0, 1, 333, 999])('never go back, and lie in the millisecond, whose phase is %i', (phase) => {
    const { read, milliseconds, advance } = clocks(phase);
    let last = 0;
    for (let step = 0; step < 1000; step++) {
      const time = read();
      expect(time).toBeGreaterThanOrEqual(last);
      expect(Math.floor(time / 1000)).toBe(milliseconds());
      last = time;
      advance(37.25);
    }
  });

  it('go on by what the other clock says', () => {
    const { read, advance } = clocks(0);
    const first = read();
    advance(250);
    expect(read() - first).toBe(250);
  });

  it('follow a clock that is set', () => {
    const { read, set, advance } = clocks(0);
    read();
    set(-4000);
    advance(100);
    expect(Math.floor(read() / 1000)).toBe(1000);
    set(1_000_000);
    expect(Math.floor(read() / 1000)).toBe(1_001_000);
  });
});
