/**
 * Directives of a configuration file and of the command line, applied to the settings: the settings themselves, and
 * the few directives that are none.
 */
import { splitArguments } from '../bytes/quote.ts';
import { SettingError } from '../engine/setting-kinds.ts';
import { SettingsRegistry } from '../engine/settings.ts';
import type { ApplyDirective, Directive } from './config-file.ts';

/** Accepted without effect, with one argument. */
const DEPRECATED = new Set(['list-max-ziplist-entries', 'list-max-ziplist-value', 'lua-replicate-commands']);

/** What a server's configuration says. */
export interface Configuration {
  settings: SettingsRegistry;
  /** `rename-command` directives, for who knows the commands. */
  renames: Directive[];
}

/** The defaults, in the current folder. */
export function newConfiguration(): Configuration {
  const settings = new SettingsRegistry();
  settings.set('dir', process.cwd());
  return { settings, renames: [] };
}

/** What applies the directives of one configuration text. */
export function directiveApplier({ settings, renames }: Configuration): ApplyDirective {
  const seen = new Set<string>();
  return (directive) => {
    const { name, args } = directive;
    const setting = SettingsRegistry.resolve(name);
    if (setting === undefined) return applyOther(directive, renames);
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

function applyOther(directive: Directive, renames: Directive[]): string | undefined {
  const { name, args } = directive;
  if (DEPRECATED.has(name) && args.length === 1) return undefined;
  if (name === 'rename-command' && args.length === 2) {
    renames.push(directive);
    return undefined;
  }
  if (name === 'sentinel' && args.length > 0) return 'sentinel directive while not in sentinel mode';
  return 'Bad directive or wrong number of arguments';
}
