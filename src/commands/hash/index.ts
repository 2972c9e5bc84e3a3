/** The hash family. */
import type { CommandSpec } from '../../engine/command.ts';
import { hdel, hexists, hget, hlen, hmget, hmset, hset, hsetnx, hstrlen } from './fields.ts';
import { hincrby, hincrbyfloat } from './increment.ts';
import { hrandfield } from './random.ts';
import { hscan } from './scan.ts';
import { hgetall, hkeys, hvals } from './whole.ts';

export const hashCommands: CommandSpec[] = [
  hdel,
  hexists,
  hget,
  hgetall,
  hincrby,
  hincrbyfloat,
  hkeys,
  hlen,
  hmget,
  hmset,
  hrandfield,
  hscan,
  hset,
  hsetnx,
  hstrlen,
  hvals,
];
