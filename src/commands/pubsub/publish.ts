/** Publishing, and what PUBSUB tells of who listens. */
import { globMatch } from '../../bytes/glob.ts';
import type { TextMap } from '../../data/text-map.ts';
import type { Client } from '../../engine/client.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Reply } from '../../protocol/reply.ts';
import { helpReply, wrongSubcommandArguments } from '../subcommand-help.ts';

const HELP = [
  'CHANNELS [<pattern>]',
  "    Return the currently active channels matching a <pattern> (default: '*').",
  'NUMPAT',
  '    Return number of subscriptions to patterns.',
  'NUMSUB [<channel> ...]',
  '    Return the number of subscribers for the specified channels, excluding',
  '    pattern subscriptions(default: no channels).',
  'SHARDCHANNELS [<pattern>]',
  "    Return the currently active shard level channels matching a <pattern> (default: '*').",
  'SHARDNUMSUB [<shardchannel> ...]',
  '    Return the number of subscribers for the specified shard level channel(s)',
];

type Listeners = TextMap<Set<Client>>;

/** The channels that somebody listens to; with a pattern, those of them that match it. */
function active(channels: Listeners, pattern: string | undefined): string[] {
  const names = [...channels.keys()];
  return pattern === undefined ? names : names.filter((name) => globMatch(pattern, name));
}

/** The channels, each followed by the number of its subscribers. */
function counts(channels: Listeners, names: string[]): Reply[] {
  return names.flatMap((name) => [name, channels.get(name)?.size ?? 0]);
}

export const publishCommand = command({
  name: 'PUBLISH',
  group: 'pubsub',
  since: '2.0.0',
  summary: 'Posts a message to a channel.',
  complexity:
    'O(N+M) where N is the number of clients subscribed to the receiving channel and M is the total number of subscribed patterns (by any client).',
  arity: 3,
  arguments: [argument.string('channel'), argument.string('message')],
  flags: ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'],
  run: ({ engine }, [channel, message]) => engine.pubsub.publish(channel, message),
});

export const spublishCommand = command({
  name: 'SPUBLISH',
  group: 'pubsub',
  since: '7.0.0',
  summary: 'Post a message to a shard channel',
  complexity: 'O(N) where N is the number of clients subscribed to the receiving shard channel.',
  arity: 3,
  arguments: [argument.string('shardchannel'), argument.string('message')],
  flags: ['pubsub', 'loading', 'stale', 'fast', 'may_replicate'],
  keys: [firstKey('not_key')],
  run: ({ engine }, [channel, message]) => engine.pubsub.publishToShard(channel, message),
});

export const pubsubChannelsCommand = command({
  name: 'CHANNELS',
  group: 'pubsub',
  since: '2.8.0',
  summary: 'Returns the active channels.',
  complexity:
    'O(N) where N is the number of active channels, and assuming constant time pattern matching (relatively short channels and patterns)',
  arity: -2,
  arguments: [argument.pattern('pattern', { optional: true })],
  flags: ['pubsub', 'loading', 'stale'],
  run({ engine }, args) {
    if (args.length > 1) throw wrongSubcommandArguments;
    return active(engine.pubsub.channels, args[0]);
  },
});

export const pubsubNumsubCommand = command({
  name: 'NUMSUB',
  group: 'pubsub',
  since: '2.8.0',
  summary: 'Returns a count of subscribers to channels.',
  complexity: 'O(N) for the NUMSUB subcommand, where N is the number of requested channels',
  arity: -2,
  arguments: [argument.string('channel', { optional: true, multiple: true })],
  flags: ['pubsub', 'loading', 'stale'],
  run: ({ engine }, channels) => counts(engine.pubsub.channels, channels),
});

export const pubsubNumpatCommand = command({
  name: 'NUMPAT',
  group: 'pubsub',
  since: '2.8.0',
  summary: 'Returns a count of unique pattern subscriptions.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['pubsub', 'loading', 'stale'],
  run: ({ engine }) => engine.pubsub.patterns.size,
});

export const pubsubShardchannelsCommand = command({
  name: 'SHARDCHANNELS',
  group: 'pubsub',
  since: '7.0.0',
  summary: 'Returns the active shard channels.',
  complexity:
    'O(N) where N is the number of active shard channels, and assuming constant time pattern matching (relatively short shard channels).',
  arity: -2,
  arguments: [argument.pattern('pattern', { optional: true })],
  flags: ['pubsub', 'loading', 'stale'],
  run({ engine }, args) {
    if (args.length > 1) throw wrongSubcommandArguments;
    return active(engine.pubsub.shardChannels, args[0]);
  },
});

export const pubsubShardnumsubCommand = command({
  name: 'SHARDNUMSUB',
  group: 'pubsub',
  since: '7.0.0',
  summary: 'Returns the count of subscribers of shard channels.',
  complexity: 'O(N) for the SHARDNUMSUB subcommand, where N is the number of requested shard channels',
  arity: -2,
  arguments: [argument.string('shardchannel', { optional: true, multiple: true })],
  flags: ['pubsub', 'loading', 'stale'],
  run: ({ engine }, channels) => counts(engine.pubsub.shardChannels, channels),
});

export const pubsubHelpCommand = command({
  name: 'HELP',
  group: 'pubsub',
  since: '6.2.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  run: () => helpReply('PUBSUB', HELP),
});

export const pubsubCommand = command({
  name: 'PUBSUB',
  group: 'pubsub',
  since: '2.8.0',
  summary: 'A container for Pub/Sub commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [
    pubsubChannelsCommand,
    pubsubNumsubCommand,
    pubsubNumpatCommand,
    pubsubShardchannelsCommand,
    pubsubShardnumsubCommand,
    pubsubHelpCommand,
  ],
});
