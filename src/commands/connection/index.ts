/** The commands of a connection. */
import type { CommandSpec } from '../../engine/command.ts';
import { authCommand, helloCommand } from './authentication.ts';
import { clientCommand } from './client.ts';
import { echoCommand, pingCommand, quitCommand, resetCommand, selectCommand } from './connection.ts';

export const connectionCommands: CommandSpec[] = [
  pingCommand,
  echoCommand,
  selectCommand,
  quitCommand,
  resetCommand,
  authCommand,
  helloCommand,
  clientCommand,
];
