/** SSCAN: the members of a set, part by part. */
import { MemberSet } from '../../data/set.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Reply } from '../../protocol/reply.ts';
import { parseCursor, parseScanOptions, SCAN_OPTIONS, scanDict } from '../keys/walk.ts';

export const sscanCommand = command({
  name: 'SSCAN',
  group: 'set',
  since: '2.8.0',
  summary: 'Iterates over members of a set.',
  complexity:
    'O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.',
  arity: -3,
  arguments: [argument.key('key'), argument.integer('cursor'), ...SCAN_OPTIONS],
  flags: ['readonly'],
  acl: ['set'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output'],
  run(ctx, args) {
    const cursor = parseCursor(args[1]);
    const set = ctx.db.read(args[0], MemberSet);
    if (set === undefined) return ['0', []];
    const found: Reply[] = [];
    const members = {
      scan: (position: bigint | number, visit: (value: null, member: string) => void) =>
        set.scan(position, (member) => visit(null, member)),
    };
    const next = scanDict(members, cursor, parseScanOptions(args, 2), (member) => found.push(member));
    return [next, found];
  },
});
