/** The commands that walk over the keyspace: KEYS, SCAN and RANDOMKEY; and the options that all scans have. */
import { globMatch } from '../../bytes/glob.ts';
import { parseLooseInteger } from '../../bytes/number.ts';
import { integer, isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors } from '../../engine/errors.ts';
import { typeName } from '../../engine/values.ts';
import type { Reply } from '../../protocol/reply.ts';

export interface ScanOptions {
  pattern: string | undefined;
  count: number;
  type: string | undefined;
}

const DEFAULT_COUNT = 10;
const MAXIMUM_CURSOR = 2n ** 64n - 1n;

/**
 * A cursor as C's strtoul reads it: an unsigned 64-bit integer, which a negative number wraps around to. The empty text
 * is 0.
 * @throws ErrorReply `invalid cursor`
 */
export function parseCursor(text: string): bigint {
  const cursor = text === '' ? 0n : parseLooseInteger(text);
  if (cursor === undefined || cursor > MAXIMUM_CURSOR || cursor < -MAXIMUM_CURSOR) throw errors.invalidCursor;
  return BigInt.asUintN(64, cursor);
}

/** Reads the options of a scan: MATCH, COUNT and, for SCAN itself, TYPE. */
export function parseScanOptions(args: string[], from: number, withType = false): ScanOptions {
  const options: ScanOptions = { pattern: undefined, count: DEFAULT_COUNT, type: undefined };
  for (let at = from; at < args.length; at += 2) {
    if (at + 1 >= args.length) throw errors.syntax;
    const value = args[at + 1];
    if (isKeyword(args[at], 'COUNT')) {
      options.count = integer(value);
      if (options.count < 1) throw errors.syntax;
    } else if (isKeyword(args[at], 'MATCH')) {
      options.pattern = value === '*' ? undefined : value;
    } else if (withType && isKeyword(args[at], 'TYPE')) {
      options.type = value.toLowerCase();
    } else {
      throw errors.syntax;
    }
  }
  return options;
}

/** What can be scanned as `Dict.scan` says. */
export interface Scannable<V> {
  scan(cursor: bigint | number, visit: (value: V, key: string) => void): number;
}

/**
 * One call of a scan over a dictionary. Visits about `count` entries and answers the next cursor in decimal, which is `0`
 * at the end.
 */
export function scanDict<V>(
  dict: Scannable<V>,
  cursor: bigint,
  options: ScanOptions,
  visit: (key: string, value: V) => void,
): string {
  const { pattern, count } = options;
  let visited = 0;
  let position: bigint | number = cursor;
  do {
    position = dict.scan(position, (value, key) => {
      visited++;
      if (pattern === undefined || globMatch(pattern, key)) visit(key, value);
    });
  } while (visited < count && Number(position) !== 0);
  return String(position);
}

/** The options that all scans have, as COMMAND DOCS describes them. */
export const SCAN_OPTIONS = [
  argument.pattern('pattern', { token: 'MATCH', optional: true }),
  argument.integer('count', { token: 'COUNT', optional: true }),
];

export const keysCommand = command({
  name: 'KEYS',
  group: 'generic',
  since: '1.0.0',
  summary: 'Returns all key names that match a pattern.',
  complexity:
    'O(N) with N being the number of keys in the database, under the assumption that the key names in the database and the given pattern have limited length.',
  arity: 2,
  arguments: [argument.pattern('pattern')],
  flags: ['readonly'],
  acl: ['keyspace', 'dangerous'],
  tips: ['request_policy:all_shards', 'nondeterministic_output_order'],
  run(ctx, [pattern]) {
    const found: Reply[] = [];
    for (const key of ctx.db.keys.keys()) {
      if ((pattern === '*' || globMatch(pattern, key)) && !ctx.db.hasExpired(key)) found.push(key);
    }
    return found;
  },
});

export const scanCommand = command({
  name: 'SCAN',
  group: 'generic',
  since: '2.8.0',
  summary: 'Iterates over the key names in the database.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  arity: -2,
  arguments: [
    argument.integer('cursor'),
    ...SCAN_OPTIONS,
    argument.string('type', { token: 'TYPE', optional: true, since: '6.0.0' }),
  ],
  flags: ['readonly', 'touches_arbitrary_keys'],
  acl: ['keyspace'],
  tips: ['nondeterministic_output', 'request_policy:special', 'response_policy:special'],
  history: [['6.0.0', 'Added the `TYPE` subcommand.']],
  run(ctx, args) {
    const cursor = parseCursor(args[0]);
    const options = parseScanOptions(args, 1, true);
    const visited: string[] = [];
    const next = scanDict(ctx.db.keys, cursor, options, (key) => visited.push(key));
    const found = visited.filter((key) => {
      const entry = ctx.db.find(key);
      return entry !== undefined && (options.type === undefined || typeName(entry.value) === options.type);
    });
    return [next, found];
  },
});

export const randomkeyCommand = command({
  name: 'RANDOMKEY',
  group: 'generic',
  since: '1.0.0',
  summary: 'Returns a random key name from the database.',
  complexity: 'O(1)',
  arity: 1,
  flags: ['readonly', 'touches_arbitrary_keys'],
  acl: ['keyspace'],
  tips: ['request_policy:all_shards', 'response_policy:special', 'nondeterministic_output'],
  run: (ctx) => ctx.db.randomKey(ctx.random) ?? null,
});
