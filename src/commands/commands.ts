/**
 * Every command of Tidelock: one list a family. A family folder exports `<family>Commands: CommandSpec[]` from
 * its index.ts.
 */
import type { CommandSpec } from '../engine/command.ts';
import { keyCommands } from './keys/index.ts';
import { stringCommands } from './string/index.ts';

export const allCommands: CommandSpec[] = [...stringCommands, ...keyCommands];
