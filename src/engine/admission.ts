/**
 * Whether a call may run: the rules of those who ask for one. There are two sets of them, a client's
 * (client-admission.ts) and a script's (scripting/run.ts). EXEC and clients that have waited run calls that were
 * admitted before.
 */
import type { ErrorReply } from '../protocol/reply.ts';
import type { Call } from './call.ts';
import type { CommandResult } from './command-spec.ts';
import type { Command } from './command-table.ts';
import type { RunPolicy } from './run-policy.ts';

export interface Admission<C> {
  /** How what is admitted runs. */
  readonly policy: RunPolicy;
  /** CLIENT PAUSE may hold the call back, and MULTI queue it. */
  readonly mayWait: boolean;
  /** What words are answered that name no command. */
  answerUnknown(ctx: C, name: string, rest: string[]): CommandResult;
  /** What is wrong with a call that has too few or too many arguments. */
  wrongArity(command: Command<C>): ErrorReply;
  /** Why a call may not run now; undefined when it may. */
  refuse(ctx: C, call: Call<C>): ErrorReply | undefined;
  /** What a refused command is answered. */
  answerRefused(ctx: C, command: Command<C>, refusal: ErrorReply): ErrorReply;
}
