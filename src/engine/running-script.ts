/**
 * The script or function that runs now, as dispatch and the commands that may interrupt it see it. The
 * scripting folder implements it; the engine only holds it.
 */
import type { Client } from './client.ts';
import type { RunKind } from './run-state.ts';

export interface RunningScript {
  readonly kind: RunKind;
  /** The client that called it. */
  readonly caller: Client;
  /** The function's name; the script's SHA1. */
  readonly name: string;
  /** The calling command's words, for FUNCTION STATS. */
  readonly words: string[];
  /** `clock.monotonic()` at its start, microseconds. */
  readonly startedAt: number;
  /** Past `busy-reply-threshold`: other clients are answered BUSY. */
  readonly timedOut: boolean;
  /** It changed the keyspace, so it can't be killed. */
  readonly hasWritten: boolean;
  /** Has it stopped at the next look at its budget; no pcall holds it up. */
  kill(): void;
  /** Has it stopped even though it has written: SHUTDOWN NOSAVE. */
  abandon(): void;
}
