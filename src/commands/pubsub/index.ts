/** Publish and subscribe. */
import type { CommandSpec } from '../../engine/command.ts';
import { publishCommand, pubsubCommand, spublishCommand } from './publish.ts';
import {
  psubscribeCommand,
  punsubscribeCommand,
  ssubscribeCommand,
  subscribeCommand,
  sunsubscribeCommand,
  unsubscribeCommand,
} from './subscribe.ts';

export const pubsubCommands: CommandSpec[] = [
  publishCommand,
  spublishCommand,
  pubsubCommand,
  subscribeCommand,
  unsubscribeCommand,
  psubscribeCommand,
  punsubscribeCommand,
  ssubscribeCommand,
  sunsubscribeCommand,
];
