/** OBJECT: what the server knows of a value: its encoding, idle time, frequency of use and references. */

import { command, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import type { KeyEntry } from '../../engine/keyspace.ts';
import { encodingName } from '../../engine/values.ts';
import { type Reply, StatusReply } from '../../protocol/reply.ts';

/** What `answer` makes of the entry of a key; null where the key does not exist. */
function about(ctx: Context, key: string, answer: (entry: KeyEntry) => Reply): Reply {
  const entry = ctx.db.inspect(key);
  return entry === undefined ? null : answer(entry);
}

const HELP = [
  'OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:',
  'ENCODING <key>',
  '    Return the kind of internal representation used in order to store the value',
  '    associated with a <key>.',
  'FREQ <key>',
  '    Return the access frequency index of the <key>. The returned integer is',
  '    proportional to the logarithm of the recent access frequency of the key.',
  'IDLETIME <key>',
  '    Return the idle time of the <key>, that is the approximated number of',
  '    seconds elapsed since the last access to the key.',
  'REFCOUNT <key>',
  '    Return the number of references of the value associated with the specified',
  '    <key>.',
  'HELP',
  '    Print this help.',
];

const noFrequency = failure(
  'An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
);
const noIdleTime = failure(
  'An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
);

export const objectEncodingCommand = command({
  name: 'ENCODING',
  group: 'generic',
  since: '2.2.3',
  summary: 'Returns the internal encoding of a Redis object.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['keyspace'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],
  run: (ctx, [key]) => about(ctx, key, ({ value }) => encodingName(value)),
});

export const objectFreqCommand = command({
  name: 'FREQ',
  group: 'generic',
  since: '4.0.0',
  summary: 'Returns the logarithmic access frequency counter of a Redis object.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['keyspace'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],
  run: (ctx, [key]) =>
    about(ctx, key, ({ access }) => {
      const { accessPolicy, now } = ctx.keyspace;
      if (!accessPolicy.isLfu) throw noFrequency;
      return accessPolicy.frequency(access, now);
    }),
});

export const objectIdletimeCommand = command({
  name: 'IDLETIME',
  group: 'generic',
  since: '2.2.3',
  summary: 'Returns the time since the last access to a Redis object.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['keyspace'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],
  run: (ctx, [key]) =>
    about(ctx, key, ({ access }) => {
      const { accessPolicy, now } = ctx.keyspace;
      if (accessPolicy.isLfu) throw noIdleTime;
      return accessPolicy.idleSeconds(access, now);
    }),
});

/** The count of references that Redis answers for small integers, which all keys share. */
const SHARED_REFERENCES = 2_147_483_647;
const SHARED_INTEGERS = 10_000;

function isSharedInteger({ value }: KeyEntry): boolean {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^(0|[1-9]\d{0,3})$/.test(value)))
    return false;
  return Number(value) >= 0 && Number(value) < SHARED_INTEGERS;
}

export const objectRefcountCommand = command({
  name: 'REFCOUNT',
  group: 'generic',
  since: '2.2.3',
  summary: 'Returns the reference count of a value of a key.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['keyspace'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],
  run: (ctx, [key]) => about(ctx, key, (entry) => (isSharedInteger(entry) ? SHARED_REFERENCES : 1)),
});

export const objectHelpCommand = command({
  name: 'HELP',
  group: 'generic',
  since: '6.2.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['keyspace'],
  run: () => HELP.map((line) => new StatusReply(line)),
});

export const objectCommand = command({
  name: 'OBJECT',
  group: 'generic',
  since: '2.2.3',
  summary: 'A container for object introspection commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [
    objectEncodingCommand,
    objectFreqCommand,
    objectIdletimeCommand,
    objectRefcountCommand,
    objectHelpCommand,
  ],
});
