/** The scripting family: scripts, their cache, functions. */
import type { CommandSpec } from '../../engine/command.ts';
import {
  evalCommand,
  evalRoCommand,
  evalshaCommand,
  evalshaRoCommand,
  fcallCommand,
  fcallRoCommand,
} from './eval.ts';
import { functionCommand } from './function.ts';
import { scriptCommand } from './script.ts';

export const scriptingCommands: CommandSpec[] = [
  evalCommand,
  evalshaCommand,
  evalRoCommand,
  evalshaRoCommand,
  fcallCommand,
  fcallRoCommand,
  scriptCommand,
  functionCommand,
];
