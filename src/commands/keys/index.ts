/** The commands on keys as such, whatever they hold. */
import type { CommandSpec } from '../../engine/command.ts';
import { expiryCommands } from './expiry.ts';
import { lifetimeCommands } from './lifetime.ts';
import { object } from './object.ts';
import { sortCommands } from './sort.ts';
import { walkCommands } from './walk.ts';

export const keyCommands: CommandSpec[] = [
  ...lifetimeCommands,
  ...expiryCommands,
  ...walkCommands,
  ...sortCommands,
  object,
];
