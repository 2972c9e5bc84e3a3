import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import { onOneLine } from '../../bytes/one-line.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import type { GrowableBytes } from '../../data/growable-bytes.ts';
import { denseRegisters } from '../../data/hyperloglog-dense.ts';
import { describeRuns, sparseToDense } from '../../data/hyperloglog-sparse.ts';
import { command, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import type { KeyEntry } from '../../engine/keyspace.ts';
import { type Reply, StatusReply } from '../../protocol/reply.ts';
import { corrupted, hyperLogLogIn, isDense } from './values.ts';

const noSuchKey = failure('The specified key does not exist');
const notSparse = failure('HLL encoding is not sparse');

/** The value of the key as a dense one, which it becomes. */
function madeDense(ctx: Context, key: string, entry: KeyEntry, value: GrowableBytes): GrowableBytes {
  if (isDense(value)) return value;
  const dense = sparseToDense(value.storage, value.length);
  if (dense === undefined) throw corrupted;
  ctx.db.change(key, events.silentConversion);
  entry.value = dense;
  return dense;
}

function decoded(value: GrowableBytes): string {
  if (isDense(value)) throw notSparse;
  const pieces: string[] = [];
  let length = 0;
  describeRuns(value.storage, value.length, (piece) => {
    length += piece.length;
    if (length > MAXIMUM_STRING) throw errors.stringTooLong;
    pieces.push(piece);
  });
  return pieces.join('');
}

type Subcommand = (ctx: Context, key: string, entry: KeyEntry, value: GrowableBytes) => Reply;

const subcommands: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['getreg', (ctx, key, entry, value) => [...denseRegisters(madeDense(ctx, key, entry, value).storage)]],
  ['decode', (_ctx, _key, _entry, value) => decoded(value)],
  ['encoding', (_ctx, _key, _entry, value) => new StatusReply(isDense(value) ? 'dense' : 'sparse')],
  ['todense', (ctx, key, entry, value) => (madeDense(ctx, key, entry, value) === value ? 0 : 1)],
]);

export const pfdebugCommand = command({
  name: 'PFDEBUG',
  group: 'hyperloglog',
  since: '2.8.9',
  summary: 'Internal commands for debugging HyperLogLog values.',
  complexity: 'N/A',
  arity: 3,
  arguments: [argument.string('subcommand'), argument.key('key')],
  flags: ['write', 'denyoom', 'admin'],
  acl: ['hyperloglog'],
  keys: [keyAt(2, 'RW', 'access')],
  isSystem: true,
  run(ctx, [name, key]) {
    const entry = ctx.db.editEntry(key);
    if (entry === undefined) throw noSuchKey;
    const value = hyperLogLogIn(entry);
    const shown = untilNul(name);
    const subcommand = subcommands.get(shown.toLowerCase());
    if (subcommand === undefined) throw failure(onOneLine(`Unknown PFDEBUG subcommand '${shown}'`));
    return subcommand(ctx, key, entry, value);
  },
});
