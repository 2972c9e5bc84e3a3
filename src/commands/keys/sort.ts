/** SORT and SORT_RO: the elements of a list, set or sorted set, sorted by themselves or by the values of other keys. */
import { compareBytes } from '../../bytes/compare.ts';
import { parseDouble } from '../../bytes/number.ts';
import { Hash } from '../../data/hash.ts';
import { List } from '../../data/list.ts';
import { MemberSet } from '../../data/set.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, firstKey, type KeyReference, type KeySpec } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { isString, stringOf, type Value } from '../../engine/values.ts';

interface SortOptions {
  descending: boolean;
  alpha: boolean;
  offset: number;
  /** How many elements to answer; a negative number answers all of them. */
  count: number;
  by: string | undefined;
  get: string[];
  store: string | undefined;
}

function parseOptions(args: string[], mayStore: boolean): SortOptions {
  const options: SortOptions = {
    descending: false,
    alpha: false,
    offset: 0,
    count: -1,
    by: undefined,
    get: [],
    store: undefined,
  };
  for (let at = 1; at < args.length; at++) {
    const left = args.length - at - 1;
    if (isKeyword(args[at], 'ASC')) options.descending = false;
    else if (isKeyword(args[at], 'DESC')) options.descending = true;
    else if (isKeyword(args[at], 'ALPHA')) options.alpha = true;
    else if (isKeyword(args[at], 'LIMIT') && left >= 2) {
      options.offset = integer(args[++at]);
      options.count = integer(args[++at]);
    } else if (mayStore && isKeyword(args[at], 'STORE') && left >= 1) options.store = args[++at];
    else if (isKeyword(args[at], 'BY') && left >= 1) options.by = args[++at];
    else if (isKeyword(args[at], 'GET') && left >= 1) options.get.push(args[++at]);
    else throw errors.syntax;
  }
  return options;
}

function elementsOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  if (value instanceof List || value instanceof MemberSet) return [...value.values()];
  if (value instanceof SortedSet) {
    const members: string[] = [];
    value.visitAll((member) => {
      members.push(member);
    });
    return members;
  }
  throw errors.wrongType;
}

/**
 * The value of the key or field that a pattern such as `weight_*` or `object_*->field` names for an element. The pattern
 * `#` stands for the element itself.
 */
function lookUpPattern(ctx: Context, pattern: string, element: string): string | undefined {
  if (pattern === '#') return element;
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const arrow = pattern.indexOf('->', star + 1);
  const hasField = arrow >= 0 && arrow + 2 < pattern.length;
  const key = pattern.slice(0, star) + element + pattern.slice(star + 1, hasField ? arrow : undefined);
  const value = ctx.db.lookup(key)?.value;
  if (value === undefined) return undefined;
  if (hasField) return value instanceof Hash ? value.get(pattern.slice(arrow + 2)) : undefined;
  return isString(value) ? stringOf(value) : undefined;
}

interface Weighted {
  element: string;
  /** The number that the text stands for, NaN where it is none. It is not used with ALPHA. */
  score: number;
  text: string | undefined;
}

function weigh(ctx: Context, element: string, options: SortOptions): Weighted {
  const text = options.by === undefined ? element : lookUpPattern(ctx, options.by, element);
  if (options.alpha) return { element, score: 0, text };
  if (text === undefined) return { element, score: 0, text };
  return { element, score: parseDouble(text.trimStart()) ?? Number.NaN, text };
}

/**
 * Compares two elements by their scores and, where these are equal, by their bytes. With ALPHA the texts are compared,
 * and elements with equal texts keep their order.
 */
function compare(a: Weighted, b: Weighted, options: SortOptions): number {
  if (!options.alpha) return a.score - b.score || compareBytes(a.element, b.element);
  if (a.text === undefined || b.text === undefined) {
    if (a.text === b.text) return 0;
    return a.text === undefined ? -1 : 1;
  }
  return compareBytes(a.text, b.text);
}

function sorted(ctx: Context, value: Value | undefined, options: SortOptions): string[] {
  const elements = elementsOf(value);
  let { by, alpha } = options;
  let unsorted = by !== undefined && !by.includes('*');
  // The order within a set is up to chance. What is stored, or what a script sees, must not depend on it.
  if (
    unsorted &&
    value instanceof MemberSet &&
    (options.store !== undefined || ctx.client.kind === 'script')
  ) {
    unsorted = false;
    alpha = true;
    by = undefined;
  }
  if (unsorted) return options.descending && !(value instanceof MemberSet) ? elements.reverse() : elements;
  const effective = { ...options, by, alpha };
  // All of them are looked up before one is refused, since each key that is missing counts as a miss in the statistics.
  const weighted = elements.map((element) => weigh(ctx, element, effective));
  if (weighted.some(({ score }) => Number.isNaN(score))) {
    throw failure("One or more scores can't be converted into double");
  }
  const sign = options.descending ? -1 : 1;
  weighted.sort((a, b) => sign * compare(a, b, effective));
  return weighted.map(({ element }) => element);
}

function run(ctx: Context, args: string[], mayStore: boolean) {
  const options = parseOptions(args, mayStore);
  const elements = sorted(ctx, ctx.db.lookup(args[0])?.value, options);
  const start = Math.min(Math.max(0, options.offset), elements.length);
  const end = options.count < 0 ? elements.length : Math.min(elements.length, start + options.count);
  const chosen = elements.slice(start, end);
  const rows =
    options.get.length === 0
      ? chosen
      : chosen.flatMap((element) =>
          options.get.map((pattern) => lookUpPattern(ctx, pattern, element) ?? null),
        );
  return options.store === undefined ? rows : store(ctx, options.store, rows);
}

function store(ctx: Context, key: string, rows: (string | null)[]): number {
  if (rows.length === 0) {
    ctx.db.discard(key, events.del);
    return 0;
  }
  const list = new List();
  const limit = ctx.settings.listMaxListpackSize;
  const values = rows.map((row) => row ?? '');
  list.prepare(values, limit);
  list.pushTail(values, limit);
  ctx.db.set(key, list, events.sortstore);
  return rows.length;
}

/** How many words follow an option. */
const OPTION_VALUES = new Map([
  ['LIMIT', 2],
  ['GET', 1],
  ['BY', 1],
  ['STORE', 1],
]);

/** The key whose elements are sorted, and the key behind the last STORE. */
function keysOf(words: string[]): KeyReference[] {
  const keys: KeyReference[] = [{ key: words[1], position: 1, flags: ['RO', 'access'] }];
  let target: KeyReference | undefined;
  for (let at = 2; at < words.length; at++) {
    const word = words[at].toUpperCase();
    if (word === 'STORE' && at + 1 < words.length) {
      target = { key: words[at + 1], position: at + 1, flags: ['OW', 'update'] };
    }
    at += OPTION_VALUES.get(word) ?? 0;
  }
  return target === undefined ? keys : [...keys, target];
}

const COMPLEXITY =
  'O(N+M*log(M)) where N is the number of elements in the list or set to sort, and M the number of returned elements. When the elements are not sorted, complexity is O(N).';

const PATTERN_KEYS: KeySpec = {
  flags: ['RO', 'access'],
  begin: 'unknown',
  find: 'unknown',
  notes:
    "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive from the content of the key we sort",
};

/** The arguments that SORT and SORT_RO have in common, as COMMAND DOCS describes them. */
const ARGUMENTS = [
  argument.key('key'),
  argument.pattern('by-pattern', { token: 'BY', optional: true, displayText: 'pattern', keySpecIndex: 1 }),
  argument.block('limit', [argument.integer('offset'), argument.integer('count')], {
    token: 'LIMIT',
    optional: true,
  }),
  argument.pattern('get-pattern', {
    token: 'GET',
    optional: true,
    multiple: true,
    multipleToken: true,
    displayText: 'pattern',
    keySpecIndex: 1,
  }),
  argument.oneof('order', [argument.pureToken('ASC'), argument.pureToken('DESC')], { optional: true }),
  argument.pureToken('ALPHA', { name: 'sorting', optional: true }),
];

export const sortCommand = command({
  name: 'SORT',
  group: 'generic',
  since: '1.0.0',
  summary: 'Sorts the elements in a list, a set, or a sorted set, optionally storing the result.',
  complexity: COMPLEXITY,
  arity: -2,
  arguments: [...ARGUMENTS, argument.key('destination', { token: 'STORE', optional: true, keySpecIndex: 2 })],
  flags: ['write', 'denyoom', 'movablekeys'],
  acl: ['set', 'sortedset', 'list', 'dangerous'],
  keys: [
    firstKey('RO', 'access'),
    PATTERN_KEYS,
    {
      flags: ['OW', 'update'],
      begin: 'unknown',
      find: 'unknown',
      notes:
        "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear anywhere in the argument array",
    },
  ],
  getKeys: keysOf,
  run: (ctx, args) => run(ctx, args, true),
});

export const sortRoCommand = command({
  name: 'SORT_RO',
  group: 'generic',
  since: '7.0.0',
  summary: 'Returns the sorted elements of a list, a set, or a sorted set.',
  complexity: COMPLEXITY,
  arity: -2,
  arguments: [...ARGUMENTS],
  flags: ['readonly', 'movablekeys'],
  acl: ['set', 'sortedset', 'list', 'dangerous'],
  keys: [firstKey('RO', 'access'), PATTERN_KEYS],
  getKeys: (words) => [{ key: words[1], position: 1, flags: ['RO', 'access'] }],
  run: (ctx, args) => run(ctx, args, false),
});
