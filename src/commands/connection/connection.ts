/** The plain commands of a connection: PING, ECHO, SELECT, QUIT, RESET. */

import { integer } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors, failure, wrongArity } from '../../engine/errors.ts';
import { OK, PONG, StatusReply } from '../../protocol/reply.ts';

export const pingCommand = command({
  name: 'PING',
  group: 'connection',
  since: '1.0.0',
  summary: "Returns the server's liveliness response.",
  complexity: 'O(1)',
  arity: -1,
  arguments: [argument.string('message', { optional: true })],
  flags: ['fast'],
  acl: ['connection'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
  run({ client }, args) {
    if (args.length > 1) throw wrongArity('ping');
    // A RESP2 subscriber gets only arrays, so that it can tell them from messages.
    if (client.resp === 2 && client.isSubscriber) return ['pong', args[0] ?? ''];
    return args.length === 0 ? PONG : args[0];
  },
});

export const echoCommand = command({
  name: 'ECHO',
  group: 'connection',
  since: '1.0.0',
  summary: 'Returns the given string.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.string('message')],
  flags: ['loading', 'stale', 'fast'],
  acl: ['connection'],
  run: (_ctx, [message]) => message,
});

const INT_LIMIT = 2 ** 31;
const outOfInt = failure('value is out of range, value must between -2147483648 and 2147483647');

export const selectCommand = command({
  name: 'SELECT',
  group: 'connection',
  since: '1.0.0',
  summary: 'Changes the selected database.',
  complexity: 'O(1)',
  arity: 2,
  arguments: [argument.integer('index')],
  flags: ['loading', 'stale', 'fast'],
  acl: ['connection'],
  run(ctx, [text]) {
    const index = integer(text);
    if (index < -INT_LIMIT || index >= INT_LIMIT) throw outOfInt;
    const database = ctx.keyspace.databases[index];
    if (database === undefined) throw errors.databaseOutOfRange;
    ctx.db = database;
    return OK;
  },
});

export const quitCommand = command({
  name: 'QUIT',
  group: 'connection',
  since: '1.0.0',
  summary: 'Closes the connection.',
  complexity: 'O(1)',
  arity: -1,
  flags: ['allow_busy', 'noscript', 'loading', 'stale', 'fast', 'no_auth'],
  acl: ['connection'],
  deprecatedSince: '7.2.0',
  replacedBy: 'just closing the connection',
  run({ client }) {
    client.closeAfterReply = true;
    return OK;
  },
});

export const resetCommand = command({
  name: 'RESET',
  group: 'connection',
  since: '6.2.0',
  summary: 'Resets the connection.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  acl: ['connection'],
  run(ctx) {
    const { client, engine } = ctx;
    engine.monitors.remove(client);
    engine.pubsub.forget(client);
    engine.discardTransaction(ctx);
    ctx.db = ctx.keyspace.databases[0];
    client.resp = 2;
    client.name = '';
    client.authenticated = ctx.settings.requirepass === '';
    client.userName = 'default';
    client.replyMode = 'on';
    client.noEvict = false;
    client.noTouch = false;
    return new StatusReply('RESET');
  },
});
