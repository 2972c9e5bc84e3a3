/** The commands of the server itself. */
import type { CommandSpec } from '../../engine/command.ts';
import { commandCommand } from './command.ts';
import { config } from './config.ts';
import { databaseCommands } from './database.ts';
import { debug } from './debug.ts';
import { info } from './info.ts';
import { memory } from './memory.ts';
import { processCommands } from './process.ts';
import { slowlog } from './slow-log.ts';

export const serverCommands: CommandSpec[] = [
  ...databaseCommands,
  ...processCommands,
  info,
  config,
  commandCommand,
  slowlog,
  memory,
  debug,
];
