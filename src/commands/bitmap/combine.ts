/** BITOP: the bits of several strings, combined. */

import { andInto, type CombineBytes, invertBits, orInto, xorInto } from '../../bytes/bits.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { GrowableBytes } from '../../data/growable-bytes.ts';
import { command, keyAt, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { BLOCK, type ByteSource, blockOf, sourceOf } from './blocks.ts';

const oneSourceOnly = failure('BITOP NOT must be called with a single source key.');

/** What OR and XOR make of sources: those that have ended change nothing any more. */
const combined =
  (combine: CombineBytes) =>
  (result: Uint8Array, sources: readonly ByteSource[]): void => {
    let left = sources;
    for (let at = 0; at < result.length; at += BLOCK) {
      left = left.filter(({ length }) => length > at);
      const target = result.subarray(at, at + BLOCK);
      target.set(blockOf(left[0], at, at + BLOCK));
      for (let index = 1; index < left.length; index++) combine(target, blockOf(left[index], at, at + BLOCK));
    }
  };

/** What AND makes of sources: it ends where the shortest does, and is zero from there on. */
function intersection(result: Uint8Array, sources: readonly ByteSource[]): void {
  const shared = sources.reduce((shortest, { length }) => Math.min(shortest, length), result.length);
  for (let at = 0; at < shared; at += BLOCK) {
    const end = Math.min(at + BLOCK, shared);
    const target = result.subarray(at, end);
    target.set(blockOf(sources[0], at, end));
    for (let index = 1; index < sources.length; index++) andInto(target, blockOf(sources[index], at, end));
  }
}

function complement(result: Uint8Array, [source]: readonly ByteSource[]): void {
  for (let at = 0; at < result.length; at += BLOCK) result.set(blockOf(source, at, at + BLOCK), at);
  invertBits(result);
}

/** Fills a result of zeros, as long as the longest source. */
const operations: ReadonlyMap<string, (result: Uint8Array, sources: readonly ByteSource[]) => void> = new Map(
  [
    ['AND', intersection],
    ['OR', combined(orInto)],
    ['XOR', combined(xorInto)],
    ['NOT', complement],
  ],
);

export const bitopCommand = command({
  name: 'BITOP',
  group: 'bitmap',
  since: '2.6.0',
  summary: 'Performs bitwise operations on multiple strings, and stores the result.',
  complexity: 'O(N)',
  arity: -4,
  arguments: [
    argument.oneof(
      'operation',
      ['AND', 'OR', 'XOR', 'NOT'].map((token) => argument.pureToken(token)),
    ),
    argument.key('destkey'),
    argument.key('key', { keySpecIndex: 1, multiple: true }),
  ],
  flags: ['write', 'denyoom'],
  acl: ['bitmap'],
  keys: [keyAt(2, 'OW', 'update'), keyRange(3, -1, 1, 'RO', 'access')],
  run(ctx, [operationText, destination, ...keys]) {
    const operation = operations.get(untilNul(operationText).toUpperCase());
    if (operation === undefined) throw errors.syntax;
    if (operation === complement && keys.length !== 1) throw oneSourceOnly;
    let longest = 0;
    const sources = keys.map((key) => {
      const entry = ctx.db.lookup(key);
      const source = entry === undefined ? '' : sourceOf(entry.value);
      longest = Math.max(longest, source.length);
      return source;
    });
    if (longest === 0) {
      ctx.db.discard(destination, events.del);
      return 0;
    }
    const result = new Uint8Array(longest);
    operation(result, sources);
    ctx.db.set(destination, GrowableBytes.adopt(result), events.set);
    return longest;
  },
});
