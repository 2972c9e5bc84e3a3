/** HSCAN: the fields of a hash, part by part. */
import { Hash } from '../../data/hash.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Reply } from '../../protocol/reply.ts';
import { parseCursor, parseScanOptions, SCAN_OPTIONS, scanDict } from '../keys/walk.ts';

export const hscanCommand = command({
  name: 'HSCAN',
  group: 'hash',
  since: '2.8.0',
  summary: 'Iterates over fields and values of a hash.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  arity: -3,
  arguments: [argument.key('key'), argument.integer('cursor'), ...SCAN_OPTIONS],
  flags: ['readonly'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  run(ctx, args) {
    const cursor = parseCursor(args[1]);
    const hash = ctx.db.read(args[0], Hash);
    if (hash === undefined) return ['0', []];
    const found: Reply[] = [];
    const next = scanDict(hash, cursor, parseScanOptions(args, 2), (field, value) => {
      found.push(field, value);
    });
    return [next, found];
  },
});
