/** What commands with subcommands have in common: the reply of HELP, and an error. */
import { untilNul } from '../bytes/until-nul.ts';
import { CallError } from '../engine/errors.ts';
import { StatusReply } from '../protocol/reply.ts';

/** The reply of HELP: lines about the subcommands between those that all such replies have. Each is a status reply. */
export function helpReply(container: string, lines: string[]): StatusReply[] {
  return [
    `${container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`,
    ...lines,
    'HELP',
    '    Print this help.',
  ].map((line) => new StatusReply(line));
}

/** The error of a subcommand whose arguments are wrong although their number agrees with its arity. */
export const wrongSubcommandArguments = new CallError((name, [subcommand]) => {
  const shown = untilNul(subcommand).slice(0, 128);
  return `unknown subcommand or wrong number of arguments for '${shown}'. Try ${name.toUpperCase()} HELP.`;
});
