/** What is known of members whose names are given: their positions, geohashes and distances. */
import { distanceBetween } from '../../data/geo-area.ts';
import { geohashText, positionOf } from '../../data/geohash.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors } from '../../engine/errors.ts';
import { NULL_ARRAY } from '../../protocol/reply.ts';
import { distanceText, metres, positionReply, unitArgument } from './read.ts';

export const geodistCommand = command({
  name: 'GEODIST',
  group: 'geo',
  since: '3.2.0',
  summary: 'Returns the distance between two members of a geospatial index.',
  complexity: 'O(1)',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.string('member1'),
    argument.string('member2'),
    unitArgument({ optional: true }),
  ],
  flags: ['readonly'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access')],
  run(ctx, args) {
    const [key, from, to] = args;
    if (args.length > 4) throw errors.syntax;
    const unit = args.length === 4 ? metres(args[3]) : 1;
    const set = ctx.db.read(key, SortedSet);
    const fromScore = set?.get(from);
    const toScore = set?.get(to);
    if (fromScore === undefined || toScore === undefined) return null;
    return distanceText(distanceBetween(positionOf(fromScore), positionOf(toScore)) / unit);
  },
});

export const geohashCommand = command({
  name: 'GEOHASH',
  group: 'geo',
  since: '3.2.0',
  summary: 'Returns members from a geospatial index as geohash strings.',
  complexity: 'O(1) for each member requested.',
  arity: -2,
  arguments: [argument.key('key'), argument.string('member', { multiple: true, optional: true })],
  flags: ['readonly'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, ...members]) {
    const set = ctx.db.read(key, SortedSet);
    return members.map((member) => {
      const score = set?.get(member);
      return score === undefined ? null : geohashText(positionOf(score));
    });
  },
});

export const geoposCommand = command({
  name: 'GEOPOS',
  group: 'geo',
  since: '3.2.0',
  summary: 'Returns the longitude and latitude of members from a geospatial index.',
  complexity: 'O(1) for each member requested.',
  arity: -2,
  arguments: [argument.key('key'), argument.string('member', { multiple: true, optional: true })],
  flags: ['readonly'],
  acl: ['geo'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, ...members]) {
    const set = ctx.db.read(key, SortedSet);
    return members.map((member) => {
      const score = set?.get(member);
      return score === undefined ? NULL_ARRAY : positionReply(positionOf(score), ctx.resp);
    });
  },
});
