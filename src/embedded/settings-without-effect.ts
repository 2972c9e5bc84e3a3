/** Tells the log of settings that an embedded engine keeps and that change nothing: those of no engine, and the server's. */
import type { LogLevel } from '../engine/log-level.ts';
import type { SettingName, SettingsRegistry } from '../engine/settings.ts';
import { effectWarning, settingsWithoutEffect } from '../engine/settings-without-effect.ts';

/** What only a server with connections, files and a process of its own looks at. */
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

/** Warns of what is set already, and of what will be set. */
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
