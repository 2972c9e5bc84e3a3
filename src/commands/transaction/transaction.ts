/**
 * Transactions. After MULTI a client's commands are queued, which the dispatcher does; EXEC runs them without those of
 * other clients in between. It runs nothing if somebody has changed a key after the client gave it to WATCH.
 */
import { command, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors, failure } from '../../engine/errors.ts';
import { QUEUED } from '../../engine/run-policy.ts';
import { Transaction } from '../../engine/transaction.ts';
import { NULL_ARRAY, OK, type Reply } from '../../protocol/reply.ts';

export const multiCommand = command({
  name: 'MULTI',
  group: 'transactions',
  since: '1.2.0',
  summary: 'Starts a transaction.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  acl: ['transaction'],
  run(ctx) {
    if (ctx.transaction !== undefined) throw failure('MULTI calls can not be nested');
    ctx.transaction = new Transaction();
    return OK;
  },
});

export const discardCommand = command({
  name: 'DISCARD',
  group: 'transactions',
  since: '2.0.0',
  summary: 'Discards a transaction.',
  complexity: 'O(N), when N is the number of queued commands',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  acl: ['transaction'],
  run(ctx) {
    if (ctx.transaction === undefined) throw failure('DISCARD without MULTI');
    ctx.engine.discardTransaction(ctx);
    return OK;
  },
});

export const execCommand = command({
  name: 'EXEC',
  group: 'transactions',
  since: '1.2.0',
  summary: 'Executes all commands in a transaction.',
  complexity: 'Depends on commands in the transaction',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'skip_slowlog'],
  acl: ['transaction'],
  run(ctx) {
    const { client, engine, transaction } = ctx;
    if (transaction === undefined) throw failure('EXEC without MULTI');
    const isBroken = engine.watches.isBroken(client);
    if (isBroken || transaction.aborted) {
      engine.discardTransaction(ctx);
      if (transaction.aborted) throw errors.execAborted;
      return NULL_ARRAY;
    }
    engine.watches.unwatchAll(client);
    transaction.executing = true;
    const replies: Reply[] = [];
    // The time stands still meanwhile, as it does in a script.
    engine.depth++;
    try {
      for (const queued of transaction.queue) {
        const reply = engine.dispatcher.run(ctx, queued, QUEUED);
        if (reply !== undefined) replies.push(reply);
      }
    } finally {
      engine.depth--;
    }
    engine.discardTransaction(ctx);
    // The queued commands have recorded their effects themselves: EXEC has none of its own.
    ctx.effects = [];
    return replies;
  },
});

export const watchCommand = command({
  name: 'WATCH',
  group: 'transactions',
  since: '2.2.0',
  summary: 'Monitors changes to keys to determine the execution of a transaction.',
  complexity: 'O(1) for every key.',
  arity: -2,
  arguments: [argument.key('key', { multiple: true })],
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  acl: ['transaction'],
  keys: [keyRange(1, -1, 1, 'RO')],
  run({ client, transaction, engine, db }, keys) {
    if (transaction !== undefined) throw failure('WATCH inside MULTI is not allowed');
    // Once a watched key was changed EXEC will run nothing, whatever else is watched.
    if (!client.watchBroken) for (const key of keys) engine.watches.watch(client, db, key);
    return OK;
  },
});

export const unwatchCommand = command({
  name: 'UNWATCH',
  group: 'transactions',
  since: '2.2.0',
  summary: 'Forgets about watched keys of a transaction.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  acl: ['transaction'],
  run({ client, engine }) {
    engine.watches.unwatchAll(client);
    return OK;
  },
});
