/**
 * Applies the directives of a configuration file or a command line. Most set a setting; the few that do not are
 * handled here as well.
 */
import { splitArguments } from '../bytes/quote.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { SettingError } from '../engine/setting-kinds.ts';
import { SettingsRegistry } from '../engine/settings.ts';
import type { ApplyDirective, Directive } from './config-file.ts';

/** Directives of older versions that Redis takes, with one argument, and ignores. */
const DEPRECATED = new Set(['list-max-ziplist-entries', 'list-max-ziplist-value', 'lua-replicate-commands']);

/** What a server's configuration says. */
export interface Configuration {
  settings: SettingsRegistry;
  /** The `rename-command` directives: they are applied where the commands are known, in the engine's thread. */
  renames: Directive[];
}

/** A configuration with the defaults; `dir` is the current folder. */
export function newConfiguration(): Configuration {
  const settings = new SettingsRegistry();
  settings.set('dir', encodeUtf8(process.cwd()));
  return { settings, renames: [] };
}

/** A function that applies the directives of one configuration, one after the other. */
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
