/** XGROUP and its subcommands, which manage consumer groups, and XACK. */
import { Stream } from '../../data/stream.ts';
import { type ConsumerGroup, UNKNOWN_ENTRIES_READ } from '../../data/stream-group.ts';
import { MIN_STREAM_ID } from '../../data/stream-id.ts';
import { integer64, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { ErrorReply, OK, type Reply } from '../../protocol/reply.ts';
import { helpReply, wrongSubcommandArguments } from '../subcommand-help.ts';
import { StreamChange } from './change.ts';
import { parseId, parseIdOrEdge } from './ids.ts';

const keyMustExist = failure(
  'The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
);
const badEntriesRead = failure('value for ENTRIESREAD must be positive or -1');
const groupExists = new ErrorReply('BUSYGROUP Consumer Group name already exists');

interface Options {
  makeStream: boolean;
  entriesRead: number | bigint;
}

function parseOptions(words: string[], mayMakeStream: boolean): Options {
  const options: Options = { makeStream: false, entriesRead: UNKNOWN_ENTRIES_READ };
  for (let i = 0; i < words.length; i++) {
    if (mayMakeStream && isKeyword(words[i], 'MKSTREAM')) options.makeStream = true;
    else if (isKeyword(words[i], 'ENTRIESREAD') && i + 1 < words.length) {
      options.entriesRead = integer64(words[++i]);
      if (options.entriesRead < UNKNOWN_ENTRIES_READ) throw badEntriesRead;
    } else throw wrongSubcommandArguments;
  }
  return options;
}

/** @throws ErrorReply WRONGTYPE, key must exist */
function editStream(ctx: Context, key: string): Stream {
  const stream = ctx.db.edit(key, Stream);
  if (stream === undefined) throw keyMustExist;
  return stream;
}

function findGroup(stream: Stream, key: string, name: string): ConsumerGroup {
  const group = stream.groups.get(name);
  if (group !== undefined) return group;
  throw new ErrorReply(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
}

function create(ctx: Context, [key, name, id, ...words]: string[]): Reply {
  const { makeStream, entriesRead } = parseOptions(words, true);
  if (words.length > 3) throw wrongSubcommandArguments;
  const existing = makeStream ? ctx.db.edit(key, Stream) : editStream(ctx, key);
  const stream = existing ?? new Stream();
  const lastId = id === '$' ? stream.lastId : parseId(id);
  if (stream.groups.has(name)) throw groupExists;
  if (existing !== undefined) ctx.db.change(key, events.xgroupCreate);
  stream.createGroup(name, lastId, entriesRead);
  if (existing === undefined) ctx.db.add(key, stream, events.xgroupCreate);
  return OK;
}

function setId(ctx: Context, [key, name, id, ...words]: string[]): Reply {
  const { entriesRead } = parseOptions(words, false);
  const stream = editStream(ctx, key);
  const group = findGroup(stream, key, name);
  if (words.length !== 0 && words.length !== 2) throw wrongSubcommandArguments;
  const lastId = id === '$' ? stream.lastId : parseIdOrEdge(id, MIN_STREAM_ID.seq);
  ctx.db.change(key, events.xgroupSetid);
  group.lastId = lastId;
  group.entriesRead = entriesRead;
  return OK;
}

function destroy(ctx: Context, [key, name]: string[]): Reply {
  const stream = editStream(ctx, key);
  if (!stream.groups.has(name)) return 0;
  ctx.db.change(key, events.xgroupDestroy);
  stream.groups.delete(name);
  return 1;
}

function createConsumer(ctx: Context, [key, name, consumer]: string[]): Reply {
  const group = findGroup(editStream(ctx, key), key, name);
  if (group.consumers.has(consumer)) return 0;
  new StreamChange(ctx, key).consumer(group, consumer);
  return 1;
}

function deleteConsumer(ctx: Context, [key, name, consumer]: string[]): Reply {
  const group = findGroup(editStream(ctx, key), key, name);
  if (!group.consumers.has(consumer)) return 0;
  ctx.db.change(key, events.xgroupDelconsumer);
  const pending = group.deleteConsumer(consumer) ?? 0;
  return pending;
}

function acknowledge(ctx: Context, [key, name, ...texts]: string[]): Reply {
  const group = ctx.db.read(key, Stream)?.groups.get(name);
  if (group === undefined) return 0;
  const ids = texts.map((text) => parseId(text));
  const change = new StreamChange(ctx, key);
  let acknowledged = 0;
  for (const id of ids) {
    if (group.pending.get(id) === undefined) continue;
    change.begin();
    group.acknowledge(id);
    acknowledged++;
  }
  return acknowledged;
}

const HELP = [
  'CREATE <key> <groupname> <id|$> [option]',
  '    Create a new consumer group. Options are:',
  '    * MKSTREAM',
  '      Create the empty stream if it does not exist.',
  '    * ENTRIESREAD entries_read',
  "      Set the group's entries_read counter (internal use).",
  'CREATECONSUMER <key> <groupname> <consumer>',
  '    Create a new consumer in the specified group.',
  'DELCONSUMER <key> <groupname> <consumer>',
  '    Remove the specified consumer.',
  'DESTROY <key> <groupname>',
  '    Remove the specified group.',
  'SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]',
  '    Set the current group ID and entries_read counter.',
];

export const xgroupCreateCommand = command({
  name: 'CREATE',
  group: 'stream',
  since: '5.0.0',
  summary: 'Creates a consumer group.',
  complexity: 'O(1)',
  arity: -5,
  arguments: [
    argument.key('key'),
    argument.string('group'),
    argument.oneof('id-selector', [argument.string('id'), argument.pureToken('$', { name: 'new-id' })]),
    argument.pureToken('MKSTREAM', { optional: true }),
    argument.integer('entries-read', { token: 'ENTRIESREAD', optional: true }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['stream'],
  keys: [keyAt(2, 'RW', 'insert')],
  history: [['7.0.0', 'Added the `entries_read` named argument.']],
  run: create,
});

export const xgroupSetidCommand = command({
  name: 'SETID',
  group: 'stream',
  since: '5.0.0',
  summary: 'Sets the last-delivered ID of a consumer group.',
  complexity: 'O(1)',
  arity: -5,
  arguments: [
    argument.key('key'),
    argument.string('group'),
    argument.oneof('id-selector', [argument.string('id'), argument.pureToken('$', { name: 'new-id' })]),
    argument.integer('entriesread', { token: 'ENTRIESREAD', optional: true, displayText: 'entries-read' }),
  ],
  flags: ['write'],
  acl: ['stream'],
  keys: [keyAt(2, 'RW', 'update')],
  history: [['7.0.0', 'Added the optional `entries_read` argument.']],
  run: setId,
});

export const xgroupDestroyCommand = command({
  name: 'DESTROY',
  group: 'stream',
  since: '5.0.0',
  summary: 'Destroys a consumer group.',
  complexity: "O(N) where N is the number of entries in the group's pending entries list (PEL).",
  arity: 4,
  arguments: [argument.key('key'), argument.string('group')],
  flags: ['write'],
  acl: ['stream'],
  keys: [keyAt(2, 'RW', 'delete')],
  run: destroy,
});

export const xgroupCreateconsumerCommand = command({
  name: 'CREATECONSUMER',
  group: 'stream',
  since: '6.2.0',
  summary: 'Creates a consumer in a consumer group.',
  complexity: 'O(1)',
  arity: 5,
  arguments: [argument.key('key'), argument.string('group'), argument.string('consumer')],
  flags: ['write', 'denyoom'],
  acl: ['stream'],
  keys: [keyAt(2, 'RW', 'insert')],
  run: createConsumer,
});

export const xgroupDelconsumerCommand = command({
  name: 'DELCONSUMER',
  group: 'stream',
  since: '5.0.0',
  summary: 'Deletes a consumer from a consumer group.',
  complexity: 'O(1)',
  arity: 5,
  arguments: [argument.key('key'), argument.string('group'), argument.string('consumer')],
  flags: ['write'],
  acl: ['stream'],
  keys: [keyAt(2, 'RW', 'delete')],
  run: deleteConsumer,
});

export const xgroupHelpCommand = command({
  name: 'HELP',
  group: 'stream',
  since: '5.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['stream'],
  run: () => helpReply('XGROUP', HELP),
});

export const xgroupCommand = command({
  name: 'XGROUP',
  group: 'stream',
  since: '5.0.0',
  summary: 'A container for consumer groups commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [
    xgroupCreateCommand,
    xgroupCreateconsumerCommand,
    xgroupDelconsumerCommand,
    xgroupDestroyCommand,
    xgroupHelpCommand,
    xgroupSetidCommand,
  ],
});

export const xackCommand = command({
  name: 'XACK',
  group: 'stream',
  since: '5.0.0',
  summary:
    'Returns the number of messages that were successfully acknowledged by the consumer group member of a stream.',
  complexity: 'O(1) for each message ID processed.',
  arity: -4,
  arguments: [argument.key('key'), argument.string('group'), argument.string('id', { multiple: true })],
  flags: ['write', 'fast'],
  acl: ['stream'],
  keys: [firstKey('RW', 'update')],
  run: acknowledge,
});
