/**
 * Errors found deep inside a recursive library function. The place of the Lua code is read off the top of the
 * JavaScript stack, so they are raised only once the recursion is left.
 */
import { raise, raiseValue } from '../../lua/runtime/error.ts';

export class NestedFailure {
  readonly message: string;
  /** Whether the message begins with the place of the calling Lua code. */
  readonly placed: boolean;
  constructor(message: string, placed = true) {
    this.message = message;
    this.placed = placed;
  }
}

/** Runs the recursion; what it found wrong is raised as a Lua error. */
export function raisingFailures<T>(recursion: () => T): T {
  try {
    return recursion();
  } catch (exception) {
    if (!(exception instanceof NestedFailure)) throw exception;
    if (exception.placed) raise(exception.message);
    raiseValue(exception.message, 0);
  }
}
