/**
 * What the front answers to commands while the engine is deaf in a script: what the engine would, as far as that follows
 * from the command's name alone. The rest waits for the engine.
 */
import { TextSet } from '../data/text-map.ts';
import { isHttp } from '../engine/client-admission.ts';
import type { CommandSpec } from '../engine/command.ts';
import { type Command, CommandTable } from '../engine/command-table.ts';
import { busyError, errors, wrongArity } from '../engine/errors.ts';
import type { RunKind } from '../engine/run-state.ts';
import { encode } from '../protocol/encode.ts';
import { type ErrorReply, OK, type StatusReply } from '../protocol/reply.ts';
import type { AnswerReport, Outcome } from './answer-report.ts';
import type { FrontSettings } from './messages.ts';
import type { SharedRunState } from './run-words.ts';

/** What the front has to know of a command. */
const TOLD = ['name', 'group', 'arity', 'flags', 'subcommands'] as const;

/** The commands by their full names that end a run, and of which kind. */
const KILLERS = new Map<string, RunKind>([
  ['script|kill', 'script'],
  ['function|kill', 'function'],
]);

/** The words of SHUTDOWN that have nothing to do with whether a script is spared. */
const SHUTDOWN_MANNERS = ['NOW', 'FORCE'];

/** The text of a message of the kind `commands`. */
export function encodeCommands(specs: Iterable<CommandSpec>): string {
  return JSON.stringify([...specs], [...TOLD]);
}

/** @param renames pairs of names, as rename-command has them */
export function decodeCommands(text: string, renames: Iterable<string[]>): CommandTable {
  const commands = new CommandTable(JSON.parse(text));
  for (const [from, to] of renames) commands.rename(from, to);
  return commands;
}

export class BusyAnswers {
  private readonly commands: CommandTable;
  private readonly run: SharedRunState;
  private readonly onShutdown: () => void;

  /** @param onShutdown is called for SHUTDOWN NOSAVE, which only the engine can answer */
  constructor(commands: CommandTable, run: SharedRunState, onShutdown: () => void) {
    this.commands = commands;
    this.run = run;
    this.onShutdown = onShutdown;
  }

  /** The bytes of the answer, which has been counted in `report`; undefined: the command waits for the engine. */
  answer(name: string, rest: string[], settings: FrontSettings, report: AnswerReport): string | undefined {
    const command = this.commands.find(name, rest);
    const outcome: Outcome = command === undefined ? 'unknown' : command.allowBusy ? 'failed' : 'rejected';
    const reply = command === undefined ? this.unknown(name, rest) : this.reply(command, rest, settings);
    if (reply === undefined) return undefined;
    report.count(reply === OK ? 'called' : outcome, reply.text, command?.fullName);
    return encode(reply, 2);
  }

  /** Who speaks HTTP is closed by the engine. */
  private unknown(name: string, rest: string[]): ErrorReply | undefined {
    return isHttp(name) ? undefined : this.commands.unknown(name, rest);
  }

  private reply(
    command: Command,
    rest: string[],
    settings: FrontSettings,
  ): ErrorReply | StatusReply | undefined {
    if (!command.accepts(rest.length + 1 - command.nameWords)) return wrongArity(command.fullName);
    // These may be refused for another reason, which comes first.
    if (command.isProtected || (settings.lacksReplicas && (command.isWrite || command.runsScript)))
      return undefined;
    if (!command.allowBusy) return busyError(this.run.kind);
    const kind = KILLERS.get(command.fullName);
    if (kind !== undefined) return this.kill(kind);
    return command.fullName === 'shutdown' ? this.shutdown(rest) : undefined;
  }

  private kill(kind: RunKind): ErrorReply | StatusReply {
    const outcome = this.run.askToEnd(kind);
    if (outcome === 'unkillable') return errors.unkillable;
    return outcome === 'otherKind' ? busyError(this.run.kind) : OK;
  }

  private shutdown(rest: string[]): ErrorReply | undefined {
    const words = new TextSet(rest.map((word) => word.toUpperCase()));
    for (const word of SHUTDOWN_MANNERS) words.delete(word);
    const [save] = words;
    if (words.size === 1 && save === 'NOSAVE') this.onShutdown();
    return words.size === 0 || (words.size === 1 && save === 'SAVE') ? busyError(this.run.kind) : undefined;
  }
}
