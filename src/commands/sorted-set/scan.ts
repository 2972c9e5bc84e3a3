/** ZSCAN: the members of a sorted set with their scores, part by part. */
import { globMatch } from '../../bytes/glob.ts';
import { formatDouble, formatGeneral } from '../../bytes/number.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import type { Reply } from '../../protocol/reply.ts';
import { parseCursor, parseScanOptions, SCAN_OPTIONS } from '../keys/walk.ts';

/** So many digits tell any two doubles apart. Redis prints them where it holds the scores as doubles. */
const FULL_PRECISION = 17;

function scan(ctx: Context, [key, start, ...options]: string[]): Reply {
  let cursor: number | bigint = parseCursor(start);
  const set = ctx.db.read(key, SortedSet);
  if (set === undefined) return ['0', []];
  const { count, pattern } = parseScanOptions(options, 0);
  const format = set.encoding === 'listpack' ? formatDouble : formatPrecisely;
  const found: Reply[] = [];
  let visited = 0;
  do {
    cursor = set.scan(cursor, (member, score) => {
      visited++;
      if (pattern === undefined || globMatch(pattern, member)) found.push(member, format(score));
    });
  } while (visited < count && cursor !== 0);
  return [`${cursor}`, found];
}

function formatPrecisely(score: number): string {
  return Number.isFinite(score) ? formatGeneral(score, FULL_PRECISION) : formatDouble(score);
}

export const zscanCommand = command({
  name: 'ZSCAN',
  group: 'sorted-set',
  since: '2.8.0',
  summary: 'Iterates over members and scores of a sorted set.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  arity: -3,
  arguments: [argument.key('key'), argument.integer('cursor'), ...SCAN_OPTIONS],
  flags: ['readonly'],
  acl: ['sortedset'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  run: scan,
});
