/** The commands of the server itself. */
import type { CommandSpec } from '../../engine/command.ts';
import { commandCommand } from './command.ts';
import { configCommand } from './config.ts';
import { dbsizeCommand, flushallCommand, flushdbCommand, swapdbCommand } from './database.ts';
import { debugCommand } from './debug.ts';
import { infoCommand } from './info.ts';
import { memoryCommand } from './memory.ts';
import {
  lastsaveCommand,
  lolwutCommand,
  monitorCommand,
  roleCommand,
  shutdownCommand,
  timeCommand,
} from './process.ts';
import { slowlogCommand } from './slow-log.ts';

export const serverCommands: CommandSpec[] = [
  dbsizeCommand,
  flushdbCommand,
  flushallCommand,
  swapdbCommand,
  timeCommand,
  lastsaveCommand,
  roleCommand,
  lolwutCommand,
  monitorCommand,
  shutdownCommand,
  infoCommand,
  configCommand,
  commandCommand,
  slowlogCommand,
  memoryCommand,
  debugCommand,
];
