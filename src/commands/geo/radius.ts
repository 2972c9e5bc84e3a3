/** GEORADIUS and its relatives: older forms of GEOSEARCH, two of which can store what they find. */
import { SortedSet } from '../../data/sorted-set.ts';
import { command, firstKey, type KeySpec } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { events } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import { countArgument, ORDER_ARGUMENT, STORE_ARGUMENT, WITH_ARGUMENTS } from './arguments.ts';
import { search } from './find.ts';
import { type Dialect, SearchOptions } from './options.ts';
import { position, unitArgument } from './read.ts';

const COMPLEXITY =
  'O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.';

/** `key longitude latitude radius unit`, then options. */
function aroundPosition(ctx: Context, args: string[], dialect: Dialect): Reply {
  const set = ctx.db.read(args[0], SortedSet);
  const options = new SearchOptions(dialect, set);
  options.centre = position(args[1], args[2]);
  options.inRadius(args[3], args[4]);
  options.read(args, 5);
  options.check();
  return search(ctx, set, options, events.georadiusstore);
}

/** `key member radius unit`, then options. Without the key nobody looks at radius and unit. */
function aroundMember(ctx: Context, args: string[], dialect: Dialect): Reply {
  const set = ctx.db.read(args[0], SortedSet);
  const options = new SearchOptions(dialect, set);
  if (set !== undefined) {
    options.aroundMember(args[1]);
    options.inRadius(args[2], args[3]);
  }
  options.read(args, 4);
  options.check();
  return search(ctx, set, options, events.georadiusstore);
}

const storeKeys = (startFrom: number): KeySpec[] =>
  ['STORE', 'STOREDIST'].map((keyword) => ({
    flags: ['OW', 'update'],
    begin: { keyword, startFrom },
    find: { lastKey: 0, keyStep: 1, limit: 0 },
  }));

const CIRCLE_ARGUMENTS = [argument.double('radius'), unitArgument(), ...WITH_ARGUMENTS];
const POSITION_ARGUMENTS = [
  argument.key('key'),
  argument.double('longitude'),
  argument.double('latitude'),
  ...CIRCLE_ARGUMENTS,
  countArgument('6.2.0'),
  ORDER_ARGUMENT,
];
const MEMBER_ARGUMENTS = [
  argument.key('key'),
  argument.string('member'),
  ...CIRCLE_ARGUMENTS,
  countArgument(),
  ORDER_ARGUMENT,
];

export const georadiusCommand = command({
  name: 'GEORADIUS',
  group: 'geo',
  since: '3.2.0',
  summary:
    'Queries a geospatial index for members within a distance from a coordinate, optionally stores the result.',
  complexity: COMPLEXITY,
  arity: -6,
  arguments: [...POSITION_ARGUMENTS, STORE_ARGUMENT],
  flags: ['write', 'denyoom', 'movablekeys'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access'), ...storeKeys(6)],
  deprecatedSince: '6.2.0',
  replacedBy: '`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument',
  history: [
    ['6.2.0', 'Added the `ANY` option for `COUNT`.'],
    ['7.0.0', 'Added support for uppercase unit names.'],
  ],
  run: (ctx, args) => aroundPosition(ctx, args, 'radius'),
});

export const georadiusRoCommand = command({
  name: 'GEORADIUS_RO',
  group: 'geo',
  since: '3.2.10',
  summary: 'Returns members from a geospatial index that are within a distance from a coordinate.',
  complexity: COMPLEXITY,
  arity: -6,
  arguments: POSITION_ARGUMENTS,
  flags: ['readonly'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`GEOSEARCH` with the `BYRADIUS` argument',
  history: [['6.2.0', 'Added the `ANY` option for `COUNT`.']],
  run: (ctx, args) => aroundPosition(ctx, args, 'radius_ro'),
});

export const georadiusbymemberCommand = command({
  name: 'GEORADIUSBYMEMBER',
  group: 'geo',
  since: '3.2.0',
  summary:
    'Queries a geospatial index for members within a distance from a member, optionally stores the result.',
  complexity: COMPLEXITY,
  arity: -5,
  arguments: [...MEMBER_ARGUMENTS, STORE_ARGUMENT],
  flags: ['write', 'denyoom', 'movablekeys'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access'), ...storeKeys(5)],
  deprecatedSince: '6.2.0',
  replacedBy: '`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments',
  history: [['7.0.0', 'Added support for uppercase unit names.']],
  run: (ctx, args) => aroundMember(ctx, args, 'radius'),
});

export const georadiusbymemberRoCommand = command({
  name: 'GEORADIUSBYMEMBER_RO',
  group: 'geo',
  since: '3.2.10',
  summary: 'Returns members from a geospatial index that are within a distance from a member.',
  complexity: COMPLEXITY,
  arity: -5,
  arguments: MEMBER_ARGUMENTS,
  flags: ['readonly'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access')],
  deprecatedSince: '6.2.0',
  replacedBy: '`GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments',
  run: (ctx, args) => aroundMember(ctx, args, 'radius_ro'),
});
