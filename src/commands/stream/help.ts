/** The replies that container commands share: HELP, and the error for words that fit no subcommand. */
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { type ErrorReply, type Reply, StatusReply } from '../../protocol/reply.ts';

/** What `<container> HELP` answers: `lines` between Redis's first and last ones. */
export function helpReply(container: string, lines: readonly string[]): Reply {
  return [
    `${container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`,
    ...lines,
    'HELP',
    '    Print this help.',
  ].map((line) => new StatusReply(line));
}

/** `unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.` */
export function subcommandSyntax(ctx: Context): ErrorReply {
  const { spec, container } = ctx.command;
  return failure(
    `unknown subcommand or wrong number of arguments for '${spec.name}'. Try ${container?.spec.name} HELP.`,
  );
}
