/** Counters of the engine that INFO shows and CONFIG RESETSTAT sets back. */

import { Rate } from './rate.ts';

/** Redis keeps any number of codes, which scripts may choose; a map of these takes some megabytes. */
const MAXIMUM_ERROR_KINDS = 65_536;
/** A word that is longer is no code. */
const LONGEST_CODE = 30;

export class Statistics {
  connectionsReceived = 0;
  rejectedConnections = 0;
  commandsProcessed = 0;
  totalErrors = 0;
  expiredByActiveCycle = 0;
  netInputBytes = 0;
  netOutputBytes = 0;
  evictedKeys = 0;
  /** AUTH and HELLO with a wrong password. */
  deniedAuthentications = 0;
  /** The most memory that was in use at a sample, in bytes. */
  peakMemory = 0;
  readonly rates = { commands: new Rate(), input: new Rate(), output: new Rate() };
  /** Error code (`ERR`, `WRONGTYPE`) -> how often it was answered. */
  readonly errors = new Map<string, number>();

  /** Counts an error reply by its first word: what has none is an `ERR`. */
  countError(text: string): void {
    const space = text.slice(0, LONGEST_CODE + 1).indexOf(' ');
    this.countCode(space < 0 ? 'ERR' : text.slice(0, space), 1);
  }

  /** Counts several error replies with the same code. */
  countCode(code: string, times: number): void {
    this.totalErrors += times;
    if (this.errors.size < MAXIMUM_ERROR_KINDS || this.errors.has(code)) {
      this.errors.set(code, (this.errors.get(code) ?? 0) + times);
    }
  }

  /** To be called from time to time, for the rates and for the peak of memory. `now`: milliseconds since the epoch. */
  sample(now: number, usedMemory: number): void {
    this.peakMemory = Math.max(this.peakMemory, usedMemory);
    this.rates.commands.sample(this.commandsProcessed, now);
    this.rates.input.sample(this.netInputBytes, now);
    this.rates.output.sample(this.netOutputBytes, now);
  }

  reset(): void {
    this.connectionsReceived = this.rejectedConnections = this.commandsProcessed = 0;
    this.totalErrors = this.expiredByActiveCycle = 0;
    this.netInputBytes = this.netOutputBytes = 0;
    this.evictedKeys = this.deniedAuthentications = this.peakMemory = 0;
    this.errors.clear();
  }
}
