/** The checks of the options of embedded engines and sessions. */
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Clock, Random } from '../engine/clock.ts';
import type { LogLevel } from '../engine/log-level.ts';
import { SettingError } from '../engine/setting-kinds.ts';
import { type SettingName, SettingsRegistry } from '../engine/settings.ts';
import {
  checkBoolean,
  checkFunction,
  checkPlainObject,
  checkProperties,
  describe,
  refusal,
} from '../options/check.ts';
import type { SessionOptions, SettingValue, TidelockOptions } from './api.ts';

/** The options of an engine, after the checks. */
export interface CheckedOptions {
  clock: Clock | undefined;
  random: Random;
  settings: SettingsRegistry;
  log: ((level: LogLevel, message: string) => void) | undefined;
  scripts: boolean;
  /** Undefined for no limit. */
  scriptMilliseconds: number | undefined;
}

const TIDELOCK = 'new Tidelock';
const OPTIONS = 'an object of options';

/** @throws TypeError, RangeError */
export function checkTidelockOptions(given: TidelockOptions | undefined): CheckedOptions {
  const known = ['clock', 'random', 'settings', 'log', 'scripts', 'maxScriptMilliseconds'] as const;
  const { clock, random, settings, log, scripts, maxScriptMilliseconds } = checkProperties(
    TIDELOCK,
    OPTIONS,
    'option',
    given,
    known,
  );
  return {
    clock: clock === undefined ? undefined : checkClock(clock),
    random: random === undefined ? Math.random : checkedRandom(checkFunction(TIDELOCK, 'random', random)),
    settings: readSettings(TIDELOCK, settings),
    log: checkFunction(TIDELOCK, 'log', log),
    scripts: checkBoolean(TIDELOCK, 'scripts', scripts) ?? true,
    scriptMilliseconds: checkLimit('maxScriptMilliseconds', maxScriptMilliseconds),
  };
}

/** @throws TypeError, RangeError */
export function checkSessionOptions(given: SessionOptions | undefined): SessionOptions {
  const known = ['resp', 'bytes', 'onPush'] as const;
  const { resp, bytes, onPush } = checkProperties('session', OPTIONS, 'option', given, known);
  if (resp !== undefined && resp !== 2 && resp !== 3) {
    throw refusal(resp, 'number', "session: option 'resp' must be 2 or 3");
  }
  checkBoolean('session', 'bytes', bytes);
  checkFunction('session', 'onPush', onPush);
  return { resp, bytes, onPush };
}

/** A limit; undefined where there is none. */
function checkLimit(name: string, limit: number | undefined): number | undefined {
  if (limit === undefined || limit === Number.POSITIVE_INFINITY) return undefined;
  if (typeof limit === 'number' && limit > 0) return limit;
  throw refusal(limit, 'number', `${TIDELOCK}: option '${name}' must be a number above 0`);
}

const CLOCK_METHODS = ['milliseconds', 'microseconds', 'monotonic'] as const;

function checkClock(clock: Clock): Clock {
  const isClock =
    typeof clock === 'object' &&
    clock !== null &&
    CLOCK_METHODS.every((method) => typeof clock[method] === 'function');
  if (!isClock) {
    const expected =
      'an object with the methods milliseconds, microseconds and monotonic, such as a ManualClock';
    throw new TypeError(`${TIDELOCK}: option 'clock' must be ${expected}, not ${describe(clock)}`);
  }
  for (const method of CLOCK_METHODS) {
    const reading: unknown = clock[method]();
    if (typeof reading === 'number' && Number.isFinite(reading)) continue;
    throw refusal(
      reading,
      'number',
      `${TIDELOCK}: option 'clock' must answer finite numbers from ${method}()`,
    );
  }
  return clock;
}

/** Checks each number that `random` draws. One that is out of bounds would lead to elements that do not exist. */
function checkedRandom(random: Random): Random {
  return () => {
    const number = random();
    if (typeof number === 'number' && number >= 0 && number < 1) return number;
    throw refusal(number, 'number', `${TIDELOCK}: option 'random' must answer numbers from 0 to less than 1`);
  };
}

/** The settings that limit memory, which an embedded engine does not measure. */
const UNMEASURED: readonly SettingName[] = ['maxmemory', 'maxmemory-clients', 'lua-memory-limit'];

function readSettings(owner: string, given: TidelockOptions['settings']): SettingsRegistry {
  const registry = new SettingsRegistry();
  registry.onApply((name) => {
    if (UNMEASURED.includes(name) && registry.get(name) !== '0') {
      throw new SettingError('an embedded engine does not measure its memory, so that it takes only 0');
    }
  });
  if (given === undefined) return registry;
  checkPlainObject(`${owner}: option 'settings'`, 'an object of values by their names in redis.conf', given);
  for (const [name, value] of Object.entries(given)) applySetting(registry, owner, name, value);
  return registry;
}

function applySetting(registry: SettingsRegistry, owner: string, name: string, value: SettingValue): void {
  const setting = SettingsRegistry.resolve(name);
  if (setting === undefined) {
    throw new TypeError(
      `${owner}: Unknown setting '${name.slice(0, 60)}'; the names are those of redis.conf`,
    );
  }
  try {
    registry.setAll([[setting, settingText(owner, name, value)]]);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    throw new RangeError(`${owner}: Setting '${name}' does not take ${describe(value)}: ${error.message}`);
  }
}

/** The value of a setting as it would stand in redis.conf. */
function settingText(owner: string, name: string, value: SettingValue): string {
  if (typeof value === 'string') return encodeUtf8(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const expected = 'must be a string, a finite number, true or false';
  throw refusal(value, 'number', `${owner}: Setting '${name}' ${expected}`);
}
