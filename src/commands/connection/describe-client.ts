/** A client as a line of CLIENT LIST: `id=3 addr=127.0.0.1:50000 ...`; fields are split by one space. */
import type { Client } from '../../engine/client.ts';
import type { Context } from '../../engine/context.ts';

/** What CLIENT LIST TYPE and CLIENT KILL TYPE tell apart. There are no replicas and no masters. */
export type ClientType = 'normal' | 'master' | 'replica' | 'pubsub';

const TYPES = new Map(
  Object.entries<ClientType>({
    normal: 'normal',
    slave: 'replica',
    replica: 'replica',
    pubsub: 'pubsub',
    master: 'master',
  }),
);

/** The type of a name in any case, `undefined` when there is none. */
export function clientTypeByName(name: string): ClientType | undefined {
  return TYPES.get(name.toLowerCase());
}

/** A monitor counts as a replica, as in Redis. */
export function clientType(client: Client): ClientType {
  if (client.isMonitor) return 'replica';
  return client.isSubscriber ? 'pubsub' : 'normal';
}

/** The letters of `flags=`, in the order in which they are shown. */
const FLAGS: [letter: string, isSet: (client: Client<Context>) => boolean][] = [
  ['O', (client) => client.isMonitor],
  ['P', (client) => client.isSubscriber],
  ['x', (client) => client.context.transaction !== undefined],
  ['b', (client) => client.isBlocked || client.paused],
  ['d', (client) => client.watchBroken],
  ['c', (client) => client.closeAfterReply],
  ['U', (client) => client.unixSocket],
  ['e', (client) => client.noEvict],
  ['T', (client) => client.noTouch],
];

const seconds = (milliseconds: number) => Math.max(0, Math.floor(milliseconds / 1000));

/** The line, without its end. */
export function describeClient(client: Client<Context>): string {
  const { context } = client;
  const { now, transaction } = context;
  const flags = FLAGS.filter(([, isSet]) => isSet(client)).map(([letter]) => letter);
  const pending = client.output.pendingBytes();
  const queued = transaction?.argumentBytes ?? 0;
  const fields: [name: string, text: string | number][] = [
    ['id', client.id],
    ['addr', client.address],
    ['laddr', client.localAddress],
    ['fd', client.fileDescriptor],
    ['name', client.name],
    ['age', seconds(now - client.createdAt)],
    ['idle', seconds(now - client.lastInteraction)],
    ['flags', flags.join('') || 'N'],
    ['db', context.db.index],
    ['sub', client.channels.size],
    ['psub', client.patterns.size],
    ['ssub', client.shardChannels.size],
    ['multi', transaction?.queue.length ?? -1],
    ['qbuf', client.queryBufferBytes],
    ['qbuf-free', 0],
    ['argv-mem', 0],
    ['multi-mem', queued],
    ['rbs', 0],
    ['rbp', 0],
    ['obl', 0],
    ['oll', pending > 0 ? 1 : 0],
    ['omem', pending],
    ['tot-mem', client.queryBufferBytes + queued + pending],
    ['events', pending > 0 ? 'rw' : 'r'],
    ['cmd', client.lastCommand ?? 'NULL'],
    ['user', client.userName],
    ['redir', -1],
    ['resp', client.resp],
    ['lib-name', client.libraryName],
    ['lib-ver', client.libraryVersion],
  ];
  return fields.map(([name, text]) => `${name}=${text}`).join(' ');
}
