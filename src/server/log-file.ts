/**
 * Where the log goes: a file, or standard output. Only the front has it, which writes the lines of both threads.
 *
 * Its own lines are written at once. Those of the engine are gathered first, as many as there are, so that many of them
 * take few calls of the system. The file is opened for each write, so that it can be rotated. Where a pipe is full, what
 * is left waits for its reader; a full disk or a closed pipe does not end the server.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
// Not the global ones: a test may have faked those of the process that it starts a server in.
import { nextTick } from 'node:process';
import { setTimeout } from 'node:timers';

const STDOUT = 1;
const FULL_PIPE = 'EAGAIN';
/** After this time a pipe that was full is tried again, milliseconds. */
const RETRY_INTERVAL = 10;
/** So often a full pipe is tried again when the process ends, `RETRY_INTERVAL` apart. */
const LAST_TRIES = 50;

export class LogFile {
  /** Empty: standard output. */
  path = '';
  /** Is told how many bytes of gathered lines have been written, or given up. */
  onWritten: (bytes: number) => void = () => {};

  private waiting: Buffer[] = [];
  /** How many bytes of those that wait were gathered. */
  private gatheredBytes = 0;
  /** The last gathered text has not ended its line: what is written meanwhile comes after it. */
  private isInsideLine = false;
  private afterLine: string[] = [];
  private isScheduled = false;

  /** Writes a byte string, behind all that was gathered. */
  write(text: string): void {
    if (this.isInsideLine) {
      this.afterLine.push(text);
      return;
    }
    this.waiting.push(Buffer.from(text, 'latin1'));
    this.flush();
  }

  /** Takes a byte string of one or more lines, or a part of a line, that is written soon. */
  gather(text: string): void {
    this.waiting.push(Buffer.from(text, 'latin1'));
    this.gatheredBytes += text.length;
    this.isInsideLine = !text.endsWith('\n');
    if (!this.isInsideLine) {
      for (const own of this.afterLine.splice(0)) this.waiting.push(Buffer.from(own, 'latin1'));
    }
    if (this.isScheduled) return;
    this.isScheduled = true;
    nextTick(this.flush);
  }

  /** Writes all that is left, before the process ends. A pipe that nobody reads is given up soon. */
  finish(): void {
    for (const own of this.afterLine.splice(0)) this.waiting.push(Buffer.from(own, 'latin1'));
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let tries = 0; !this.tryWriting() && tries < LAST_TRIES; tries++) {
      Atomics.wait(pause, 0, 0, RETRY_INTERVAL);
    }
  }

  private readonly flush = (): void => {
    this.isScheduled = false;
    if (this.tryWriting()) return;
    this.isScheduled = true;
    setTimeout(this.flush, RETRY_INTERVAL);
  };

  /** Writes what waits. Answers false if some of it has to wait longer. */
  private tryWriting(): boolean {
    if (this.waiting.length === 0) return true;
    const bytes = this.waiting.length === 1 ? this.waiting[0] : Buffer.concat(this.waiting);
    const written = writeTo(this.path, bytes);
    this.waiting = written < bytes.length ? [bytes.subarray(written)] : [];
    if (this.waiting.length > 0) return false;
    this.onWritten(this.gatheredBytes);
    this.gatheredBytes = 0;
    return true;
  }
}

/** Answers how many bytes were written; there is nowhere to report that others could not be. */
function writeTo(path: string, bytes: Buffer): number {
  let written = 0;
  let descriptor = STDOUT;
  try {
    if (path !== '') descriptor = openSync(path, 'a', 0o644);
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== FULL_PIPE) written = bytes.length;
  }
  if (descriptor !== STDOUT) closeSync(descriptor);
  return written;
}
