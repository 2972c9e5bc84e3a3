import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { ManualClock, Tidelock, type TidelockOptions } from '../../../src/tidelock.ts';

const make = (options: unknown) => () => new Tidelock(options as TidelockOptions);

describe('the options of an engine', () => {
  test.each([
    [
      { clcok: 1 },
      "new Tidelock: unknown option 'clcok'; it takes 'clock', 'random', 'settings', 'log', 'scripts' and 'maxScriptMilliseconds'",
    ],
    [JSON.parse('{ "__proto__": 1 }'), "new Tidelock: unknown option '__proto__'"],
    [null, 'new Tidelock takes an object of options, not null'],
    [[], 'new Tidelock takes an object of options, not an array'],
    ['redis://', "new Tidelock takes an object of options, not 'redis://'"],
    [new ManualClock(), 'new Tidelock takes an object of options, not an instance of ManualClock'],
    [
      { clock: Date },
      "option 'clock' must be an object with the methods milliseconds, microseconds and monotonic, such as a ManualClock, not the function 'Date'",
    ],
    [{ clock: null }, "option 'clock' must be"],
    [{ random: 0.5 }, "option 'random' must be a function, not 0.5"],
    [{ log: console }, "option 'log' must be a function, not an"],
    [{ maxScriptMilliseconds: '1s' }, "option 'maxScriptMilliseconds' must be a number above 0, not '1s'"],
    [{ maxScriptMilliseconds: null }, "option 'maxScriptMilliseconds' must be a number above 0, not null"],
    [{ scripts: 'no' }, "option 'scripts' must be true or false, not 'no'"],
    [
      { settings: [] },
      "option 'settings' takes an object of values by their names in redis.conf, not an array",
    ],
    [{ settings: 'maxclients 1' }, "option 'settings' takes an object"],
    [{ settings: { nosuch: '1' } }, "Unknown setting 'nosuch'; the names are those of redis.conf"],
    [{ settings: { __proto__: null, constructor: '1' } }, "Unknown setting 'constructor'"],
    [
      { settings: { databases: null } },
      "Setting 'databases' must be a string, a finite number, true or false, not null",
    ],
  ])('%o is refused', (options, message) => {
    expect(make(options)).toThrow(TypeError);
    expect(make(options)).toThrow(message);
  });

  test.each([
    [{ settings: { databases: Number.NaN } }, "Setting 'databases' must be a string, a finite number"],
    [{ settings: { databases: 0 } }, "Setting 'databases' does not take 0: argument must be between 1 and"],
    [
      { settings: { databases: true } },
      "Setting 'databases' does not take true: argument couldn't be parsed",
    ],
    [
      { settings: { 'dynamic-hz': 1 } },
      "Setting 'dynamic-hz' does not take 1: argument must be 'yes' or 'no'",
    ],
    [{ maxScriptMilliseconds: 0 }, "option 'maxScriptMilliseconds' must be a number above 0, not 0"],
    [{ maxScriptMilliseconds: -1 }, 'not -1'],
    [{ maxScriptMilliseconds: Number.NaN }, 'not NaN'],
    [{ random: () => 1 }, "option 'random' must answer numbers from 0 to less than 1, not 1"],
    [{ clock: { milliseconds: () => Number.NaN, microseconds: () => 0, monotonic: () => 0 } }, 'not NaN'],
  ])('%o is out of range', (options, message) => {
    expect(make(options)).toThrow(RangeError);
    expect(make(options)).toThrow(message);
  });

  test('may have no prototype, or one of another realm', () => {
    const bare = Object.assign(Object.create(null), { clock: new ManualClock(5000) });
    expect(new Tidelock(bare).call('TIME')).toEqual(['5', '0']);
    expect(make(runInNewContext('({ settings: { databases: 2 } })'))).not.toThrow();
  });

  test('are read once, and what a getter throws comes out', () => {
    let reads = 0;
    const counted = {
      get random() {
        reads++;
        return Math.random;
      },
    };
    new Tidelock(counted);
    expect(reads).toBe(1);
    const failing = {
      get clock(): never {
        throw new Error('from the getter');
      },
    };
    expect(make(failing)).toThrow('from the getter');
  });

  test('settings take text, numbers and booleans, by their names in any case', () => {
    const settings = {
      'hash-max-listpack-entries': 1,
      'LAZYFREE-LAZY-EXPIRE': true,
      'dynamic-hz': false,
      requirepass: 'grün',
      'proto-max-bulk-len': '2mb',
    };
    const tidelock = new Tidelock({ settings });
    const value = (name: string) => tidelock.call<string[]>('CONFIG', 'GET', name)[1];
    expect(Object.keys(settings).map(value)).toEqual(['1', 'yes', 'no', 'grün', '2097152']);
  });

  test.each(['maxmemory', 'maxmemory-clients', 'lua-memory-limit'])(
    '%s takes only 0, because nobody measures memory',
    (name) => {
      expect(make({ settings: { [name]: 100 } })).toThrow(
        `Setting '${name}' does not take 100: an embedded engine does not measure its memory, so that it takes only 0`,
      );
      const tidelock = new Tidelock({ settings: { [name]: 0 } });
      expect(() => tidelock.call('CONFIG', 'SET', name, '100mb')).toThrow('does not measure its memory');
      expect(tidelock.call('CONFIG', 'GET', name)).toEqual([name, '0']);
    },
  );
});

describe('the options of a session', () => {
  const open = (options: unknown) => () => new Tidelock().session(options as never);

  test.each([
    [{ resp: 4 }, RangeError, "session: option 'resp' must be 2 or 3, not 4"],
    [{ resp: '3' }, TypeError, "session: option 'resp' must be 2 or 3, not '3'"],
    [{ bytes: 1 }, TypeError, "session: option 'bytes' must be true or false, not 1"],
    [{ onPush: [] }, TypeError, "session: option 'onPush' must be a function, not an array"],
    [
      { onMessage: () => {} },
      TypeError,
      "session: unknown option 'onMessage'; it takes 'resp', 'bytes' and 'onPush'",
    ],
    [3, TypeError, 'session takes an object of options, not 3'],
  ])('%o is refused', (options, kind, message) => {
    expect(open(options)).toThrow(kind);
    expect(open(options)).toThrow(message);
  });
});
