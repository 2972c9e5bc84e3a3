import { afterEach, describe, expect, test, vi } from 'vitest';
import { hostClock, ManualClock } from '../../../src/embedded/clocks.ts';

describe('a manual clock', () => {
  test('counts milliseconds and microseconds from its start', () => {
    const clock = new ManualClock(1_700_000_000_000);
    clock.advance(1.5);
    expect(clock.milliseconds()).toBe(1_700_000_000_001);
    expect(clock.microseconds()).toBe(1_700_000_000_001_500);
    expect(clock.monotonic()).toBe(1500);
  });

  test('may be set back, by which no duration gets negative', () => {
    const clock = new ManualClock(5000);
    clock.advance(10);
    clock.set(1000);
    expect(clock.milliseconds()).toBe(1000);
    expect(clock.monotonic()).toBe(10_000);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1e21])('refuses to advance by %s', (milliseconds) => {
    const clock = new ManualClock(7);
    expect(() => clock.advance(milliseconds)).toThrow(RangeError);
    expect(() => clock.advance(milliseconds)).toThrow(
      `ManualClock: advance takes a number of milliseconds, from 0 to 9007199254733 now, not ${milliseconds}`,
    );
    expect(clock.milliseconds()).toBe(7);
  });

  test.each(['10', null, undefined, 10n])('refuses to advance by %o', (milliseconds) => {
    expect(() => new ManualClock().advance(milliseconds as never)).toThrow(TypeError);
  });

  test('refuses instants that are none', () => {
    expect(() => new ManualClock(Number.NaN)).toThrow(
      'ManualClock: the start must be a number of milliseconds since the Unix epoch, from 0 to 9007199254740, not NaN',
    );
    expect(() => new ManualClock().set(-5)).toThrow(RangeError);
    expect(() => new ManualClock(new Date() as never)).toThrow('not an instance of Date');
  });
});

describe("the host's clock", () => {
  afterEach(() => void vi.useRealTimers());

  test('follows fake timers, and its durations never go back', () => {
    const clock = hostClock();
    const before = clock.monotonic();
    vi.useFakeTimers({ now: 1_000_000 });
    expect(clock.milliseconds()).toBe(1_000_000);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(before);
    vi.advanceTimersByTime(250);
    expect(clock.milliseconds()).toBe(1_000_250);
    expect(clock.microseconds()).toBe(1_000_250_000);
    const during = clock.monotonic();
    vi.useRealTimers();
    expect(clock.monotonic()).toBeGreaterThanOrEqual(during);
  });
});
