/** DEBUG: what tests need and nobody else should use; allowed by `enable-debug-command`. */
import { onOneLine } from '../../bytes/one-line.ts';
import { positiveCount } from '../../engine/arguments.ts';
import { type CommandResult, command } from '../../engine/command.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { parseMemory } from '../../engine/setting-kinds.ts';
import { encodingName } from '../../engine/values.ts';
import { ErrorReply, OK, StatusReply } from '../../protocol/reply.ts';
import { helpReply, wrongSubcommandArguments } from '../subcommand-help.ts';
import { protocolReply } from './debug-protocol.ts';
import { keyspaceDigest, valueDigest } from './digest.ts';

const HELP = [
  'DIGEST',
  '    Output a hex signature representing the current DB content.',
  'DIGEST-VALUE <key> [<key> ...]',
  '    Output a hex signature of the values of all the specified keys.',
  'ERROR <string>',
  '    Return a Redis protocol error with <string> as message. Useful for clients',
  '    unit tests to simulate Redis errors.',
  'LOG <message>',
  '    Write <message> to the server log.',
  'OBJECT <key>',
  '    Show low level info about `key` and associated value.',
  'POPULATE <count> [<prefix>] [<size>]',
  '    Create <count> string keys named key:<num>. If <prefix> is specified then',
  "    it is used instead of the 'key' prefix. These are not propagated to",
  '    replicas. Cluster slots are not respected so keys not belonging to the',
  '    current node can be created in cluster mode.',
  'PROTOCOL <type>',
  '    Reply with a test value of the specified type. <type> can be: string,',
  '    integer, double, bignum, null, array, set, map, attrib, push, verbatim,',
  '    true, false.',
  'SET-ACTIVE-EXPIRE <0|1>',
  '    Setting it to 0 disables expiring keys in background when they are not',
  '    accessed (otherwise the Redis behavior). Setting it to 1 reenables back the',
  '    default.',
  'SET-DISABLE-DENY-SCRIPTS <0|1>',
  '    (For testing) Setting it to 1 lets scripts call commands that they may not call.',
  'QUICKLIST-PACKED-THRESHOLD <size>',
  '    Sets the threshold for elements to be inserted as plain vs packed nodes',
  '    Default value is 1GB, allows values up to 4GB. Setting to 0 restores to default.',
  'SLEEP <seconds>',
  '    Stop the server for <seconds>. Decimals allowed.',
];

/** Stops this thread, and with it every client. Where waiting is not allowed (a browser's page) it spins. */
function sleep(milliseconds: number): void {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  } catch {
    const end = Date.now() + milliseconds;
    while (Date.now() < end);
  }
}

/** `value:<n>`, cut or filled with zero bytes to a size if one is given. */
function populatedValue(number: number, size: number | undefined): string {
  const text = `value:${number}`;
  return size === undefined ? text : text.slice(0, size).padEnd(size, '\0');
}

function populate({ db }: Context, args: string[]): CommandResult {
  const count = positiveCount(args[0]);
  const prefix = args[1] ?? 'key';
  const size = args[2] === undefined ? undefined : positiveCount(args[2]);
  for (let number = 0; number < count; number++) {
    const key = `${prefix}:${number}`;
    if (!db.has(key)) db.add(key, populatedValue(number, size), events.silent);
  }
  return OK;
}

/** 4 GB less 1 MB. */
const LARGEST_THRESHOLD = 4 * 1024 ** 3 - 1024 ** 2;

interface DebugSubcommand {
  /** How many arguments the subcommand takes: one number, or the smallest and the largest. */
  arguments: number | [minimum: number, maximum: number];
  run(ctx: Context, args: string[]): CommandResult;
}

/** The integer at the beginning of a text, as C's atoi reads it; 0 where there is none. */
const leadingInteger = (text: string) => Number.parseInt(text, 10) || 0;

const SUBCOMMANDS = new Map(
  Object.entries<DebugSubcommand>({
    help: { arguments: 0, run: () => helpReply('DEBUG', HELP) },
    sleep: {
      arguments: 1,
      run(_ctx, [seconds]) {
        sleep((Number.parseFloat(seconds) || 0) * 1000);
        return OK;
      },
    },
    'set-active-expire': {
      arguments: 1,
      run({ engine }, [flag]) {
        engine.activeExpiry.enabled = leadingInteger(flag) !== 0;
        return OK;
      },
    },
    'set-disable-deny-scripts': {
      arguments: 1,
      run({ engine }, [flag]) {
        engine.scriptsRunAnything = leadingInteger(flag) !== 0;
        return OK;
      },
    },
    error: {
      arguments: 1,
      run: (_ctx, [text]) => new ErrorReply(onOneLine(text)),
    },
    log: {
      arguments: 1,
      run({ engine }, [message]) {
        engine.host.log('warning', `DEBUG LOG: ${message}`);
        return OK;
      },
    },
    protocol: { arguments: 1, run: (ctx, [kind]) => protocolReply(ctx, kind) },
    populate: { arguments: [1, 3], run: populate },
    digest: { arguments: 0, run: ({ keyspace }) => new StatusReply(keyspaceDigest(keyspace)) },
    'digest-value': {
      arguments: [0, Number.POSITIVE_INFINITY],
      run: ({ db }, keys) => keys.map((key) => new StatusReply(valueDigest(db.find(key)))),
    },
    object: {
      arguments: 1,
      // What Redis tells of memory (an address, a serialized length) has no counterpart here.
      run({ db, keyspace }, [key]) {
        // A key that has expired but was not removed yet is shown as well.
        const entry = db.keys.get(key);
        if (entry === undefined) throw errors.noSuchKey;
        const idle = keyspace.accessPolicy.idleSeconds(entry.access, keyspace.now);
        return new StatusReply(
          `refcount:1 encoding:${encodingName(entry.value)} lru:${entry.access} lru_seconds_idle:${idle}`,
        );
      },
    },
    'quicklist-packed-threshold': {
      // Lists have no packed nodes here, so there is nothing to set.
      arguments: 1,
      run(_ctx, [size]) {
        const bytes = parseMemory(size);
        if (bytes === undefined || bytes > LARGEST_THRESHOLD) {
          throw failure('argument must be a memory value bigger than 1 and smaller than 4gb');
        }
        return OK;
      },
    },
  }),
);

function takes({ arguments: count }: DebugSubcommand, given: number): boolean {
  const [minimum, maximum] = typeof count === 'number' ? [count, count] : count;
  return given >= minimum && given <= maximum;
}

/** In Redis, too, DEBUG reads its first argument itself: COMMAND INFO and DOCS know no subcommands of it. */
export const debugCommand = command({
  name: 'DEBUG',
  group: 'server',
  since: '1.0.0',
  summary: 'A container for debugging commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: ['admin', 'noscript', 'loading', 'stale', 'protected'],
  isSystem: true,
  run(ctx, [word, ...args]) {
    const subcommand = SUBCOMMANDS.get(word.toLowerCase());
    if (subcommand === undefined || !takes(subcommand, args.length)) {
      throw wrongSubcommandArguments;
    }
    return subcommand.run(ctx, args);
  },
});
