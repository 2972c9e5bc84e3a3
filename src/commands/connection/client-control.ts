/** CLIENT PAUSE, UNPAUSE and UNBLOCK: holding clients back, and letting them go. */

import { deadlineFromMilliseconds, integer, isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { failure } from '../../engine/errors.ts';
import { OK } from '../../protocol/reply.ts';
import { wrongSubcommandArguments } from '../subcommand-help.ts';

export const clientPauseCommand = command({
  name: 'PAUSE',
  group: 'connection',
  since: '3.0.0',
  summary: 'Suspends commands processing.',
  complexity: 'O(1)',
  arity: -3,
  arguments: [
    argument.integer('timeout'),
    argument.oneof('mode', [argument.pureToken('WRITE'), argument.pureToken('ALL')], {
      optional: true,
      since: '6.2.0',
    }),
  ],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  acl: ['connection'],
  history: [['6.2.0', '`CLIENT PAUSE WRITE` mode added along with the `mode` option.']],
  run({ engine, now }, [timeout, mode, ...more]) {
    if (more.length > 0) throw wrongSubcommandArguments;
    const writesOnly = mode !== undefined && isKeyword(mode, 'WRITE');
    if (mode !== undefined && !writesOnly && !isKeyword(mode, 'ALL')) {
      throw failure('CLIENT PAUSE mode must be WRITE or ALL');
    }
    engine.pause.start(writesOnly ? 'write' : 'all', deadlineFromMilliseconds(timeout, now));
    return OK;
  },
});

export const clientUnpauseCommand = command({
  name: 'UNPAUSE',
  group: 'connection',
  since: '6.2.0',
  summary: 'Resumes processing commands from paused clients.',
  complexity: 'O(N) Where N is the number of paused clients',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  acl: ['connection'],
  run({ engine }) {
    engine.pause.end();
    return OK;
  },
});

export const clientUnblockCommand = command({
  name: 'UNBLOCK',
  group: 'connection',
  since: '5.0.0',
  summary: 'Unblocks a client blocked by a blocking command from a different connection.',
  complexity: 'O(log N) where N is the number of client connections',
  arity: -3,
  arguments: [
    argument.integer('client-id'),
    argument.oneof('unblock-type', [argument.pureToken('TIMEOUT'), argument.pureToken('ERROR')], {
      optional: true,
    }),
  ],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  acl: ['connection'],
  run({ engine }, [id, reason, ...more]) {
    if (more.length > 0) throw wrongSubcommandArguments;
    const withError = reason !== undefined && isKeyword(reason, 'ERROR');
    if (reason !== undefined && !withError && !isKeyword(reason, 'TIMEOUT')) {
      throw failure('CLIENT UNBLOCK reason should be TIMEOUT or ERROR');
    }
    const client = engine.clients.get(integer(id));
    return client !== undefined && engine.blocking.unblock(client, withError) ? 1 : 0;
  },
});
