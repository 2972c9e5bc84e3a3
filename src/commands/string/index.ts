/** The commands on strings. */
import type { CommandSpec } from '../../engine/command.ts';
import { decrbyCommand, decrCommand, incrbyCommand, incrbyfloatCommand, incrCommand } from './counters.ts';
import { appendCommand, getrangeCommand, setrangeCommand, strlenCommand, substrCommand } from './edit.ts';
import {
  getCommand,
  getdelCommand,
  getexCommand,
  getsetCommand,
  mgetCommand,
  msetCommand,
  msetnxCommand,
  psetexCommand,
  setCommand,
  setexCommand,
  setnxCommand,
} from './get-set.ts';
import { lcsCommand } from './lcs.ts';

export const stringCommands: CommandSpec[] = [
  appendCommand,
  decrCommand,
  decrbyCommand,
  getCommand,
  getdelCommand,
  getexCommand,
  getrangeCommand,
  getsetCommand,
  incrCommand,
  incrbyCommand,
  incrbyfloatCommand,
  lcsCommand,
  mgetCommand,
  msetCommand,
  msetnxCommand,
  psetexCommand,
  setCommand,
  setexCommand,
  setnxCommand,
  setrangeCommand,
  strlenCommand,
  substrCommand,
];
