/** CLIENT INFO, LIST and KILL: the clients there are, and ending them. */

import { integer, isKeyword } from '../../engine/arguments.ts';
import type { Client } from '../../engine/client.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { OK, VerbatimReply } from '../../protocol/reply.ts';
import { type ClientType, clientType, clientTypeByName, describeClient } from './describe-client.ts';

const lines = (clients: Client<Context>[]) =>
  new VerbatimReply('txt', clients.map((client) => `${describeClient(client)}\n`).join(''));

function typeArgument(name: string): ClientType {
  const type = clientTypeByName(name);
  if (type === undefined) throw failure(`Unknown client type '${name}'`);
  return type;
}

export const clientInfoCommand = command({
  name: 'INFO',
  group: 'connection',
  since: '6.2.0',
  summary: 'Returns information about the connection.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output'],
  run: ({ client }) => lines([client]),
});

export const clientListCommand = command({
  name: 'LIST',
  group: 'connection',
  since: '2.4.0',
  summary: 'Lists open connections.',
  complexity: 'O(N) where N is the number of client connections',
  arity: -2,
  arguments: [
    argument.oneof(
      'client-type',
      [
        argument.pureToken('NORMAL'),
        argument.pureToken('MASTER'),
        argument.pureToken('REPLICA'),
        argument.pureToken('PUBSUB'),
      ],
      { token: 'TYPE', optional: true, since: '5.0.0' },
    ),
    argument.integer('client-id', { token: 'ID', optional: true, multiple: true, since: '6.2.0' }),
  ],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output'],
  history: [
    ['2.8.12', 'Added unique client `id` field.'],
    ['5.0.0', 'Added optional `TYPE` filter.'],
    ['6.0.0', 'Added `user` field.'],
    ['6.2.0', 'Added `argv-mem`, `tot-mem`, `laddr` and `redir` fields and the optional `ID` filter.'],
    ['7.0.0', 'Added `resp`, `multi-mem`, `rbs` and `rbp` fields.'],
    ['7.0.3', 'Added `ssub` field.'],
  ],
  run({ engine }, args) {
    const clients = [...engine.clients.values()];
    if (args.length === 0) return lines(clients);
    if (args.length === 2 && isKeyword(args[0], 'TYPE')) {
      const type = typeArgument(args[1]);
      return lines(clients.filter((client) => clientType(client) === type));
    }
    if (args.length < 2 || !isKeyword(args[0], 'ID')) throw errors.syntax;
    const ids = args.slice(1).map((text) => integer(text, failure('Invalid client ID')));
    return lines(ids.map((id) => engine.clients.get(id)).filter((client) => client !== undefined));
  },
});

/** Whether a client is meant; all filters have to hold. */
type Filter = (client: Client) => boolean;

const badId = failure('client-id should be greater than 0');

const withAddress =
  (address: string): Filter =>
  (client) =>
    client.address === address;

/** What each filter's word makes of its value. */
const FILTERS = new Map(
  Object.entries<(value: string) => Filter>({
    id: (value) => {
      const id = integer(value, badId);
      if (id < 1) throw badId;
      return (client) => client.id === id;
    },
    type: (value) => {
      const type = typeArgument(value);
      return (client) => clientType(client) === type;
    },
    addr: withAddress,
    laddr: (value) => (client) => client.localAddress === value,
    user: (value) => {
      if (value !== 'default') throw failure(`No such user '${value}'`);
      return (client) => client.userName === value;
    },
  }),
);

/** `SKIPME yes|no` is the one option that is no filter on what is killed. */
function readFilters(args: string[]): { filters: Filter[]; skipSelf: boolean } {
  // The last of several filters of a kind wins.
  const filters = new Map<string, Filter>();
  let skipSelf = true;
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at].toLowerCase();
    const value = args[at + 1];
    if (value === undefined) throw errors.syntax;
    const filter = FILTERS.get(name);
    if (filter !== undefined) filters.set(name, filter(value));
    else if (name === 'skipme' && isKeyword(value, 'YES')) skipSelf = true;
    else if (name === 'skipme' && isKeyword(value, 'NO')) skipSelf = false;
    else throw errors.syntax;
  }
  return { filters: [...filters.values()], skipSelf };
}

/** Ends the clients that pass; the caller only once its reply is written. Answers how many. */
function kill({ client: self, engine }: Context, filters: Filter[], skipSelf: boolean): number {
  let killed = 0;
  for (const client of [...engine.clients.values()]) {
    if (!filters.every((filter) => filter(client)) || (client === self && skipSelf)) continue;
    if (client === self) client.closeAfterReply = true;
    else client.close(true);
    killed++;
  }
  return killed;
}

export const clientKillCommand = command({
  name: 'KILL',
  group: 'connection',
  since: '2.4.0',
  summary: 'Terminates open connections.',
  complexity: 'O(N) where N is the number of client connections',
  arity: -3,
  arguments: [
    argument.oneof('filter', [
      argument.string('old-format', { deprecatedSince: '2.8.12', displayText: 'ip:port' }),
      argument.oneof(
        'new-format',
        [
          argument.integer('client-id', { token: 'ID', optional: true, since: '2.8.12' }),
          argument.oneof(
            'client-type',
            [
              argument.pureToken('NORMAL'),
              argument.pureToken('MASTER', { since: '3.2.0' }),
              argument.pureToken('SLAVE'),
              argument.pureToken('REPLICA', { since: '5.0.0' }),
              argument.pureToken('PUBSUB'),
            ],
            { token: 'TYPE', optional: true, since: '2.8.12' },
          ),
          argument.string('username', { token: 'USER', optional: true }),
          argument.string('addr', { token: 'ADDR', optional: true, displayText: 'ip:port' }),
          argument.string('laddr', {
            token: 'LADDR',
            optional: true,
            since: '6.2.0',
            displayText: 'ip:port',
          }),
          argument.oneof('skipme', [argument.pureToken('YES'), argument.pureToken('NO')], {
            token: 'SKIPME',
            optional: true,
          }),
        ],
        { multiple: true },
      ),
    ]),
  ],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  acl: ['connection'],
  history: [
    ['2.8.12', 'Added new filter format.'],
    ['2.8.12', '`ID` option.'],
    ['3.2.0', 'Added `master` type in for `TYPE` option.'],
    ['5.0.0', 'Replaced `slave` `TYPE` with `replica`. `slave` still supported for backward compatibility.'],
    ['6.2.0', '`LADDR` option.'],
  ],
  run(ctx, args) {
    if (args.length === 1) {
      // The old form may end its own client, and answers a status.
      if (kill(ctx, [withAddress(args[0])], false) === 0) throw failure('No such client');
      return OK;
    }
    const { filters, skipSelf } = readFilters(args);
    return kill(ctx, filters, skipSelf);
  },
});
