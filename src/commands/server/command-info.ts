/** What COMMAND INFO tells of a command, all of it derived from its spec. */
import type { AclCategory, CommandFlag, KeyFlag, KeySpec } from '../../engine/command.ts';
import type { Command } from '../../engine/command-table.ts';
import { MapReply, type Reply, SetReply, StatusReply } from '../../protocol/reply.ts';

/** The flags that are shown, in this order; `movablekeys` follows from the key specs. */
const SHOWN_FLAGS: CommandFlag[] = [
  'write',
  'readonly',
  'denyoom',
  'admin',
  'pubsub',
  'noscript',
  'blocking',
  'loading',
  'stale',
  'skip_monitor',
  'skip_slowlog',
  'asking',
  'fast',
  'no_auth',
  'no_mandatory_keys',
  'no_async_loading',
  'no_multi',
  'movablekeys',
  'allow_busy',
];

const KEY_FLAGS: KeyFlag[] = [
  'RO',
  'RW',
  'OW',
  'RM',
  'access',
  'update',
  'insert',
  'delete',
  'not_key',
  'incomplete',
  'variable_flags',
];

/** ACL categories in the order in which they are shown. */
const ACL_CATEGORIES: AclCategory[] = [
  'keyspace',
  'read',
  'write',
  'set',
  'sortedset',
  'list',
  'hash',
  'string',
  'bitmap',
  'hyperloglog',
  'geo',
  'stream',
  'pubsub',
  'admin',
  'fast',
  'slow',
  'blocking',
  'dangerous',
  'connection',
  'transaction',
  'scripting',
];

const statuses = (words: string[]) => new SetReply(words.map((word) => new StatusReply(word)));

/** The categories of a command: those that its spec lists, and those that follow from its flags. */
export function aclCategories(command: Command): Set<AclCategory> {
  const categories = new Set(command.spec.acl);
  if (command.has('write')) categories.add('write');
  if (command.has('readonly') && !categories.has('scripting')) categories.add('read');
  if (command.has('admin')) categories.add('admin').add('dangerous');
  if (command.has('pubsub')) categories.add('pubsub');
  if (command.has('blocking')) categories.add('blocking');
  if (command.has('fast')) categories.add('fast');
  if (!categories.has('fast')) categories.add('slow');
  return categories;
}

interface LegacyRange {
  first: number;
  last: number;
  step: number;
  /** Whether the command may have keys outside of the range. */
  isMovable: boolean;
}

/** The one range of positions that old clients understand, merged from the ranges that follow each other. */
function legacyRange(specs: KeySpec[]): LegacyRange {
  const range: LegacyRange = { first: 0, last: 0, step: 0, isMovable: false };
  for (const { begin, find, flags } of specs) {
    const isPlain =
      typeof begin === 'object' && 'index' in begin && typeof find === 'object' && 'lastKey' in find;
    if (!isPlain) {
      range.isMovable = true;
      continue;
    }
    const follows = range.last === 0 || range.last === begin.index - 1;
    if (specs.length > 1 && (find.keyStep !== 1 || !follows)) {
      range.isMovable = true;
      continue;
    }
    if (flags.includes('incomplete')) range.isMovable = true;
    const last = find.lastKey >= 0 ? begin.index + find.lastKey : find.lastKey;
    range.first = range.first === 0 ? begin.index : Math.min(range.first, begin.index);
    // A negative position counts from the end of the arguments, so it lies behind every positive one.
    range.last = range.last < 0 || last < 0 ? Math.min(range.last, last) : Math.max(range.last, last);
    range.step = find.keyStep;
  }
  return range;
}

function keySpecReply({ flags, begin, find, notes }: KeySpec): MapReply {
  const typed = (type: string, ...spec: Reply[]) => new MapReply(['type', type, 'spec', new MapReply(spec)]);
  const beginSearch =
    begin === 'unknown'
      ? typed('unknown')
      : 'index' in begin
        ? typed('index', 'index', begin.index)
        : typed('keyword', 'keyword', begin.keyword, 'startfrom', begin.startFrom);
  const findKeys =
    find === 'unknown'
      ? typed('unknown')
      : 'lastKey' in find
        ? typed('range', 'lastkey', find.lastKey, 'keystep', find.keyStep, 'limit', find.limit)
        : typed(
            'keynum',
            'keynumidx',
            find.keyNumberIndex,
            'firstkey',
            find.firstKey,
            'keystep',
            find.keyStep,
          );
  return new MapReply([
    ...(notes === undefined ? [] : ['notes', notes]),
    'flags',
    keyFlagsReply(flags),
    'begin_search',
    beginSearch,
    'find_keys',
    findKeys,
  ]);
}

export function keyFlagsReply(flags: KeyFlag[]): SetReply {
  return statuses(KEY_FLAGS.filter((flag) => flags.includes(flag)));
}

/**
 * The ten items of a reply: name, arity, flags, first key, last key, step between keys, ACL categories, tips, key
 * specifications, subcommands.
 */
export function commandInfo(command: Command): Reply[] {
  const { spec } = command;
  const keys = spec.keys ?? [];
  const range = legacyRange(keys);
  const flags = SHOWN_FLAGS.filter((flag) => (flag === 'movablekeys' ? range.isMovable : command.has(flag)));
  const categories = aclCategories(command);
  const subcommands = [...(command.subcommands?.values() ?? [])];
  return [
    command.fullName,
    spec.arity,
    statuses(flags),
    range.first,
    range.last,
    range.step,
    statuses(ACL_CATEGORIES.filter((name) => categories.has(name)).map((name) => `@${name}`)),
    new SetReply(spec.tips ?? []),
    new SetReply(keys.map(keySpecReply)),
    command.subcommands === undefined ? new SetReply([]) : subcommands.map(commandInfo),
  ];
}
