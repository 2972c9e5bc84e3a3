/** The list family. */
import type { CommandSpec } from '../../engine/command.ts';
import { lindex, linsert, lrange, lrem, lset, ltrim } from './elements.ts';
import { llen, lpop, lpush, lpushx, rpop, rpush, rpushx } from './ends.ts';
import { blmove, brpoplpush, lmove, rpoplpush } from './move.ts';
import { blmpop, blpop, brpop, lmpop } from './multi-pop.ts';
import { lpos } from './position.ts';

export const listCommands: CommandSpec[] = [
  blmove,
  blmpop,
  blpop,
  brpop,
  brpoplpush,
  lindex,
  linsert,
  llen,
  lmove,
  lmpop,
  lpop,
  lpos,
  lpush,
  lpushx,
  lrange,
  lrem,
  lset,
  ltrim,
  rpop,
  rpoplpush,
  rpush,
  rpushx,
];
