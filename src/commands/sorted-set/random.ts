/** ZRANDMEMBER: members of a sorted set, chosen at random. */
import { SortedSet } from '../../data/sorted-set.ts';
import { integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';
import { repeatedDraws } from '../set/sample.ts';
import { pushScored } from './ranges.ts';

interface Scored {
  readonly member: string;
  readonly score: number;
}

const LARGEST = 2n ** 63n - 1n;
const countOutOfRange = failure(`value is out of range, value must between -${LARGEST} and ${LARGEST}`);

/** `count` different indices below `size`, by Floyd's algorithm, with which each set of them is equally likely. */
function distinctIndices(count: number, size: number, random: () => number): number[] {
  const chosen = new Set<number>();
  for (let limit = size - count; limit < size; limit++) {
    const index = Math.floor(random() * (limit + 1));
    chosen.add(chosen.has(index) ? limit : index);
  }
  return [...chosen];
}

/** The indices of `count` different members, or of all members when there are no more than that. */
function pick(set: SortedSet, count: number, random: () => number): number[] {
  if (count < set.size) return distinctIndices(count, set.size, random);
  // When all members are asked for Redis answers them in descending order.
  return Array.from({ length: set.size }, (_, i) => set.size - 1 - i);
}

function randomMembers(ctx: Context, [key, given, option, ...more]: string[]): Reply {
  const count = given === undefined ? undefined : integer64(given);
  if (count === -LARGEST - 1n) throw countOutOfRange;
  if (more.length > 0 || (option !== undefined && option.toLowerCase() !== 'withscores')) throw errors.syntax;
  const withScores = option !== undefined;
  if (withScores && count !== undefined && (count < -LARGEST / 2n || count > LARGEST / 2n))
    throw errors.outOfRange;
  const set = ctx.db.read(key, SortedSet);
  if (count === undefined) return set?.at(Math.floor(ctx.random() * set.size))?.member ?? null;
  if (set === undefined) return [];
  const { resp } = ctx;
  const shape = ({ member, score }: Scored): Reply[] => {
    if (!withScores) return [member];
    const items: Reply[] = [];
    pushScored(items, member, score, resp);
    return items;
  };
  const at = (index: number) => set.at(index) as Scored;
  if (count >= 0) return pick(set, Number(count), ctx.random).flatMap((index) => shape(at(index)));
  const { size } = set;
  const width = withScores && resp === 2 ? 2 : 1;
  const draw = () => at(Math.floor(ctx.random() * size));
  const all = () => {
    const entries: Scored[] = [];
    set.visitAll((member, score) => void entries.push({ member, score }));
    return entries;
  };
  return repeatedDraws(ctx, -Number(count), width, { size, draw, all }, shape);
}

export const zrandmemberCommand = command({
  name: 'ZRANDMEMBER',
  group: 'sorted-set',
  since: '6.2.0',
  summary: 'Returns one or more random members from a sorted set.',
  complexity: 'O(N) where N is the number of members returned',
  arity: -2,
  arguments: [
    argument.key('key'),
    argument.block(
      'options',
      [argument.integer('count'), argument.pureToken('WITHSCORES', { optional: true })],
      { optional: true },
    ),
  ],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  run: randomMembers,
});
