/** The scripting family: scripts, their cache, functions. */
import type { CommandSpec } from '../../engine/command.ts';
import { evalCommands } from './eval.ts';
import { functionCommand } from './function.ts';
import { script } from './script.ts';

export const scriptingCommands: CommandSpec[] = [...evalCommands, script, functionCommand];
