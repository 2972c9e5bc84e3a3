/** What the settings say about sets. */
import type { SetLimits } from '../../data/set.ts';
import type { Context } from '../../engine/context.ts';

/** The sizes up to which a set is an intset or a listpack. */
export function setLimits(ctx: Context): SetLimits {
  const { setMaxIntsetEntries, setMaxListpackEntries, setMaxListpackValue } = ctx.settings;
  return {
    intsetEntries: setMaxIntsetEntries,
    listpackEntries: setMaxListpackEntries,
    listpackValue: setMaxListpackValue,
  };
}
