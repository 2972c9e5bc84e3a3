/** The commands on sorted sets. */
import type { CommandSpec } from '../../engine/command.ts';
import { zadd, zincrby } from './add.ts';
import { zdiff, zdiffstore, zinter, zintercard, zinterstore, zunion, zunionstore } from './combine.ts';
import { zcard, zcount, zlexcount, zmscore, zrank, zrevrank, zscore } from './lookup.ts';
import { bzmpop, bzpopmax, bzpopmin, zmpop, zpopmax, zpopmin } from './pop.ts';
import { zrandmember } from './random.ts';
import {
  zrange,
  zrangebylex,
  zrangebyscore,
  zrangestore,
  zrevrange,
  zrevrangebylex,
  zrevrangebyscore,
} from './range.ts';
import { zrem, zremrangebylex, zremrangebyrank, zremrangebyscore } from './remove.ts';
import { zscan } from './scan.ts';

export const sortedSetCommands: CommandSpec[] = [
  zadd,
  zincrby,
  zcard,
  zcount,
  zlexcount,
  zmscore,
  zrank,
  zrevrank,
  zscore,
  zrange,
  zrangebylex,
  zrangebyscore,
  zrangestore,
  zrevrange,
  zrevrangebylex,
  zrevrangebyscore,
  zrem,
  zremrangebylex,
  zremrangebyrank,
  zremrangebyscore,
  bzmpop,
  bzpopmax,
  bzpopmin,
  zmpop,
  zpopmax,
  zpopmin,
  zrandmember,
  zscan,
  zdiff,
  zdiffstore,
  zinter,
  zintercard,
  zinterstore,
  zunion,
  zunionstore,
];
