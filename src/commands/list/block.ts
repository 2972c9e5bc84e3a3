/** Commands that wait until a list gets elements. */
import { List } from '../../data/list.ts';
import type { Context } from '../../engine/context.ts';
import { ErrorReply, NULL_ARRAY, type Reply } from '../../protocol/reply.ts';

/**
 * Runs `attempt` now and, as long as it answers undefined, again each time that one of the keys gets a list.
 * @param refusal the answer where waiting is not allowed: in a script and in EXEC
 */
export function blockForLists(
  ctx: Context,
  keys: string[],
  deadline: number,
  attempt: (ctx: Context) => Reply | undefined,
  refusal: Reply = NULL_ARRAY,
): Reply | undefined {
  const retry = (waiting: Context): Reply | undefined => {
    if (!keys.some((key) => waiting.db.find(key)?.value instanceof List)) return undefined;
    try {
      return attempt(waiting);
    } catch (error) {
      // Another one of the keys may hold a value of another type by now. The waiting client gets that error, as on Redis.
      if (error instanceof ErrorReply) return error;
      throw error;
    }
  };
  return attempt(ctx) ?? ctx.block({ keys, deadline, retry, timeoutReply: NULL_ARRAY, refusal });
}
