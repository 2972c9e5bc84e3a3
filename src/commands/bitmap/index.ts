/** The commands on strings as rows of bits. */
import type { CommandSpec } from '../../engine/command.ts';
import { getbitCommand, setbitCommand } from './bits.ts';
import { bitopCommand } from './combine.ts';
import { bitfieldCommand, bitfieldRoCommand } from './field-commands.ts';
import { bitcountCommand, bitposCommand } from './search.ts';

export const bitmapCommands: CommandSpec[] = [
  getbitCommand,
  setbitCommand,
  bitcountCommand,
  bitposCommand,
  bitopCommand,
  bitfieldCommand,
  bitfieldRoCommand,
];
