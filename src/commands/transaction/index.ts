/** The commands of transactions. */
import type { CommandSpec } from '../../engine/command.ts';
import { discardCommand, execCommand, multiCommand, unwatchCommand, watchCommand } from './transaction.ts';

export const transactionCommands: CommandSpec[] = [
  multiCommand,
  execCommand,
  discardCommand,
  watchCommand,
  unwatchCommand,
];
