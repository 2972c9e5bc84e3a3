/** SLOWLOG: the commands that took longest. */

import { integer } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { failure } from '../../engine/errors.ts';
import { OK } from '../../protocol/reply.ts';
import { helpReply, wrongSubcommandArguments } from '../subcommand-help.ts';

const HELP = [
  'GET [<count>]',
  '    Return top <count> entries from the slowlog (default: 10, -1 mean all).',
  '    Entries are made of:',
  '    id, timestamp, time in microseconds, arguments array, client IP and port,',
  '    client name',
  'LEN',
  '    Return the length of the slowlog.',
  'RESET',
  '    Reset the slowlog.',
];

const DEFAULT_COUNT = 10;
const badCount = failure('count should be greater than or equal to -1');

export const slowlogGetCommand = command({
  name: 'GET',
  group: 'server',
  since: '2.2.12',
  summary: "Returns the slow log's entries.",
  complexity: 'O(N) where N is the number of entries returned',
  arity: -2,
  arguments: [argument.integer('count', { optional: true })],
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'nondeterministic_output'],
  history: [['4.0.0', 'Added client IP address, port and name to the reply.']],
  run({ engine }, args) {
    if (args.length > 1) throw wrongSubcommandArguments;
    const count = args.length === 0 ? DEFAULT_COUNT : integer(args[0], badCount);
    if (count < -1) throw badCount;
    const { entries } = engine.slowLog;
    return (count === -1 ? entries : entries.slice(0, count)).map((entry) => [
      entry.id,
      entry.time,
      entry.microseconds,
      entry.words,
      entry.address,
      entry.clientName,
    ]);
  },
});

export const slowlogLenCommand = command({
  name: 'LEN',
  group: 'server',
  since: '2.2.12',
  summary: 'Returns the number of entries in the slow log.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:agg_sum', 'nondeterministic_output'],
  run: ({ engine }) => engine.slowLog.entries.length,
});

export const slowlogResetCommand = command({
  name: 'RESET',
  group: 'server',
  since: '2.2.12',
  summary: 'Clears all entries from the slow log.',
  complexity: 'O(N) where N is the number of entries in the slowlog',
  arity: 2,
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  run({ engine }) {
    engine.slowLog.reset();
    return OK;
  },
});

export const slowlogHelpCommand = command({
  name: 'HELP',
  group: 'server',
  since: '6.2.0',
  summary: 'Show helpful text about the different subcommands',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  run: () => helpReply('SLOWLOG', HELP),
});

export const slowlogCommand = command({
  name: 'SLOWLOG',
  group: 'server',
  since: '2.2.12',
  summary: 'A container for slow log commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [slowlogGetCommand, slowlogLenCommand, slowlogResetCommand, slowlogHelpCommand],
});
