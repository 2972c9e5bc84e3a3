/** The commands of a connection. */
import type { CommandSpec } from '../../engine/command.ts';
import { auth, hello } from './authentication.ts';
import { client } from './client.ts';
import { plainConnectionCommands } from './connection.ts';

export const connectionCommands: CommandSpec[] = [...plainConnectionCommands, auth, hello, client];
