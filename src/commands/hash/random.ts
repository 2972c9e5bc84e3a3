/** HRANDFIELD. */
import { Hash } from '../../data/hash.ts';
import { isKeyword } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import type { Context } from '../../engine/context.ts';
import { errors } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';
import { LARGEST_HALF, randomCount, sampleDistinct, sampleWithRepeats } from '../set/sample.ts';

type Field = [field: string, value: string];

function sample(ctx: Context, hash: Hash, count: number): Field[] {
  const draw = () => hash.random(ctx.random) as Field;
  if (count < 0) return sampleWithRepeats(-count, draw);
  return sampleDistinct(
    count,
    hash.size,
    draw,
    () => [...hash],
    ([field]) => field,
    ctx.random,
  );
}

function randomFields(ctx: Context, key: string, given: string, option: string | undefined): Reply {
  const count = randomCount(given);
  if (option !== undefined) {
    if (!isKeyword(option, 'WITHVALUES')) throw errors.syntax;
    if (count > LARGEST_HALF || count < -LARGEST_HALF) throw errors.outOfRange;
  }
  const hash = ctx.db.read(key, Hash);
  if (hash === undefined || count === 0) return [];
  const fields = sample(ctx, hash, Number(count));
  if (option === undefined) return fields.map(([field]) => field);
  return ctx.resp === 3 ? fields : fields.flat();
}

export const hrandfield = command({
  name: 'HRANDFIELD',
  group: 'hash',
  since: '6.2.0',
  summary: 'Returns one or more random fields from a hash.',
  complexity: 'O(N) where N is the number of fields returned',
  arity: -2,
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
