/** The commands on lists. */
import type { CommandSpec } from '../../engine/command.ts';
import {
  lindexCommand,
  linsertCommand,
  lrangeCommand,
  lremCommand,
  lsetCommand,
  ltrimCommand,
} from './elements.ts';
import {
  llenCommand,
  lpopCommand,
  lpushCommand,
  lpushxCommand,
  rpopCommand,
  rpushCommand,
  rpushxCommand,
} from './ends.ts';
import { blmoveCommand, brpoplpushCommand, lmoveCommand, rpoplpushCommand } from './move.ts';
import { blmpopCommand, blpopCommand, brpopCommand, lmpopCommand } from './multi-pop.ts';
import { lposCommand } from './position.ts';

export const listCommands: CommandSpec[] = [
  blmoveCommand,
  blmpopCommand,
  blpopCommand,
  brpopCommand,
  brpoplpushCommand,
  lindexCommand,
  linsertCommand,
  llenCommand,
  lmoveCommand,
  lmpopCommand,
  lpopCommand,
  lposCommand,
  lpushCommand,
  lpushxCommand,
  lrangeCommand,
  lremCommand,
  lsetCommand,
  ltrimCommand,
  rpopCommand,
  rpoplpushCommand,
  rpushCommand,
  rpushxCommand,
];
