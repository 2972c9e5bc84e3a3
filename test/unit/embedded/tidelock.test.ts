import { describe, expect, test } from 'vitest';
import { ManualClock, Tidelock, type TidelockOptions } from '../../../src/tidelock.ts';

/** An engine that has seen a bit of everything, and its INFO as fields. */
function fields(options: TidelockOptions): [name: string, text: string][] {
  const tidelock = new Tidelock(options);
  tidelock.call('SET', 'k', 'v', 'EX', 100);
  tidelock.eval("return redis.call('GET', KEYS[1])", { keys: ['k'] });
  expect(() => tidelock.call('INCR', 'k')).toThrow();
  tidelock.tick();
  return tidelock
    .call<string>('INFO', 'everything')
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
}

describe.each<[string, TidelockOptions]>([
  ["the host's clock", {}],
  ['a clock that stands still', { clock: new ManualClock() }],
  ['a fractional clock', { clock: new ManualClock(1.25) }],
])('INFO by %s', (_, options) => {
  test('has a sane value in every field', () => {
    const all = fields(options);
    expect(all.length).toBeGreaterThan(80);
    for (const [name, text] of all) {
      expect(`${name}:${text}`).not.toMatch(/NaN|undefined|null|Infinity|\[object|:$/);
      const isNumeric = /^-?[\d.]+[BKMGTP%]?$/.test(text);
      if (/^-/.test(text)) expect(`${name}:${text}`).toMatch(/(_sec|_offset):-1$/);
      if (/(_perc|_sec|_bytes|_usec|^used_memory|^total_|^connected_)/.test(name))
        expect(isNumeric).toBe(true);
    }
  });

  test('says that no memory is measured', () => {
    const found = new Map(fields(options));
    expect(found.get('used_memory')).toBe('0');
    expect(found.get('used_memory_peak_perc')).toBe('100.00%');
    expect(found.get('maxmemory')).toBe('0');
  });
});
