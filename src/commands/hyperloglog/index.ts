/** The commands that count different elements in little memory. */
import type { CommandSpec } from '../../engine/command.ts';
import { pfaddCommand } from './add.ts';
import { pfcountCommand } from './count.ts';
import { pfdebugCommand } from './debug.ts';
import { pfmergeCommand } from './merge.ts';
import { pfselftestCommand } from './self-test.ts';

export const hyperloglogCommands: CommandSpec[] = [
  pfaddCommand,
  pfcountCommand,
  pfdebugCommand,
  pfmergeCommand,
  pfselftestCommand,
];
