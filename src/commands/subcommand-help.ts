/** What container commands have in common: HELP, the same frame around each one's lines, and an error. */
import { failure } from '../engine/errors.ts';
import { type ErrorReply, StatusReply } from '../protocol/reply.ts';

/** The reply: what can be called, each line a status, and HELP itself. */
export function helpReply(container: string, lines: string[]): StatusReply[] {
  return [
    `${container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`,
    ...lines,
    'HELP',
    '    Print this help.',
  ].map((line) => new StatusReply(line));
}

/** For a subcommand that finds its arguments wrong beyond what its arity says. */
export function wrongSubcommandArguments(container: string, subcommand: string): ErrorReply {
  return failure(
    `unknown subcommand or wrong number of arguments for '${subcommand}'. Try ${container} HELP.`,
  );
}
