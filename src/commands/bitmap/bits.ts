/** The commands on single bits. Bit 0 is the most significant bit of the first byte. */

import { GrowableBytes } from '../../data/growable-bytes.ts';
import { integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { editableBytes, lengthOf } from '../../engine/values.ts';
import { byteAt, sourceOf } from './blocks.ts';
import { bitOffset } from './offset.ts';

const badBit = failure('bit is not an integer or out of range');

/** The bit in a byte at an offset in bits. */
const bitIn = (byte: number, offset: number): number => (byte >> (7 - (offset % 8))) & 1;

/** Sets or clears a bit of a value, which becomes long enough for it. */
function withBit(bytes: GrowableBytes, position: number, offset: number, bit: number): GrowableBytes {
  bytes.extend(position + 1);
  const mask = 1 << (7 - (offset % 8));
  const byte = bytes.byteAt(position);
  bytes.setByte(position, bit === 1 ? byte | mask : byte & ~mask);
  return bytes;
}

export const getbitCommand = command({
  name: 'GETBIT',
  group: 'bitmap',
  since: '2.2.0',
  summary: 'Returns a bit value by offset.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.key('key'), argument.integer('offset')],
  flags: ['readonly', 'fast'],
  acl: ['bitmap'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, offsetText]) {
    const offset = bitOffset(ctx, offsetText);
    const entry = ctx.db.lookup(key);
    return entry === undefined ? 0 : bitIn(byteAt(sourceOf(entry.value), Math.floor(offset / 8)), offset);
  },
});

export const setbitCommand = command({
  name: 'SETBIT',
  group: 'bitmap',
  since: '2.2.0',
  summary: "Sets or clears the bit at offset of the string value. Creates the key if it doesn't exist.",
  complexity: 'O(1)',
  arity: 4,
  arguments: [argument.key('key'), argument.integer('offset'), argument.integer('value')],
  flags: ['write', 'denyoom'],
  acl: ['bitmap'],
  keys: [firstKey('RW', 'access', 'update')],
  run(ctx, [key, offsetText, text]) {
    const offset = bitOffset(ctx, offsetText);
    const bit = integer64(text, badBit);
    if (bit !== 0 && bit !== 1) throw badBit;
    const position = Math.floor(offset / 8);
    const entry = ctx.db.editEntry(key);
    if (entry === undefined) {
      ctx.db.add(key, withBit(new GrowableBytes('', position + 1), position, offset, bit), events.setbit);
      return 0;
    }
    const length = lengthOf(entry.value);
    // It becomes a buffer, and OBJECT ENCODING `raw`, also where the bit is there already and nothing changes.
    const bytes = editableBytes(entry);
    const before = bitIn(bytes.byteAt(position), offset);
    if (bit === before && position < length) return before;
    ctx.db.change(key, events.setbit);
    withBit(bytes, position, offset, bit);
    return before;
  },
});
