/** The commands on streams and their consumer groups. */
import type { CommandSpec } from '../../engine/command.ts';
import { xautoclaimCommand, xclaimCommand } from './claim.ts';
import { xaddCommand, xdelCommand, xsetidCommand } from './edit.ts';
import { xackCommand, xgroupCommand } from './group.ts';
import { xinfoCommand } from './info.ts';
import { xpendingCommand } from './pending.ts';
import { xlenCommand, xrangeCommand, xrevrangeCommand } from './range.ts';
import { xreadCommand } from './read.ts';
import { xreadgroupCommand } from './read-group.ts';
import { xtrimCommand } from './trim.ts';

export const streamCommands: CommandSpec[] = [
  xaddCommand,
  xdelCommand,
  xsetidCommand,
  xtrimCommand,
  xlenCommand,
  xrangeCommand,
  xrevrangeCommand,
  xreadCommand,
  xgroupCommand,
  xreadgroupCommand,
  xackCommand,
  xpendingCommand,
  xclaimCommand,
  xautoclaimCommand,
  xinfoCommand,
];
