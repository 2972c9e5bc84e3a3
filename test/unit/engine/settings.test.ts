import { describe, expect, test } from 'vitest';
import type { SettingError } from '../../../src/engine/setting-kinds.ts';
import { RefusedSetting, SettingsRegistry } from '../../../src/engine/settings.ts';

function refusal(name: string, text: string): string {
  const settings = new SettingsRegistry();
  try {
    settings.set(SettingsRegistry.resolve(name) as never, text);
  } catch (error) {
    return (error as SettingError).message;
  }
  return `${name} took '${text}'`;
}

describe('settings', () => {
  test('are known by their names and older names, in any case', () => {
    expect(SettingsRegistry.resolve('MAXMEMORY')).toBe('maxmemory');
    expect(SettingsRegistry.resolve('lua-time-limit')).toBe('busy-reply-threshold');
    expect(SettingsRegistry.resolve('no-such-setting')).toBe(undefined);
  });

  test('take amounts of memory in known units only', () => {
    const settings = new SettingsRegistry();
    settings.set('maxmemory', '2KB');
    expect(settings.values.maxmemory).toBe(2048);
    for (const text of ['1kib', '1constructor', '-1kb', 'kb']) {
      expect(() => settings.set('maxmemory', text)).toThrow('argument must be a memory value');
    }
  });

  test('are typed for the code and text for CONFIG', () => {
    const settings = new SettingsRegistry();
    settings.set('maxmemory', '100mb');
    settings.set('maxmemory-clients', '5%');
    settings.set('appendonly', 'YES');
    settings.set('notify-keyspace-events', 'AKE');
    settings.set('unixsocketperm', '755');
    expect(settings.values.maxmemory).toBe(104_857_600);
    expect(settings.get('maxmemory')).toBe('104857600');
    expect(settings.get('maxmemory-clients')).toBe('5%');
    expect(settings.values.appendonly).toBe(true);
    expect(settings.get('notify-keyspace-events')).toBe('AKE');
    expect(settings.get('unixsocketperm')).toBe('755');
  });

  test.each([
    ['appendonly', 'maybe', "argument must be 'yes' or 'no'"],
    ['maxclients', 'x', "argument couldn't be parsed into an integer"],
    ['maxclients', '0', 'argument must be between 1 and 4294967295 inclusive'],
    ['maxmemory', '10xb', 'argument must be a memory value'],
    [
      'loglevel',
      'loud',
      'argument(s) must be one of the following: debug, verbose, notice, warning, nothing',
    ],
    ['notify-keyspace-events', 'Q', "Invalid event class character. Use 'Ag$lshzxeKEtmdn'."],
    ['save', '10', 'Invalid save parameters'],
    [
      'client-output-buffer-limit',
      'nobody 0 0 0',
      'Invalid client class specified in buffer limit configuration.',
    ],
  ])('%s refuses %s', (name, text, message) => {
    expect(refusal(name, text)).toBe(message);
  });

  test('set together are set all or none', () => {
    const settings = new SettingsRegistry();
    expect(() =>
      settings.setAll([
        ['maxclients', '5'],
        ['maxmemory', 'x'],
      ]),
    ).toThrow(RefusedSetting);
    expect(settings.values.maxclients).toBe(10_000);
  });

  test('keep the output buffer limits of classes that are not named', () => {
    const settings = new SettingsRegistry();
    settings.set('client-output-buffer-limit', 'pubsub 1mb 512kb 10');
    expect(settings.get('client-output-buffer-limit')).toBe(
      'normal 0 0 0 slave 268435456 67108864 60 pubsub 1048576 524288 10',
    );
  });
});
