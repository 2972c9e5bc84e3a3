/** The commands on single bits. Bit 0 is the most significant bit of the first byte. */

import { GrowableBytes } from '../../data/growable-bytes.ts';
import { integer } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import { stringOf, type Value } from '../../engine/values.ts';

const badOffset = failure('bit offset is not an integer or out of range');

/** The offset of a bit in a string that may be as long as `proto-max-bulk-len`. */
function bitOffset(ctx: Context, text: string): number {
  const offset = integer(text, badOffset);
  if (offset < 0 || Math.floor(offset / 8) >= ctx.settings.protoMaxBulkLen) throw badOffset;
  return offset;
}

function byteOf(value: Value, position: number): number {
  if (value instanceof GrowableBytes) return value.byteAt(position);
  const text = stringOf(value);
  return position < text.length ? text.charCodeAt(position) : 0;
}

/** The bit in a byte at an offset in bits. */
const bitIn = (byte: number, offset: number): number => (byte >> (7 - (offset % 8))) & 1;

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
    return entry === undefined ? 0 : bitIn(byteOf(entry.value, Math.floor(offset / 8)), offset);
  },
});
