/** The commands on positions: sorted sets whose scores are geohashes. */
import type { CommandSpec } from '../../engine/command.ts';
import { geoaddCommand } from './add.ts';
import { geodistCommand, geohashCommand, geoposCommand } from './lookup.ts';
import {
  georadiusbymemberCommand,
  georadiusbymemberRoCommand,
  georadiusCommand,
  georadiusRoCommand,
} from './radius.ts';
import { geosearchCommand, geosearchstoreCommand } from './search.ts';

export const geoCommands: CommandSpec[] = [
  geoaddCommand,
  geodistCommand,
  geohashCommand,
  geoposCommand,
  georadiusCommand,
  georadiusRoCommand,
  georadiusbymemberCommand,
  georadiusbymemberRoCommand,
  geosearchCommand,
  geosearchstoreCommand,
];
