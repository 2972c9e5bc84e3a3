/**
 * How much of the JavaScript stack is left. A script may recurse until the stack overflows. A command that it calls just
 * before that would be cut off somewhere in the middle, so whoever must not end half-way asks here first.
 */

/** Calls that fit for sure into what the probe finds: a command with all that it calls takes far less. */
const PROBED_CALLS = 500;
/** A stack that is deeper than this is treated as one that may be close to its end. */
const DEEP = 100;

interface TracingError {
  stackTraceLimit?: number;
  prepareStackTrace?: (error: unknown, frames: unknown[]) => unknown;
}

function descend(levels: number): number {
  return levels === 0 ? 0 : 1 + descend(levels - 1);
}

/** Whether a command fits on the stack. Cheap enough to be asked before a command, not inside a loop. */
export function hasStackRoom(): boolean {
  try {
    return descend(PROBED_CALLS) > 0;
  } catch {
    return false;
  }
}

/** Whether the stack is deep at all. More expensive, but what it answers holds for tens of thousands of calls. */
export function isStackDeep(): boolean {
  const host = Error as TracingError;
  const { stackTraceLimit, prepareStackTrace } = host;
  host.stackTraceLimit = DEEP;
  host.prepareStackTrace = (_error, frames) => frames.length;
  const depth: unknown = new Error().stack;
  host.stackTraceLimit = stackTraceLimit;
  host.prepareStackTrace = prepareStackTrace;
  return typeof depth !== 'number' || depth >= DEEP;
}
