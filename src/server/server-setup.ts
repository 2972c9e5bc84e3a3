/**
 * What a server is started from: its settings, gathered directive by directive from redis.conf, the command line or
 * the options of `startServer`, and the log that it writes to.
 */
import { resolve } from 'node:path';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { SettingsRegistry } from '../engine/settings.ts';
import { effectWarning } from '../engine/settings-without-effect.ts';
import type { ApplyDirective, Directive } from './config-file.ts';
import { type Configuration, directiveApplier, newConfiguration } from './directives.ts';
import { Log } from './log.ts';
import { LogFile } from './log-file.ts';
import { systemPath } from './system-path.ts';

export interface ServerSetup {
  configuration: Configuration;
  /** The directives that made the configuration: the engine's thread applies them again. */
  directives: Directive[];
  log: Log;
  /** What the log writes to. */
  logFile: LogFile;
}

export function newSetup(): ServerSetup {
  const logFile = new LogFile();
  const log = new Log((text) => logFile.write(text));
  return { configuration: newConfiguration(), directives: [], log, logFile };
}

/**
 * What applies directives to a setup.
 * @param enterFolder is given each folder that `dir` names, and answers why it cannot be used, if so
 */
export function setupApplier(
  { configuration, directives }: ServerSetup,
  enterFolder: (path: string) => string | undefined,
): ApplyDirective {
  const apply = directiveApplier(configuration);
  return (given) => {
    const directive = given.name === 'dir' && given.args.length === 1 ? withFullPath(given) : given;
    directives.push(directive);
    return apply(directive) ?? (given === directive ? undefined : enterFolder(decodeUtf8(directive.args[0])));
  };
}

/** A relative folder means another one after the server has entered it, so it is made absolute first. */
function withFullPath(directive: Directive): Directive {
  return { ...directive, args: [encodeUtf8(resolve(decodeUtf8(directive.args[0])))] };
}

/** Has the log write what the settings say, to where they say. */
export function applyLogSettings({ log, logFile, configuration }: ServerSetup): void {
  const { loglevel, logfile, dir } = configuration.settings.values;
  log.level = loglevel;
  logFile.path = systemPath(logfile, dir);
}

/** Has the log tell of each setting that was set to something that it cannot bring about. One line a setting. */
export function warnOfSettingsWithoutEffect({ log, configuration, directives }: ServerSetup): void {
  const { settings } = configuration;
  const names = new Set(directives.map(({ name }) => SettingsRegistry.resolve(name)));
  for (const name of names) {
    const warning = name === undefined ? undefined : effectWarning(name, settings);
    if (warning !== undefined) log.write('warning', warning);
  }
}
