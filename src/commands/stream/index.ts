/** The commands on streams and their consumer groups. */
import type { CommandSpec } from '../../engine/command.ts';
import { xautoclaim, xclaim } from './claim.ts';
import { xadd, xdel, xsetid } from './edit.ts';
import { xack, xgroup } from './group.ts';
import { xinfo } from './info.ts';
import { xpending } from './pending.ts';
import { xlen, xrange, xrevrange } from './range.ts';
import { xread } from './read.ts';
import { xreadgroup } from './read-group.ts';
import { xtrim } from './trim.ts';

export const streamCommands: CommandSpec[] = [
  xadd,
  xdel,
  xsetid,
  xtrim,
  xlen,
  xrange,
  xrevrange,
  xread,
  xgroup,
  xreadgroup,
  xack,
  xpending,
  xclaim,
  xautoclaim,
  xinfo,
];
