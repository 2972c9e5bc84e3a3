/** The commands on strings as rows of bits. */
import type { CommandSpec } from '../../engine/command.ts';
import { getbitCommand, setbitCommand } from './bits.ts';

export const bitmapCommands: CommandSpec[] = [getbitCommand, setbitCommand];
