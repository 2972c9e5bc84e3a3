/** The commands on sets. */
import type { CommandSpec } from '../../engine/command.ts';
import {
  sdiffCommand,
  sdiffstoreCommand,
  sinterCommand,
  sintercardCommand,
  sinterstoreCommand,
  sunionCommand,
  sunionstoreCommand,
} from './algebra.ts';
import {
  saddCommand,
  scardCommand,
  sismemberCommand,
  smembersCommand,
  smismemberCommand,
  smoveCommand,
  sremCommand,
} from './members.ts';
import { spopCommand, srandmemberCommand } from './random.ts';
import { sscanCommand } from './scan.ts';

export const setCommands: CommandSpec[] = [
  saddCommand,
  scardCommand,
  sdiffCommand,
  sdiffstoreCommand,
  sinterCommand,
  sintercardCommand,
  sinterstoreCommand,
  sismemberCommand,
  smembersCommand,
  smismemberCommand,
  smoveCommand,
  spopCommand,
  srandmemberCommand,
  sremCommand,
  sscanCommand,
  sunionCommand,
  sunionstoreCommand,
];
