/** The server as a process: its time, its role, its end, and watching it at work. */

import { integer, isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { busyError, errors, failure } from '../../engine/errors.ts';
import type { ShutdownRequest } from '../../engine/host.ts';
import { REDIS_VERSION } from '../../engine/redis-version.ts';
import { OK, VerbatimReply } from '../../protocol/reply.ts';

export const timeCommand = command({
  name: 'TIME',
  group: 'server',
  since: '2.6.0',
  summary: 'Returns the server time.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  tips: ['nondeterministic_output'],
  run({ engine }) {
    const microseconds = engine.dispatcher.timeOfUnit;
    return [String(Math.floor(microseconds / 1_000_000)), String(microseconds % 1_000_000)];
  },
});

export const lastsaveCommand = command({
  name: 'LASTSAVE',
  group: 'server',
  since: '1.0.0',
  summary: 'Returns the Unix timestamp of the last successful save to disk.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  acl: ['admin', 'dangerous'],
  tips: ['nondeterministic_output'],
  // Nothing can be saved here. Redis, too, answers the time of its start until something is saved.
  run: ({ engine }) => Math.floor(engine.startedAt / 1000),
});

export const roleCommand = command({
  name: 'ROLE',
  group: 'server',
  since: '2.8.12',
  summary: 'Returns the replication role.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast'],
  acl: ['admin', 'dangerous'],
  run: () => ['master', 0, []],
});

/**
 * Redis draws pictures when it is asked for version 5 or 6, and answers any other version with one line of text. Tidelock
 * always answers with that line.
 */
export const lolwutCommand = command({
  name: 'LOLWUT',
  group: 'server',
  since: '5.0.0',
  summary: 'Displays computer art and the Redis version',
  arity: -1,
  arguments: [argument.integer('version', { token: 'VERSION', optional: true })],
  flags: ['readonly', 'fast'],
  run(_ctx, args) {
    if (args.length >= 2 && isKeyword(args[0], 'VERSION')) integer(args[1]);
    return new VerbatimReply('txt', `Redis ver. ${REDIS_VERSION}\n`);
  },
});

export const monitorCommand = command({
  name: 'MONITOR',
  group: 'server',
  since: '1.0.0',
  summary: 'Listens for all requests received by the server in real-time.',
  arity: 1,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  run({ client, engine }) {
    engine.monitors.add(client);
    return OK;
  },
});

/** What the words of SHUTDOWN ask for. */
interface ShutdownWords {
  save: ShutdownRequest['save'];
  /** Scripts and transactions may not wait for replicas, so they have to say NOW. */
  now: boolean;
}

/**
 * Reads the words of SHUTDOWN; ABORT stands alone. FORCE would end a server that cannot save, and NOW one whose
 * replicas lag behind: neither can happen here.
 */
function readShutdown(words: string[]): ShutdownWords | 'abort' {
  const given = new Set<string>();
  for (const text of words) {
    const word = text.toUpperCase();
    if (!['NOSAVE', 'SAVE', 'NOW', 'FORCE', 'ABORT'].includes(word)) throw errors.syntax;
    given.add(word);
  }
  if (given.has('ABORT')) {
    if (given.size > 1) throw errors.syntax;
    return 'abort';
  }
  if (given.has('NOSAVE') && given.has('SAVE')) throw errors.syntax;
  const save = given.has('NOSAVE') ? 'nosave' : given.has('SAVE') ? 'save' : 'default';
  return { save, now: given.has('NOW') };
}

export const shutdownCommand = command({
  name: 'SHUTDOWN',
  group: 'server',
  since: '1.0.0',
  summary: 'Synchronously saves the database(s) to disk and shuts down the Redis server.',
  complexity:
    'O(N) when saving, where N is the total number of keys in all databases when saving data, otherwise O(1)',
  arity: -1,
  arguments: [
    argument.oneof('save-selector', [argument.pureToken('NOSAVE'), argument.pureToken('SAVE')], {
      optional: true,
    }),
    argument.pureToken('NOW', { optional: true, since: '7.0.0' }),
    argument.pureToken('FORCE', { optional: true, since: '7.0.0' }),
    argument.pureToken('ABORT', { optional: true, since: '7.0.0' }),
  ],
  flags: ['admin', 'noscript', 'loading', 'stale', 'no_multi', 'allow_busy'],
  history: [['7.0.0', 'Added the `NOW`, `FORCE` and `ABORT` modifiers.']],
  run({ client, engine }, words) {
    const request = readShutdown(words);
    // The server ends at once, so there is never a shutdown to be called off.
    if (request === 'abort') throw failure('No shutdown in progress.');
    if (!request.now && client.kind === 'script') {
      throw failure("SHUTDOWN without NOW or ABORT isn't allowed for DENY BLOCKING client");
    }
    const script = engine.runningScript;
    if (script?.timedOut) {
      if (request.save !== 'nosave') throw busyError(script.kind);
      script.abandon();
    }
    engine.host.shutdown({ save: request.save });
    return undefined;
  },
});
