/** GEOSEARCH and GEOSEARCHSTORE, which find what lies in a circle or a box. */
import { SortedSet } from '../../data/sorted-set.ts';
import { command, firstKey, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { events } from '../../engine/events.ts';
import { AREA_ARGUMENTS, countArgument, ORDER_ARGUMENT, WITH_ARGUMENTS } from './arguments.ts';
import { search } from './find.ts';
import { SearchOptions } from './options.ts';

const COMPLEXITY =
  'O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around the shape provided as the filter and M is the number of items inside the shape';

export const geosearchCommand = command({
  name: 'GEOSEARCH',
  group: 'geo',
  since: '6.2.0',
  summary: 'Queries a geospatial index for members inside an area of a box or a circle.',
  complexity: COMPLEXITY,
  arity: -7,
  arguments: [argument.key('key'), ...AREA_ARGUMENTS, ORDER_ARGUMENT, countArgument(), ...WITH_ARGUMENTS],
  flags: ['readonly'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access')],
  history: [['7.0.0', 'Added support for uppercase unit names.']],
  run(ctx, args) {
    const set = ctx.db.read(args[0], SortedSet);
    const options = new SearchOptions('search', set);
    options.read(args, 1);
    options.check();
    return search(ctx, set, options, events.geosearchstore);
  },
});

export const geosearchstoreCommand = command({
  name: 'GEOSEARCHSTORE',
  group: 'geo',
  since: '6.2.0',
  summary:
    'Queries a geospatial index for members inside an area of a box or a circle, optionally stores the result.',
  complexity: COMPLEXITY,
  arity: -8,
  arguments: [
    argument.key('destination'),
    argument.key('source', { keySpecIndex: 1 }),
    ...AREA_ARGUMENTS,
    ORDER_ARGUMENT,
    countArgument(),
    argument.pureToken('STOREDIST', { optional: true }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['geo'],
  keys: [firstKey('OW', 'update'), keyAt(2, 'RO', 'access')],
  history: [['7.0.0', 'Added support for uppercase unit names.']],
  run(ctx, args) {
    const set = ctx.db.read(args[1], SortedSet);
    const options = new SearchOptions('searchstore', set);
    options.storeKey = args[0];
    options.read(args, 2);
    options.check();
    return search(ctx, set, options, events.geosearchstore);
  },
});
