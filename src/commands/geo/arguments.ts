/** The arguments that the searches have in common, as COMMAND DOCS describes them. */
import * as argument from '../../engine/command-arguments.ts';
import { unitArgument } from './read.ts';

export const WITH_ARGUMENTS = ['WITHCOORD', 'WITHDIST', 'WITHHASH'].map((token) =>
  argument.pureToken(token, { optional: true }),
);

export const ORDER_ARGUMENT = argument.oneof(
  'order',
  [argument.pureToken('ASC'), argument.pureToken('DESC')],
  { optional: true },
);

/** @param anySince the version that brought ANY, where the command is older */
export const countArgument = (anySince?: string) =>
  argument.block(
    'count-block',
    [
      argument.integer('count', { token: 'COUNT' }),
      argument.pureToken(
        'ANY',
        anySince === undefined ? { optional: true } : { optional: true, since: anySince },
      ),
    ],
    { optional: true },
  );

/** Where and what GEOSEARCH and GEOSEARCHSTORE search. */
export const AREA_ARGUMENTS = [
  argument.oneof('from', [
    argument.string('member', { token: 'FROMMEMBER' }),
    argument.block('fromlonlat', [argument.double('longitude'), argument.double('latitude')], {
      token: 'FROMLONLAT',
    }),
  ]),
  argument.oneof('by', [
    argument.block('circle', [argument.double('radius', { token: 'BYRADIUS' }), unitArgument()]),
    argument.block('box', [
      argument.double('width', { token: 'BYBOX' }),
      argument.double('height'),
      unitArgument(),
    ]),
  ]),
];

/** What GEORADIUS and its relatives can be told to store. */
export const STORE_ARGUMENT = argument.oneof(
  'store',
  [
    argument.key('storekey', { token: 'STORE', displayText: 'key', keySpecIndex: 1 }),
    argument.key('storedistkey', { token: 'STOREDIST', displayText: 'key', keySpecIndex: 2 }),
  ],
  { optional: true },
);
