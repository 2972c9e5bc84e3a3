/**
 * What those who declare commands need. Each command is one exported constant, and everything else is derived from
 * it: arity errors, COMMAND INFO|DOCS|GETKEYS, ACL categories, key extraction, script and MULTI permissions,
 * propagation.
 *
 * Handlers get the arguments without the command's name (and without the subcommand's). They return the
 * reply, raise an `ErrorReply`, or return `undefined` when they answered already or will answer later.
 */
import type { Handler as HandlerFor, CommandSpec as SpecFor } from './command-spec.ts';
import type { Context } from './context.ts';

export {
  type Access,
  type AclCategory,
  type CommandFlag,
  type CommandResult,
  countedKeys,
  firstKey,
  type KeyFlag,
  type KeyReference,
  type KeySpec,
  keyAt,
  keyRange,
} from './command-spec.ts';

export type CommandSpec = SpecFor<Context>;
export type Handler = HandlerFor<Context>;

/** Declares a command. The identity function: it exists for the type and for the eye. */
export const command = (spec: CommandSpec): CommandSpec => spec;
