/** HRANDFIELD: fields of a hash, chosen at random. */
import { Hash } from '../../data/hash.ts';
import { isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';
import { LARGEST_HALF, randomCount, repeatedDraws, sampleDistinct } from '../set/sample.ts';

type Field = [field: string, value: string];

/** Draws fields at random. `shape` makes the items of the reply for each of them, of which there are `width`. */
function sample(
  ctx: Context,
  hash: Hash,
  count: number,
  width: number,
  shape: (field: Field) => Reply[],
): Reply {
  const draw = () => hash.random(ctx.random) as Field;
  const all = () => [...hash];
  if (count < 0) return repeatedDraws(ctx, -count, width, { size: hash.size, draw, all }, shape);
  const fields = sampleDistinct(count, hash.size, draw, all, ([field]) => field, ctx.random);
  return fields.flatMap(shape);
}

function randomFields(ctx: Context, key: string, given: string, option: string | undefined): Reply {
  const count = randomCount(given);
  if (option !== undefined) {
    if (!isKeyword(option, 'WITHVALUES')) throw errors.syntax;
    if (count > LARGEST_HALF || count < -LARGEST_HALF) throw errors.outOfRange;
  }
  const hash = ctx.db.read(key, Hash);
  if (hash === undefined || count === 0) return [];
  const { resp } = ctx;
  const shape = (field: Field): Reply[] => {
    if (option === undefined) return [field[0]];
    return resp === 3 ? [field] : field;
  };
  const width = option !== undefined && resp === 2 ? 2 : 1;
  return sample(ctx, hash, Number(count), width, shape);
}

export const hrandfieldCommand = command({
  name: 'HRANDFIELD',
  group: 'hash',
  since: '6.2.0',
  summary: 'Returns one or more random fields from a hash.',
  complexity: 'O(N) where N is the number of fields returned',
  arity: -2,
  arguments: [
    argument.key('key'),
    argument.block(
      'options',
      [argument.integer('count'), argument.pureToken('WITHVALUES', { optional: true })],
      { optional: true },
    ),
  ],
  flags: ['readonly'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  run(ctx, [key, count, option, ...more]) {
    if (count === undefined) return ctx.db.read(key, Hash)?.random(ctx.random)?.[0] ?? null;
    if (more.length > 0) {
      randomCount(count);
      throw errors.syntax;
    }
    return randomFields(ctx, key, count, option);
  },
});
