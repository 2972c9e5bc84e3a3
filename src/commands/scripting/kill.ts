/** SCRIPT KILL and FUNCTION KILL. */
import type { Context } from '../../engine/context.ts';
import { busyError, errors } from '../../engine/errors.ts';
import type { RunningScript } from '../../engine/running-script.ts';
import { OK, type StatusReply } from '../../protocol/reply.ts';

/**
 * Makes the running script or function stop.
 * @throws ErrorReply when nothing is running, when it has written, or when a function runs instead of a script or vice versa
 */
export function killRunning(ctx: Context, kind: RunningScript['kind']): StatusReply {
  const running = ctx.engine.runningScript;
  if (running === undefined) throw errors.notBusy;
  if (running.hasWritten) throw errors.unkillable;
  if (running.kind !== kind) throw busyError(running.kind);
  running.kill();
  return OK;
}
