/** GEOADD, which is ZADD with geohashes as scores. */
import { untilNul } from '../../bytes/until-nul.ts';
import { cellAt, hashOf, MAXIMUM_STEP } from '../../data/geohash.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors } from '../../engine/errors.ts';
import { addScored, CH, NX, XX } from '../sorted-set/add.ts';
import { position } from './read.ts';

const OPTIONS = new Map([
  ['nx', NX],
  ['xx', XX],
  ['ch', CH],
]);

export const geoaddCommand = command({
  name: 'GEOADD',
  group: 'geo',
  since: '3.2.0',
  summary: "Adds one or more members to a geospatial index. The key is created if it doesn't exist.",
  complexity: 'O(log(N)) for each item added, where N is the number of elements in the sorted set.',
  arity: -5,
  arguments: [
    argument.key('key'),
    argument.oneof('condition', [argument.pureToken('NX'), argument.pureToken('XX')], {
      optional: true,
      since: '6.2.0',
    }),
    argument.pureToken('CH', { name: 'change', optional: true, since: '6.2.0' }),
    argument.block(
      'data',
      [argument.double('longitude'), argument.double('latitude'), argument.string('member')],
      { multiple: true },
    ),
  ],
  flags: ['write', 'denyoom'],
  acl: ['geo'],
  keys: [firstKey('RW', 'update')],
  history: [['6.2.0', 'Added the `CH`, `NX` and `XX` options.']],
  run(ctx, args) {
    let options = 0;
    let first = 1;
    for (; first < args.length; first++) {
      const option = OPTIONS.get(untilNul(args[first]).toLowerCase());
      if (option === undefined) break;
      options |= option;
    }
    const count = (args.length - first) / 3;
    if (count === 0 || !Number.isInteger(count) || (options & NX && options & XX)) throw errors.syntax;
    const scores: number[] = [];
    const effect = ['ZADD', ...args.slice(0, first)];
    for (let at = first; at < args.length; at += 3) {
      const score = hashOf(cellAt(position(args[at], args[at + 1]), MAXIMUM_STEP));
      scores.push(score);
      effect.push(String(score), args[at + 2]);
    }
    const reply = addScored(ctx, args, first + 2, 3, scores, options);
    ctx.replaceEffect(effect);
    return reply;
  },
});
