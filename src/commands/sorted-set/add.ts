/** ZADD and ZINCRBY, which share one algorithm: a set of options says what it may do. */
import { SortedSet } from '../../data/sorted-set.ts';
import { double } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { DoubleReply, type Reply } from '../../protocol/reply.ts';
import { sortedSetLimits } from './ranges.ts';

const notANumber = failure('resulting score is not a number (NaN)');
const nxWithXx = failure('XX and NX options at the same time are not compatible');
const gtLtNx = failure('GT, LT, and/or NX options at the same time are not compatible');
const incrementTakesOne = failure('INCR option supports a single increment-element pair');

export const NX = 1;
export const XX = 2;
const GT = 4;
const LT = 8;
export const CH = 16;
const INCR = 32;

const OPTIONS = new Map([
  ['nx', NX],
  ['xx', XX],
  ['gt', GT],
  ['lt', LT],
  ['ch', CH],
  ['incr', INCR],
]);

const CAPITAL_A = 65;

function checkOptions(options: number, pairs: number): void {
  if (options & NX && options & XX) throw nxWithXx;
  if ((options & GT && options & LT) || (options & (GT | LT) && options & NX)) throw gtLtNx;
  if (options & INCR && pairs > 1) throw incrementTakesOne;
}

/** The new score of a member; undefined when the options forbid a change. */
function newScore(old: number | undefined, given: number, options: number): number | undefined {
  if (old === undefined) return options & XX ? undefined : given;
  if (options & NX) return undefined;
  const score = options & INCR ? old + given : given;
  if (Number.isNaN(score)) throw notANumber;
  if ((options & LT && score >= old) || (options & GT && score <= old)) return undefined;
  return score;
}

function add(ctx: Context, args: string[], preset: number): Reply {
  let options = preset;
  let first = 1;
  for (; first < args.length; first++) {
    // What begins with a digit or a sign, as most scores do, is no option and need not be looked up.
    if (args[first].charCodeAt(0) < CAPITAL_A) break;
    const option = OPTIONS.get(args[first].toLowerCase());
    if (option === undefined) break;
    options |= option;
  }
  const pairs = (args.length - first) / 2;
  if (pairs === 0 || !Number.isInteger(pairs)) throw errors.syntax;
  checkOptions(options, pairs);
  const scores: number[] = [];
  for (let i = first; i < args.length; i += 2) scores.push(double(args[i]));
  return addScored(ctx, args, first + 1, 2, scores, options);
}

/**
 * Adds members with their scores to the sorted set whose key is the first argument, as far as the options allow it.
 *
 * @param first the position of the first member among the arguments
 * @param stride how many positions further the next one is
 */
export function addScored(
  ctx: Context,
  args: string[],
  first: number,
  stride: number,
  scores: number[],
  options: number,
): Reply {
  const key = args[0];
  const pairs = scores.length;
  const event = options & INCR ? events.zincr : events.zadd;
  const limits = sortedSetLimits(ctx);
  const existing = ctx.db.edit(key, SortedSet);
  if (existing === undefined && options & XX) return options & INCR ? null : 0;
  const set = existing ?? SortedSet.create(pairs, args[first].length, limits);
  if (existing !== undefined) set.expect(pairs, limits);
  let added = 0;
  let updated = 0;
  let result: number | undefined;
  for (let i = 0; i < pairs; i++) {
    const member = args[first + stride * i];
    const old = set.get(member);
    result = newScore(old, scores[i], options);
    if (result === undefined || result === old) continue;
    if (existing !== undefined && added + updated === 0) ctx.db.change(key, event);
    set.replace(member, old, result, limits);
    if (old === undefined) added++;
    else updated++;
  }
  if (existing === undefined) ctx.db.add(key, set, event);
  if (options & INCR) return result === undefined ? null : new DoubleReply(result);
  return options & CH ? added + updated : added;
}

export const zaddCommand = command({
  name: 'ZADD',
  group: 'sorted-set',
  since: '1.2.0',
  summary:
    "Adds one or more members to a sorted set, or updates their scores. Creates the key if it doesn't exist.",
  complexity: 'O(log(N)) for each item added, where N is the number of elements in the sorted set.',
  arity: -4,
  arguments: [
    argument.key('key'),
    argument.oneof('condition', [argument.pureToken('NX'), argument.pureToken('XX')], {
      optional: true,
      since: '3.0.2',
    }),
    argument.oneof('comparison', [argument.pureToken('GT'), argument.pureToken('LT')], {
      optional: true,
      since: '6.2.0',
    }),
    argument.pureToken('CH', { name: 'change', optional: true, since: '3.0.2' }),
    argument.pureToken('INCR', { name: 'increment', optional: true, since: '3.0.2' }),
    argument.block('data', [argument.double('score'), argument.string('member')], { multiple: true }),
  ],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'update')],
  history: [
    ['2.4.0', 'Accepts multiple elements.'],
    ['3.0.2', 'Added the `XX`, `NX`, `CH` and `INCR` options.'],
    ['6.2.0', 'Added the `GT` and `LT` options.'],
  ],
  run: (ctx, args) => add(ctx, args, 0),
});

export const zincrbyCommand = command({
  name: 'ZINCRBY',
  group: 'sorted-set',
  since: '1.2.0',
  summary: 'Increments the score of a member in a sorted set.',
  complexity: 'O(log(N)) where N is the number of elements in the sorted set.',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('increment'), argument.string('member')],
  flags: ['write', 'denyoom', 'fast'],
  acl: ['sortedset'],
  keys: [firstKey('RW', 'access', 'update')],
  run: (ctx, args) => add(ctx, args, INCR),
});
