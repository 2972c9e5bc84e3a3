/** What the settings say about hashes. */
import type { HashLimits } from '../../data/hash.ts';
import type { Context } from '../../engine/context.ts';

/** The sizes up to which a hash is a listpack. */
export function hashLimits(ctx: Context): HashLimits {
  return { entries: ctx.settings.hashMaxListpackEntries, value: ctx.settings.hashMaxListpackValue };
}
