/** Offsets of bits as arguments. */
import { multiplyInteger64, wrapInteger64 } from '../../bytes/number.ts';
import { integer64 } from '../../engine/arguments.ts';
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';

const badOffset = failure('bit offset is not an integer or out of range');

/** An offset within the longest string that there may be, which `proto-max-bulk-len` says. */
export function bitOffset(ctx: Context, text: string): number {
  return withinLimit(ctx, Number(integer64(text, badOffset)));
}

/** The same for a field of so many bits: `#2` is the third of such fields. */
export function fieldOffset(ctx: Context, text: string, bits: number): number {
  if (!text.startsWith('#')) return bitOffset(ctx, text);
  const index = integer64(text.slice(1), badOffset);
  // Redis multiplies integers of 64 bits, so that an index that is far too large may come out within the limit.
  const offset = multiplyInteger64(index, bits) ?? wrapInteger64(BigInt(index) * BigInt(bits));
  return withinLimit(ctx, Number(offset));
}

function withinLimit(ctx: Context, offset: number): number {
  if (offset < 0 || Math.floor(offset / 8) >= ctx.settings.protoMaxBulkLen) throw badOffset;
  return offset;
}
