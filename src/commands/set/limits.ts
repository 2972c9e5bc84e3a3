/** What the settings say about sets. */
import type { SetLimits } from '../../data/set.ts';
import type { Context } from '../../engine/context.ts';

/** When a set stops being an intset or a listpack. */
export function setLimits(ctx: Context): SetLimits {
  const { setMaxIntsetEntries, setMaxListpackEntries, setMaxListpackValue } = ctx.settings;
  return {
    intsetEntries: setMaxIntsetEntries,
    listpackEntries: setMaxListpackEntries,
    listpackValue: setMaxListpackValue,
  };
}
