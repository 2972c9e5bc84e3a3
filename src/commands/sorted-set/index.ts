/** The commands on sorted sets. */
import type { CommandSpec } from '../../engine/command.ts';
import { zaddCommand, zincrbyCommand } from './add.ts';
import {
  zdiffCommand,
  zdiffstoreCommand,
  zinterCommand,
  zintercardCommand,
  zinterstoreCommand,
  zunionCommand,
  zunionstoreCommand,
} from './combine.ts';
import {
  zcardCommand,
  zcountCommand,
  zlexcountCommand,
  zmscoreCommand,
  zrankCommand,
  zrevrankCommand,
  zscoreCommand,
} from './lookup.ts';
import {
  bzmpopCommand,
  bzpopmaxCommand,
  bzpopminCommand,
  zmpopCommand,
  zpopmaxCommand,
  zpopminCommand,
} from './pop.ts';
import { zrandmemberCommand } from './random.ts';
import {
  zrangebylexCommand,
  zrangebyscoreCommand,
  zrangeCommand,
  zrangestoreCommand,
  zrevrangebylexCommand,
  zrevrangebyscoreCommand,
  zrevrangeCommand,
} from './range.ts';
import {
  zremCommand,
  zremrangebylexCommand,
  zremrangebyrankCommand,
  zremrangebyscoreCommand,
} from './remove.ts';
import { zscanCommand } from './scan.ts';

export const sortedSetCommands: CommandSpec[] = [
  zaddCommand,
  zincrbyCommand,
  zcardCommand,
  zcountCommand,
  zlexcountCommand,
  zmscoreCommand,
  zrankCommand,
  zrevrankCommand,
  zscoreCommand,
  zrangeCommand,
  zrangebylexCommand,
  zrangebyscoreCommand,
  zrangestoreCommand,
  zrevrangeCommand,
  zrevrangebylexCommand,
  zrevrangebyscoreCommand,
  zremCommand,
  zremrangebylexCommand,
  zremrangebyrankCommand,
  zremrangebyscoreCommand,
  bzmpopCommand,
  bzpopmaxCommand,
  bzpopminCommand,
  zmpopCommand,
  zpopmaxCommand,
  zpopminCommand,
  zrandmemberCommand,
  zscanCommand,
  zdiffCommand,
  zdiffstoreCommand,
  zinterCommand,
  zintercardCommand,
  zinterstoreCommand,
  zunionCommand,
  zunionstoreCommand,
];
