/** LPOS: at which indices of a list an element stands. */
import { List } from '../../data/list.ts';
import { integer64, isKeyword, positiveCount } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors, failure } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';

const LARGEST = 2n ** 63n - 1n;
const rankOutOfRange = failure(`value is out of range, value must between -${LARGEST} and ${LARGEST}`);
const rankZero = failure(
  "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
);
const countNegative = failure("COUNT can't be negative");
const maximumNegative = failure("MAXLEN can't be negative");

interface Options {
  /** The number of the match to begin with, 1 for the first one. A negative number searches from the tail. */
  rank: number;
  /** How many matches to answer in an array, 0 for all of them; undefined answers one match, without an array. */
  count: number | undefined;
  /** How many elements to compare at most, 0 for all of them. */
  maximum: number;
}

function parseRank(text: string): number {
  const rank = integer64(text);
  if (rank < -LARGEST) throw rankOutOfRange;
  if (rank === 0) throw rankZero;
  return Number(rank);
}

function parseOptions(args: string[], from: number): Options {
  const options: Options = { rank: 1, count: undefined, maximum: 0 };
  for (let at = from; at < args.length; at += 2) {
    if (at + 1 >= args.length) throw errors.syntax;
    const value = args[at + 1];
    if (isKeyword(args[at], 'RANK')) options.rank = parseRank(value);
    else if (isKeyword(args[at], 'COUNT')) options.count = positiveCount(value, countNegative);
    else if (isKeyword(args[at], 'MAXLEN')) options.maximum = positiveCount(value, maximumNegative);
    else throw errors.syntax;
  }
  return options;
}

function positions(list: List, element: string, { rank, count, maximum }: Options): number[] {
  const wanted = count === undefined ? 1 : count;
  const found: number[] = [];
  let skip = Math.abs(rank) - 1;
  let visited = 0;
  const look = (value: string, index: number): boolean => {
    if (maximum > 0 && visited++ >= maximum) return false;
    if (value === element && skip-- <= 0) found.push(index);
    return wanted === 0 || found.length < wanted;
  };
  if (rank > 0) list.visit(look);
  else list.visitBackwards(look);
  return found;
}

export const lposCommand = command({
  name: 'LPOS',
  group: 'list',
  since: '6.0.6',
  summary: 'Returns the index of matching elements in a list.',
  complexity:
    'O(N) where N is the number of elements in the list, for the average case. When searching for elements near the head or the tail of the list, or when the MAXLEN option is provided, the command may run in constant time.',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.string('element'),
    argument.integer('rank', { token: 'RANK', optional: true }),
    argument.integer('num-matches', { token: 'COUNT', optional: true }),
    argument.integer('len', { token: 'MAXLEN', optional: true }),
  ],
  flags: ['readonly'],
  acl: ['list'],
  keys: [firstKey('RO', 'access')],
  run(ctx, args): Reply {
    const [key, element] = args;
    const options = parseOptions(args, 2);
    const list = ctx.db.read(key, List);
    const found = list === undefined ? [] : positions(list, element, options);
    return options.count === undefined ? (found[0] ?? null) : found;
  },
});
