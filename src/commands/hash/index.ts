/** The commands on hashes. */
import type { CommandSpec } from '../../engine/command.ts';
import {
  hdelCommand,
  hexistsCommand,
  hgetCommand,
  hlenCommand,
  hmgetCommand,
  hmsetCommand,
  hsetCommand,
  hsetnxCommand,
  hstrlenCommand,
} from './fields.ts';
import { hincrbyCommand, hincrbyfloatCommand } from './increment.ts';
import { hrandfieldCommand } from './random.ts';
import { hscanCommand } from './scan.ts';
import { hgetallCommand, hkeysCommand, hvalsCommand } from './whole.ts';

export const hashCommands: CommandSpec[] = [
  hdelCommand,
  hexistsCommand,
  hgetCommand,
  hgetallCommand,
  hincrbyCommand,
  hincrbyfloatCommand,
  hkeysCommand,
  hlenCommand,
  hmgetCommand,
  hmsetCommand,
  hrandfieldCommand,
  hscanCommand,
  hsetCommand,
  hsetnxCommand,
  hstrlenCommand,
  hvalsCommand,
];
