/** Warns in the log of settings that change nothing in an embedded engine, or in any engine, although they are kept. */
import type { LogLevel } from '../engine/log-level.ts';
import type { SettingName, SettingsRegistry } from '../engine/settings.ts';
import { effectWarning, settingsWithoutEffect } from '../engine/settings-without-effect.ts';

/** The settings for connections, files and the process, which only a server has. */
const SERVER_ONLY: readonly SettingName[] = [
  'bind',
  'client-output-buffer-limit',
  'client-query-buffer-limit',
  'daemonize',
  'logfile',
  'maxclients',
  'pidfile',
  'port',
  'protected-mode',
  'shutdown-on-sigint',
  'shutdown-on-sigterm',
  'tcp-backlog',
  'tcp-keepalive',
  'timeout',
  'unixsocket',
  'unixsocketperm',
];

function warning(name: SettingName, settings: SettingsRegistry): string | undefined {
  if (!SERVER_ONLY.includes(name)) return effectWarning(name, settings);
  if (settings.hasDefault(name)) return undefined;
  return `The setting ${name} has no effect here: an embedded engine has no connections and no process of its own.`;
}

/** Warns of the settings that differ from their defaults now, and from now on of each one that is set. */
export function warnOfSettings(
  settings: SettingsRegistry,
  write: (level: LogLevel, message: string) => void,
): void {
  const warn = (name: SettingName) => {
    const message = warning(name, settings);
    if (message !== undefined) write('warning', message);
  };
  for (const name of new Set([...SERVER_ONLY, ...settingsWithoutEffect()])) warn(name);
  settings.onChange(warn);
}
