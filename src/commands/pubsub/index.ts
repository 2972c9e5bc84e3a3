/** Publish and subscribe. */
import type { CommandSpec } from '../../engine/command.ts';
import { publishCommands } from './publish.ts';
import { subscribeCommands } from './subscribe.ts';

export const pubsubCommands: CommandSpec[] = [...publishCommands, ...subscribeCommands];
