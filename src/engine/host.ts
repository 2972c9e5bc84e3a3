/** What the engine asks of the program around it: the server's engine thread, or the embedded API. */
import type { Client } from './client.ts';
import type { LogLevel } from './log-level.ts';
import type { RunState } from './run-state.ts';

/** What SHUTDOWN was told. */
export interface ShutdownRequest {
  /** Whether the data is to be saved first; `default`: when there are save points. */
  save: 'default' | 'save' | 'nosave';
}

/** The memory that the engine, its data and its scripts live in. */
export interface Heap {
  /** Bytes that there may be. */
  readonly limit: number;
  /** Bytes in use, garbage included. */
  used(): number;
  /** Collects all garbage now. */
  collect(): void;
}

export interface Host {
  log(level: LogLevel, message: string): void;
  /** Bytes in use, as INFO memory shows them; garbage may be among them. */
  usedMemory(): number;
  /** Whether more than `limit` bytes are in use, for maxmemory. Where it is absent `usedMemory` tells. */
  isOverMemory?(limit: number): boolean;
  /** Where it is absent nobody can tell how much memory a script takes, so that scripts may take all. */
  readonly heap?: Heap;
  /** Microseconds since an arbitrary start by the machine's clock. Where it is absent the engine's clock is the machine's. */
  realTime?(): number;
  /** How long a script may run, in milliseconds of real time. Where it is absent only kills end scripts. */
  readonly scriptMilliseconds?: number;
  /** Ends the program in good order; raises an ErrorReply where that is not possible. */
  shutdown(request: ShutdownRequest): void;
  /** A blocked or paused client may go on with the commands that it has sent since. */
  resume(client: Client): void;
  /** Where scripts tell of themselves. It is absent where no other thread wants to know. */
  readonly runState?: RunState;
  /** Takes in what has arrived, from inside a script that runs for long. */
  drain(): void;
  /** The program's facts for INFO server: `tcp_port`, `process_id`, ... */
  information(): Record<string, string | number>;
}
