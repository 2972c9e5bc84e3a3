/**
 * Every command of Tidelock. Each family of commands has a folder whose `index.ts` exports the list of them, and the lists
 * are put together here.
 */
import type { CommandSpec } from '../engine/command.ts';
import { bitmapCommands } from './bitmap/index.ts';
import { connectionCommands } from './connection/index.ts';
import { geoCommands } from './geo/index.ts';
import { hashCommands } from './hash/index.ts';
import { hyperloglogCommands } from './hyperloglog/index.ts';
import { keyCommands } from './keys/index.ts';
import { listCommands } from './list/index.ts';
import { pubsubCommands } from './pubsub/index.ts';
import { scriptingCommands } from './scripting/index.ts';
import { serverCommands } from './server/index.ts';
import { setCommands } from './set/index.ts';
import { sortedSetCommands } from './sorted-set/index.ts';
import { streamCommands } from './stream/index.ts';
import { stringCommands } from './string/index.ts';
import { transactionCommands } from './transaction/index.ts';

export const allCommands: CommandSpec[] = [
  ...stringCommands,
  ...bitmapCommands,
  ...hyperloglogCommands,
  ...keyCommands,
  ...setCommands,
  ...listCommands,
  ...hashCommands,
  ...sortedSetCommands,
  ...geoCommands,
  ...streamCommands,
  ...connectionCommands,
  ...serverCommands,
  ...pubsubCommands,
  ...transactionCommands,
  ...scriptingCommands,
];
