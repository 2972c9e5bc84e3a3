import { afterEach, describe, expect, vi } from 'vitest';
import type { Tidelock } from '../../../src/tidelock.ts';
import { test } from '../../../src/vitest/vitest.ts';

afterEach(() => void vi.useRealTimers());

describe('the engine of a test', () => {
  const engines: Tidelock[] = [];

  test('is made for it', ({ tidelock }) => {
    tidelock.call('SET', 'k', 'v');
    engines.push(tidelock);
  });

  test('is another one in the next test, and closed after its own', ({ tidelock }) => {
    expect(tidelock.call('EXISTS', 'k')).toBe(0);
    expect(() => engines[0].call('PING')).toThrow('the engine is closed');
  });

  test('ends scripts that do not end, however timers are faked', { timeout: 400 }, ({ tidelock }) => {
    vi.useFakeTimers();
    expect(() => tidelock.eval('while true do end')).toThrow('it ran for more than 200 ms');
  });

  const small = test.extend({ tidelockOptions: { settings: { databases: 1 } } });
  small('is made with the options of the test', ({ tidelock }) => {
    expect(tidelock.call('CONFIG', 'GET', 'databases')).toEqual(['databases', '1']);
  });

  const limited = test.extend({ tidelockOptions: { maxScriptMilliseconds: 20 } });
  limited('is made with the limit of the test', ({ tidelock }) => {
    expect(() => tidelock.eval('while true do end')).toThrow('it ran for more than 20 ms');
  });
});

describe('virtual time', () => {
  test('moves TTLs, TIME and stream IDs', ({ tidelock }) => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    tidelock.call('SET', 'k', 'v', 'PX', 1000);
    expect(tidelock.call('TIME')).toEqual(['1700000000', '0']);
    vi.advanceTimersByTime(999);
    expect(tidelock.call('PTTL', 'k')).toBe(1);
    vi.advanceTimersByTime(1);
    expect(tidelock.call('GET', 'k')).toBe(null);
    expect(tidelock.call('XADD', 's', '*', 'f', 'v')).toBe('1700000001000-0');
  });

  test('settles what waits, when its time is up and not before', async ({ tidelock }) => {
    vi.useFakeTimers();
    const settled: string[] = [];
    const wait = async (seconds: number) => {
      await tidelock.session().wait('BLPOP', 'jobs', seconds);
      settled.push(`after ${seconds}`);
    };
    const waits = [wait(2), wait(1), wait(3)];
    await vi.advanceTimersByTimeAsync(999);
    expect(settled).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toEqual(['after 1']);
    vi.advanceTimersByTime(2000);
    await Promise.all(waits);
    expect(settled).toEqual(['after 1', 'after 2', 'after 3']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends CLIENT PAUSE', async ({ tidelock }) => {
    vi.useFakeTimers();
    const session = tidelock.session();
    tidelock.call('CLIENT', 'PAUSE', 500);
    const pong = session.wait('PING');
    await vi.advanceTimersByTimeAsync(500);
    await expect(pong).resolves.toBe('PONG');
  });

  test('leaves no timer behind when nobody waits any more', async ({ tidelock }) => {
    vi.useFakeTimers();
    const worker = tidelock.session();
    const job = worker.wait('BLPOP', 'jobs', 3600);
    expect(vi.getTimerCount()).toBe(1);
    tidelock.call('RPUSH', 'jobs', 'print');
    await job;
    expect(vi.getTimerCount()).toBe(0);
    const other = worker.wait('BLPOP', 'jobs', 3600);
    tidelock.close();
    await expect(other).rejects.toThrow('closed while it waited');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('takes deadlines beyond the longest timer', async ({ tidelock }) => {
    vi.useFakeTimers();
    const days = 60;
    const job = tidelock.wait('BLPOP', 'jobs', days * 86_400);
    let isSettled = false;
    job.finally(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync((days - 1) * 86_400_000);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(isSettled).toBe(true);
  });

  test('follows timers that are faked while somebody waits already', async ({ tidelock }) => {
    const job = tidelock.session().wait('BLPOP', 'jobs', 60);
    vi.useFakeTimers();
    vi.advanceTimersByTime(60_000);
    tidelock.tick();
    await expect(job).resolves.toBe(null);
  });
});
