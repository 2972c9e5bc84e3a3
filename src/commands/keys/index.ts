/** The commands on keys that do not depend on the type of the value. */
import type { CommandSpec } from '../../engine/command.ts';
import {
  expireatCommand,
  expireCommand,
  expiretimeCommand,
  persistCommand,
  pexpireatCommand,
  pexpireCommand,
  pexpiretimeCommand,
  pttlCommand,
  ttlCommand,
} from './expiry.ts';
import {
  copyCommand,
  delCommand,
  existsCommand,
  moveCommand,
  renameCommand,
  renamenxCommand,
  touchCommand,
  typeCommand,
  unlinkCommand,
} from './lifetime.ts';
import { objectCommand } from './object.ts';
import { sortCommand, sortRoCommand } from './sort.ts';
import { waitaofCommand, waitCommand } from './wait.ts';
import { keysCommand, randomkeyCommand, scanCommand } from './walk.ts';

export const keyCommands: CommandSpec[] = [
  delCommand,
  unlinkCommand,
  existsCommand,
  touchCommand,
  typeCommand,
  renameCommand,
  renamenxCommand,
  moveCommand,
  copyCommand,
  waitCommand,
  waitaofCommand,
  expireCommand,
  pexpireCommand,
  expireatCommand,
  pexpireatCommand,
  ttlCommand,
  pttlCommand,
  expiretimeCommand,
  pexpiretimeCommand,
  persistCommand,
  keysCommand,
  scanCommand,
  randomkeyCommand,
  sortCommand,
  sortRoCommand,
  objectCommand,
];
