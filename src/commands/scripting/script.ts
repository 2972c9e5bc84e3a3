/** SCRIPT: the cache of scripts. */

import { isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { failure } from '../../engine/errors.ts';
import { OK } from '../../protocol/reply.ts';
import { scriptingOf } from '../../scripting/scripting.ts';
import { helpReply } from '../subcommand-help.ts';
import { killRunning } from './kill.ts';

const HELP = [
  'DEBUG (YES|SYNC|NO)',
  '    Set the debug mode for subsequent scripts executed.',
  'EXISTS <sha1> [<sha1> ...]',
  '    Return information about the existence of the scripts in the script cache.',
  'FLUSH [ASYNC|SYNC]',
  '    Flush the Lua scripts cache. Very dangerous on replicas.',
  '    When called without the optional mode argument, the behavior is determined by the',
  '    lazyfree-lazy-user-flush configuration directive. Valid modes are:',
  '    * ASYNC: Asynchronously flush the scripts cache.',
  '    * SYNC: Synchronously flush the scripts cache.',
  'KILL',
  '    Kill the currently executing Lua script.',
  'LOAD <script>',
  '    Load a script into the scripts cache without executing it.',
];

export const scriptLoadCommand = command({
  name: 'LOAD',
  group: 'scripting',
  since: '2.6.0',
  summary: 'Loads a server-side Lua script to the script cache.',
  complexity: 'O(N) with N being the length in bytes of the script body.',
  arity: 3,
  arguments: [argument.string('script')],
  flags: ['noscript', 'stale'],
  acl: ['scripting'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  run: (ctx, [source]) => scriptingOf(ctx.engine).scripts.load(source, ctx),
});

export const scriptExistsCommand = command({
  name: 'EXISTS',
  group: 'scripting',
  since: '2.6.0',
  summary: 'Determines whether server-side Lua scripts exist in the script cache.',
  complexity:
    'O(N) with N being the number of scripts to check (so checking a single script is an O(1) operation).',
  arity: -3,
  arguments: [argument.string('sha1', { multiple: true })],
  flags: ['noscript'],
  acl: ['scripting'],
  tips: ['request_policy:all_shards', 'response_policy:agg_logical_and'],
  run: ({ engine }, digests) => {
    const { scripts } = scriptingOf(engine);
    return digests.map((digest) => (scripts.has(digest) ? 1 : 0));
  },
});

export const scriptFlushCommand = command({
  name: 'FLUSH',
  group: 'scripting',
  since: '2.6.0',
  summary: 'Removes all server-side Lua scripts from the script cache.',
  complexity: 'O(N) with N being the number of scripts in cache',
  arity: -2,
  arguments: [
    argument.oneof('flush-type', [argument.pureToken('ASYNC'), argument.pureToken('SYNC')], {
      optional: true,
      since: '6.2.0',
    }),
  ],
  flags: ['noscript'],
  acl: ['scripting'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  history: [['6.2.0', 'Added the `ASYNC` and `SYNC` flushing mode modifiers.']],
  run({ engine }, args) {
    const known = args.length === 0 || isKeyword(args[0], 'SYNC') || isKeyword(args[0], 'ASYNC');
    if (!known || args.length > 1) throw failure('SCRIPT FLUSH only support SYNC|ASYNC option');
    scriptingOf(engine).scripts.flush();
    return OK;
  },
});

export const scriptKillCommand = command({
  name: 'KILL',
  group: 'scripting',
  since: '2.6.0',
  summary: 'Terminates a server-side Lua script during execution.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['noscript', 'allow_busy'],
  acl: ['scripting'],
  tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
  run: (ctx) => killRunning(ctx, 'script'),
});

export const scriptHelpCommand = command({
  name: 'HELP',
  group: 'scripting',
  since: '5.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['scripting'],
  run: () => helpReply('SCRIPT', HELP),
});

export const scriptCommand = command({
  name: 'SCRIPT',
  group: 'scripting',
  since: '2.6.0',
  summary: 'A container for Lua scripts management commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [
    scriptLoadCommand,
    scriptExistsCommand,
    scriptFlushCommand,
    scriptKillCommand,
    scriptHelpCommand,
  ],
});
