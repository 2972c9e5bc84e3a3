/** The string family. */
import type { CommandSpec } from '../../engine/command.ts';
import { decr, decrby, incr, incrby, incrbyfloat } from './counters.ts';
import { append, getrange, setrange, strlen, substr } from './edit.ts';
import { get, getdel, getex, getset, mget, mset, msetnx, psetex, set, setex, setnx } from './get-set.ts';
import { lcs } from './lcs.ts';

export const stringCommands: CommandSpec[] = [
  append,
  decr,
  decrby,
  get,
  getdel,
  getex,
  getrange,
  getset,
  incr,
  incrby,
  incrbyfloat,
  lcs,
  mget,
  mset,
  msetnx,
  psetex,
  set,
  setex,
  setnx,
  setrange,
  strlen,
  substr,
];
