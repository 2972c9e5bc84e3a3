/**
 * The commands that an engine's own session refuses, because after them `call` would no longer answer those who share it.
 * Commands whose effect everybody can see and undo are allowed: SELECT, MULTI, WATCH, HELLO, AUTH and RESET.
 */
import type { Engine } from '../engine/engine.ts';

const MESSAGES =
  'would turn the shared session into a subscriber: call it on a session of its own, made by session()';

/** Why commands are refused, by their full names. */
const REFUSED = new Map([
  ...['subscribe', 'psubscribe', 'ssubscribe', 'unsubscribe', 'punsubscribe', 'sunsubscribe'].map(
    (name): [string, string] => [name, MESSAGES],
  ),
  [
    'monitor',
    'would turn the shared session into a monitor: call it on a session of its own, made by session()',
  ],
  [
    'quit',
    'would end the shared session: end an engine with close(), and sessions made by session() with theirs',
  ],
]);

const SILENT = 'would silence the shared session: call it on a session of its own, made by session()';

/** Why a command may not run on the shared session; undefined when it may. */
export function sharedSessionRefusal({ commands }: Engine, name: string, args: string[]): string | undefined {
  const command = commands.get(name);
  if (command === undefined) return undefined;
  const { fullName } = command;
  if (fullName === 'client') return silences(args) ? `CLIENT REPLY ${SILENT}` : undefined;
  const reason = REFUSED.get(fullName);
  return reason === undefined ? undefined : `${fullName.toUpperCase()} ${reason}`;
}

function silences([subcommand = '', mode = '']: string[]): boolean {
  return subcommand.toLowerCase() === 'reply' && mode.toLowerCase() !== 'on';
}
