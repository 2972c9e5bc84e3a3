/**
 * Directives of a configuration file and of the command line, applied to the settings: the settings themselves, and
 * the few directives that are none.
 */
import { splitArguments } from '../bytes/quote.ts';
import { SettingError } from '../engine/setting-kinds.ts';
import { SettingsRegistry } from '../engine/settings.ts';
import type { ApplyDirective } from './config-file.ts';

/** Accepted without effect, with one argument. */
const DEPRECATED = new Set(['list-max-ziplist-entries', 'list-max-ziplist-value', 'lua-replicate-commands']);

/** What a server's configuration says. */
export interface Configuration {
  settings: SettingsRegistry;
  /** Directives that are no settings, for the engine: name and arguments of `rename-command`, `user`. */
  engineDirectives: string[][];
}

/** The defaults, in the current folder. */
export function newConfiguration(): Configuration {
  const settings = new SettingsRegistry();
  settings.set('dir', process.cwd());
  return { settings, engineDirectives: [] };
}

/** What applies the directives of one configuration text. */
export function directiveApplier({ settings, engineDirectives }: Configuration): ApplyDirective {
  const seen = new Set<string>();
  return (name, args) => {
    const setting = SettingsRegistry.resolve(name);
    if (setting === undefined) return applyOther(name, args, engineDirectives);
    const isMultiple = SettingsRegistry.traits(setting).multiple === true;
    if (!isMultiple && args.length !== 1) return 'wrong number of arguments';
    const words = isMultiple && args.length === 1 && args[0] !== '' ? splitArguments(args[0]) : args;
    const text = (words ?? []).join(' ');
    try {
      const before = setting === 'save' && seen.has(setting) ? settings.get(setting) : '';
      settings.set(setting, text);
      // The first `save` line replaces the defaults, further ones add to it, an empty one clears.
      if (before !== '' && text !== '') settings.set(setting, `${before} ${text}`);
    } catch (error) {
      if (error instanceof SettingError) return error.message;
      throw error;
    }
    seen.add(setting);
    return undefined;
  };
}

function applyOther(name: string, args: string[], engineDirectives: string[][]): string | undefined {
  if (DEPRECATED.has(name) && args.length === 1) return undefined;
  if ((name === 'rename-command' && args.length === 2) || (name === 'user' && args.length > 0)) {
    engineDirectives.push([name, ...args]);
    return undefined;
  }
  if (name === 'sentinel' && args.length > 0) return 'sentinel directive while not in sentinel mode';
  return 'Bad directive or wrong number of arguments';
}
