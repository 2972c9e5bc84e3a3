/** COMMAND: what there is to call, and where its keys stand. */
import { globMatch } from '../../bytes/glob.ts';
import { isKeyword } from '../../engine/arguments.ts';
import type { KeyReference } from '../../engine/command.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Command, CommandTable } from '../../engine/command-table.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { canHaveKeys, keyReferences } from '../../engine/key-references.ts';
import { MapReply, type Reply } from '../../protocol/reply.ts';
import { helpReply } from '../subcommand-help.ts';
import { commandDocs } from './command-docs.ts';
import { aclCategories, commandInfo, keyFlagsReply } from './command-info.ts';

const HELP = [
  '(no subcommand)',
  '    Return details about all Redis commands.',
  'COUNT',
  '    Return the total number of commands in this Redis server.',
  'LIST',
  '    Return a list of all commands in this Redis server.',
  'INFO [<command-name> ...]',
  '    Return details about multiple Redis commands.',
  '    If no command names are given, documentation details for all',
  '    commands are returned.',
  'DOCS [<command-name> ...]',
  '    Return documentation details about multiple Redis commands.',
  '    If no command names are given, documentation details for all',
  '    commands are returned.',
  'GETKEYS <full-command>',
  '    Return the keys from a full Redis command.',
  'GETKEYSANDFLAGS <full-command>',
  '    Return the keys and the access flags from a full Redis command.',
];

/** The commands of these names, `undefined` for a name that no command has; without names, all commands. */
function named(table: CommandTable, names: string[]): (Command | undefined)[] {
  return names.length === 0 ? [...table.commands.values()] : names.map((name) => table.getByFullName(name));
}

const allInfo = ({ engine }: Context, names: string[]): Reply[] =>
  named(engine.commands, names).map((each) => (each === undefined ? null : commandInfo(each)));

/** The commands that a filter of COMMAND LIST lets pass. */
type ListFilter = (each: Command) => boolean;

const FILTERS = new Map(
  Object.entries<(value: string) => ListFilter>({
    // There are no modules.
    module: () => () => false,
    aclcat: (category) => (each) => [...aclCategories(each)].some((name) => name === category.toLowerCase()),
    pattern: (pattern) => (each) => globMatch(pattern, each.fullName, true),
  }),
);

function readFilter(args: string[]): ListFilter {
  if (args.length === 0) return () => true;
  const filter = args.length === 3 ? FILTERS.get(args[1].toLowerCase()) : undefined;
  if (filter === undefined || !isKeyword(args[0], 'FILTERBY')) throw errors.syntax;
  return filter(args[2]);
}

/** The keys of a whole command, given as the arguments of COMMAND GETKEYS. */
function keysOf({ engine }: Context, words: string[]): KeyReference[] {
  const found = lookup(engine.commands, words);
  if (found === undefined) throw failure('Invalid command specified');
  if (!canHaveKeys(found)) throw failure('The command has no key arguments');
  if (!found.accepts(words.length - found.nameWords)) {
    throw failure('Invalid number of arguments specified for command');
  }
  const references = keyReferences(found, words) ?? [];
  if (references.length === 0 && !found.has('no_mandatory_keys')) {
    throw failure('Invalid arguments specified for command');
  }
  return references;
}

/** The command that the words call, down to its subcommand. */
function lookup(table: CommandTable, [name, ...rest]: string[]): Command | undefined {
  const found = table.get(name);
  if (found?.subcommands === undefined || rest.length === 0) return found;
  return found.subcommands.get(rest[0].toLowerCase());
}

export const commandCountCommand = command({
  name: 'COUNT',
  group: 'server',
  since: '2.8.13',
  summary: 'Returns a count of commands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  run: ({ engine }) => engine.commands.commands.size,
});

export const commandInfoCommand = command({
  name: 'INFO',
  group: 'server',
  since: '2.8.13',
  summary: 'Returns information about one, multiple or all commands.',
  complexity: 'O(N) where N is the number of commands to look up',
  arity: -2,
  arguments: [argument.string('command-name', { optional: true, multiple: true })],
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],
  history: [['7.0.0', 'Allowed to be called with no argument to get info on all commands.']],
  run: allInfo,
});

export const commandDocsCommand = command({
  name: 'DOCS',
  group: 'server',
  since: '7.0.0',
  summary: 'Returns documentary information about one, multiple or all commands.',
  complexity: 'O(N) where N is the number of commands to look up',
  arity: -2,
  arguments: [argument.string('command-name', { optional: true, multiple: true })],
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],
  run({ engine }, names) {
    const found = named(engine.commands, names).filter((each) => each !== undefined);
    return new MapReply(found.flatMap((each) => [each.fullName, commandDocs(each)]));
  },
});

export const commandListCommand = command({
  name: 'LIST',
  group: 'server',
  since: '7.0.0',
  summary: 'Returns a list of command names.',
  complexity: 'O(N) where N is the total number of Redis commands',
  arity: -2,
  arguments: [
    argument.oneof(
      'filterby',
      [
        argument.string('module-name', { token: 'MODULE' }),
        argument.string('category', { token: 'ACLCAT' }),
        argument.pattern('pattern', { token: 'PATTERN' }),
      ],
      { token: 'FILTERBY', optional: true },
    ),
  ],
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],
  run: ({ engine }, args) => [...engine.commands.all()].filter(readFilter(args)).map((each) => each.fullName),
});

export const commandGetkeysCommand = command({
  name: 'GETKEYS',
  group: 'server',
  since: '2.8.13',
  summary: 'Extracts the key names from an arbitrary command.',
  complexity: 'O(N) where N is the number of arguments to the command',
  arity: -3,
  arguments: [argument.string('command'), argument.string('arg', { optional: true, multiple: true })],
  flags: ['loading', 'stale'],
  acl: ['connection'],
  run: (ctx, words) => keysOf(ctx, words).map(({ key }) => key),
});

export const commandGetkeysandflagsCommand = command({
  name: 'GETKEYSANDFLAGS',
  group: 'server',
  since: '7.0.0',
  summary: 'Extracts the key names and access flags for an arbitrary command.',
  complexity: 'O(N) where N is the number of arguments to the command',
  arity: -3,
  arguments: [argument.string('command'), argument.string('arg', { optional: true, multiple: true })],
  flags: ['loading', 'stale'],
  acl: ['connection'],
  run: (ctx, words) => keysOf(ctx, words).map(({ key, flags }) => [key, keyFlagsReply(flags)]),
});

export const commandHelpCommand = command({
  name: 'HELP',
  group: 'server',
  since: '5.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  run: () => helpReply('COMMAND', HELP),
});

export const commandCommand = command({
  name: 'COMMAND',
  group: 'server',
  since: '2.8.13',
  summary: 'Returns detailed information about all commands.',
  complexity: 'O(N) where N is the total number of Redis commands',
  arity: -1,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],
  run: (ctx) => allInfo(ctx, []),
  subcommands: [
    commandCountCommand,
    commandInfoCommand,
    commandDocsCommand,
    commandListCommand,
    commandGetkeysCommand,
    commandGetkeysandflagsCommand,
    commandHelpCommand,
  ],
});
