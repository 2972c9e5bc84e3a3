/** The set family. */
import type { CommandSpec } from '../../engine/command.ts';
import { sdiff, sdiffstore, sinter, sintercard, sinterstore, sunion, sunionstore } from './algebra.ts';
import { sadd, scard, sismember, smembers, smismember, smove, srem } from './members.ts';
import { spop, srandmember } from './random.ts';
import { sscan } from './scan.ts';

export const setCommands: CommandSpec[] = [
  sadd,
  scard,
  sdiff,
  sdiffstore,
  sinter,
  sintercard,
  sinterstore,
  sismember,
  smembers,
  smismember,
  smove,
  spop,
  srandmember,
  srem,
  sscan,
  sunion,
  sunionstore,
];
