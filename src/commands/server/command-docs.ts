/** What COMMAND DOCS tells of a command: its spec's words for people, and the syntax of its arguments. */
import type { Argument } from '../../engine/command-arguments.ts';
import type { Command } from '../../engine/command-table.ts';
import { MapReply, type Reply, SetReply, StatusReply } from '../../protocol/reply.ts';

const statuses = (words: string[]) => new SetReply(words.map((word) => new StatusReply(word)));

/** A field of the reply, name and value; nothing where there is no value. */
const field = (name: string, reply: Reply | undefined): Reply[] => (reply === undefined ? [] : [name, reply]);

function argumentReply(argument: Argument): MapReply {
  const { parts } = argument;
  const flags = [
    ...(argument.optional ? ['optional'] : []),
    ...(argument.multiple ? ['multiple'] : []),
    ...(argument.multipleToken ? ['multiple_token'] : []),
  ];
  return new MapReply([
    'name',
    argument.name,
    'type',
    argument.type,
    ...(parts === undefined ? ['display_text', argument.displayText ?? argument.name] : []),
    ...field('key_spec_index', argument.keySpecIndex),
    ...field('token', argument.token),
    ...field('since', argument.since),
    ...field('deprecated_since', argument.deprecatedSince),
    ...(flags.length === 0 ? [] : ['flags', statuses(flags)]),
    ...field('arguments', parts?.map(argumentReply)),
  ]);
}

export function commandDocs(command: Command): MapReply {
  const { spec } = command;
  const flags = [
    ...(spec.deprecatedSince === undefined ? [] : ['deprecated']),
    ...(spec.isSystem ? ['syscmd'] : []),
  ];
  const subcommands = [...(command.subcommands?.values() ?? [])];
  return new MapReply([
    'summary',
    spec.summary,
    'since',
    spec.since,
    'group',
    spec.group,
    ...field('complexity', spec.complexity),
    ...(flags.length === 0 ? [] : ['doc_flags', statuses(flags)]),
    ...field('deprecated_since', spec.deprecatedSince),
    ...field('replaced_by', spec.replacedBy),
    ...field('history', spec.history && new SetReply(spec.history.map((change) => [...change]))),
    ...field('arguments', spec.arguments?.map(argumentReply)),
    ...(command.subcommands === undefined
      ? []
      : ['subcommands', new MapReply(subcommands.flatMap((each) => [each.fullName, commandDocs(each)]))]),
  ]);
}
