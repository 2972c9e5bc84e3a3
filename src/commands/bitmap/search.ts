/** BITCOUNT and BITPOS: how many bits are set, and where the first one of a kind is. */

import { countOnes, findOtherByte } from '../../bytes/bits.ts';
import { integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors, failure } from '../../engine/errors.ts';
import { BLOCK, type ByteSource, blockOf, byteAt, sourceOf } from './blocks.ts';
import { type BitRange, isInBits, rangeOf } from './range.ts';

const badBit = failure('The bit argument must be 1 or 0.');

const unit = argument.oneof('unit', [argument.pureToken('BYTE'), argument.pureToken('BIT')], {
  optional: true,
  since: '7.0.0',
});

/** The bits of a byte at an offset in bits and behind it. */
const from = (offset: number): number => 0xff >> (offset % 8);

function countBytes(source: ByteSource, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += BLOCK)
    count += countOnes(blockOf(source, at, Math.min(at + BLOCK, end)));
  return count;
}

function countBits(source: ByteSource, { start, end }: BitRange): number {
  const firstByte = Math.floor(start / 8);
  let count = countBytes(source, firstByte, Math.ceil(end / 8));
  // What the first and the last byte have outside the range is taken off again.
  if (start % 8 > 0) count -= countOnes(Uint8Array.of(byteAt(source, firstByte) & ~from(start)));
  if (end % 8 > 0) count -= countOnes(Uint8Array.of(byteAt(source, Math.floor(end / 8)) & from(end)));
  return count;
}

export const bitcountCommand = command({
  name: 'BITCOUNT',
  group: 'bitmap',
  since: '2.6.0',
  summary: 'Counts the number of set bits (population counting) in a string.',
  complexity: 'O(N)',
  arity: -2,
  arguments: [
    argument.key('key'),
    argument.block('range', [argument.integer('start'), argument.integer('end'), unit], { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['bitmap'],
  keys: [firstKey('RO', 'access')],
  history: [['7.0.0', 'Added the `BYTE|BIT` option.']],
  run(ctx, [key, ...words]) {
    // Nothing is wrong with the other arguments where there is no key.
    const entry = ctx.db.lookup(key);
    if (entry === undefined) return 0;
    const source = sourceOf(entry.value);
    if (words.length === 0) return countBytes(source, 0, source.length);
    if (words.length !== 2 && words.length !== 3) throw errors.syntax;
    const first = integer64(words[0]);
    const last = integer64(words[1]);
    // Redis finds this out before it reads the unit, and before both would count from the beginning of the string.
    if (first < 0 && last < 0 && first > last) return 0;
    const range = rangeOf(first, last, words.length === 3 && isInBits(words[2]), source.length);
    return range === undefined ? 0 : countBits(source, range);
  },
});

/** The index of the first byte of `[start, end)` that has a bit other than the `byte`, 0 or 0xff; `end` if none has. */
function findByte(source: ByteSource, byte: number, start: number, end: number): number {
  for (let at = start; at < end; at += BLOCK) {
    const block = blockOf(source, at, Math.min(at + BLOCK, end));
    const found = findOtherByte(block, byte);
    if (found < block.length) return at + found;
  }
  return end;
}

/** The position of the first bit of a kind in a range, undefined if there is none. */
function findBit(source: ByteSource, bit: number, { start, end }: BitRange): number | undefined {
  // A byte of which each bit is of the other kind.
  const others = bit === 1 ? 0 : 0xff;
  let byte = Math.floor(start / 8);
  let sought = (byteAt(source, byte) ^ others) & from(start);
  if (sought === 0) {
    byte = findByte(source, others, byte + 1, Math.ceil(end / 8));
    sought = byteAt(source, byte) ^ others;
  }
  const position = 8 * byte + Math.clz32(sought) - 24;
  return position < end ? position : undefined;
}

export const bitposCommand = command({
  name: 'BITPOS',
  group: 'bitmap',
  since: '2.8.7',
  summary: 'Finds the first set (1) or clear (0) bit in a string.',
  complexity: 'O(N)',
  arity: -3,
  arguments: [
    argument.key('key'),
    argument.integer('bit'),
    argument.block(
      'range',
      [
        argument.integer('start'),
        argument.block('end-unit-block', [argument.integer('end'), unit], { optional: true }),
      ],
      { optional: true },
    ),
  ],
  flags: ['readonly'],
  acl: ['bitmap'],
  keys: [firstKey('RO', 'access')],
  history: [['7.0.0', 'Added the `BYTE|BIT` option.']],
  run(ctx, [key, bitText, ...words]) {
    const bit = integer64(bitText);
    if (bit !== 0 && bit !== 1) throw badBit;
    const entry = ctx.db.lookup(key);
    if (entry === undefined) return bit === 1 ? -1 : 0;
    const source = sourceOf(entry.value);
    if (words.length > 3) throw errors.syntax;
    const first = words.length > 0 ? integer64(words[0]) : 0;
    const inBits = words.length === 3 && isInBits(words[2]);
    const last = words.length > 1 ? integer64(words[1]) : -1;
    const range = rangeOf(first, last, inBits, source.length);
    if (range === undefined) return -1;
    const found = findBit(source, bit, range);
    if (found !== undefined) return found;
    // Behind a string whose end nobody named there is a clear bit.
    return bit === 0 && words.length < 2 ? range.end : -1;
  },
});
