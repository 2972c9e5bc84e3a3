/** CONFIG: the settings at run time. */
import { globMatch } from '../../bytes/glob.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { RefusedSetting, type SettingName, SettingsRegistry } from '../../engine/settings.ts';
import { MapReply, OK } from '../../protocol/reply.ts';
import { helpReply } from '../subcommand-help.ts';

const HELP = [
  'GET <pattern>',
  '    Return parameters matching the glob-like <pattern> and their values.',
  'SET <directive> <value>',
  '    Set the configuration <directive> to <value>.',
  'RESETSTAT',
  '    Reset statistics reported by the INFO command.',
];

/**
 * What one word of CONFIG GET asks for: the name under which each setting is shown, with the setting. The word is a name or
 * an alias, or a pattern that names and aliases are matched with.
 */
function* matching(word: string): IterableIterator<[shown: string, name: SettingName]> {
  if (!/[[*?]/.test(word)) {
    const name = SettingsRegistry.resolve(word);
    if (name !== undefined) yield [word, name];
    return;
  }
  for (const candidate of SettingsRegistry.names()) {
    const name = SettingsRegistry.resolve(candidate);
    if (name === undefined || SettingsRegistry.traits(name).hidden) continue;
    if (globMatch(word, candidate, true)) yield [candidate, name];
  }
}

export const configGetCommand = command({
  name: 'GET',
  group: 'server',
  since: '2.0.0',
  summary: 'Returns the effective values of configuration parameters.',
  complexity: 'O(N) when N is the number of configuration parameters provided',
  arity: -3,
  arguments: [argument.string('parameter', { multiple: true })],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  history: [['7.0.0', 'Added the ability to pass multiple pattern parameters in one call']],
  run({ engine }, words) {
    const found = new Map<string, SettingName>();
    for (const word of words) {
      for (const [shown, name] of matching(word)) if (!found.has(shown)) found.set(shown, name);
    }
    return new MapReply([...found].flatMap(([shown, name]) => [shown, engine.settings.get(name)]));
  },
});

const refused = (argument: string, reason: string) =>
  failure(`CONFIG SET failed (possibly related to argument '${argument}') - ${reason}`);

/** Passwords go neither to the slow log nor to monitors. */
const SECRETS = new Set<string>(['requirepass', 'masterauth', 'masteruser', 'tls-key-file-pass']);

const REDACTED = '(redacted)';

const isSecret = (name: string | undefined) => name !== undefined && SECRETS.has(name.toLowerCase());

/** Settings that could be turned against the machine are changed only where the configuration file allows. */
function mayChangeProtected({ client: { unixSocket, address }, settings }: Context): boolean {
  const allowed = settings.enableProtectedConfigs;
  return allowed === 'yes' || (allowed === 'local' && (unixSocket || /^(127\.|\[?::1)/.test(address)));
}

/** Why a setting may not be changed now, `undefined` when it may. */
function objection(ctx: Context, name: SettingName, seen: Set<SettingName>): string | undefined {
  const traits = SettingsRegistry.traits(name);
  if (traits.immutable) return "can't set immutable config";
  if (traits.protected && !mayChangeProtected(ctx)) return "can't set protected config";
  return seen.has(name) ? 'duplicate parameter' : undefined;
}

export const configSetCommand = command({
  name: 'SET',
  group: 'server',
  since: '2.0.0',
  summary: 'Sets configuration parameters in-flight.',
  complexity: 'O(N) when N is the number of configuration parameters provided',
  arity: -4,
  arguments: [
    argument.block('data', [argument.string('parameter'), argument.string('value')], { multiple: true }),
  ],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  history: [['7.0.0', 'Added the ability to set multiple parameters in one call.']],
  run(ctx, args) {
    const { engine } = ctx;
    if (args.length % 2 !== 0) throw errors.syntax;
    const changes: [SettingName, string][] = [];
    const seen = new Set<SettingName>();
    ctx.shownArguments = ['SET', ...args.map((text, at) => (isSecret(args[at - 1]) ? REDACTED : text))];
    for (let at = 0; at < args.length; at += 2) {
      const name = SettingsRegistry.resolve(args[at]);
      if (name === undefined) {
        throw failure(`Unknown option or number of arguments for CONFIG SET - '${args[at]}'`);
      }
      const reason = objection(ctx, name, seen);
      if (reason !== undefined) throw refused(args[at], reason);
      changes.push([name, args[at + 1]]);
      seen.add(name);
    }
    try {
      engine.settings.setAll(changes);
    } catch (error) {
      if (error instanceof RefusedSetting) throw refused(error.setting, error.message);
      throw error;
    }
    return OK;
  },
});

export const configResetstatCommand = command({
  name: 'RESETSTAT',
  group: 'server',
  since: '2.0.0',
  summary: "Resets the server's statistics.",
  complexity: 'O(1)',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  run({ engine }) {
    engine.statistics.reset();
    Object.assign(engine.keyspace.statistics, { hits: 0, misses: 0, expired: 0 });
    for (const each of engine.commands.commands.values()) each.resetStatistics();
    return OK;
  },
});

export const configHelpCommand = command({
  name: 'HELP',
  group: 'server',
  since: '5.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  run: () => helpReply('CONFIG', HELP),
});

export const configCommand = command({
  name: 'CONFIG',
  group: 'server',
  since: '2.0.0',
  summary: 'A container for server configuration commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [configGetCommand, configSetCommand, configResetstatCommand, configHelpCommand],
});
