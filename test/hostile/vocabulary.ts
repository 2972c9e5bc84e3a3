/** What scripts may call, asked of an engine, so that it is all that there is. */
import { Tidelock } from '../../src/tidelock.ts';
import { LIST_FUNCTIONS } from '../support/list-functions.ts';
import type { Vocabulary } from './scripts.ts';

/** Commands that would touch the witnesses, or end the server by right. */
const EXCLUDED = new Set([
  'flushall',
  'flushdb',
  'swapdb',
  'select',
  'move',
  'shutdown',
  'debug',
  'config|set',
]);

let known: Vocabulary | undefined;

export function vocabulary(): Vocabulary {
  known ??= ask();
  return known;
}

function ask(): Vocabulary {
  const tidelock = new Tidelock();
  const commands = tidelock.call<string[]>('COMMAND', 'LIST').sort();
  return {
    functions: tidelock.eval<string[]>(LIST_FUNCTIONS).sort(),
    commands: commands.filter((name) => !EXCLUDED.has(name)),
  };
}
