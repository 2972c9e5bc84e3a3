/**
 * Log lines as Redis writes them: `PID:ROLE 21 Nov 2026 05:20:11.123 * text`, in local time.
 *
 * Both threads log. Each line is one synchronous write to a descriptor opened for appending, so the lines of the two never
 * mix, and those of a script that runs for long appear at once. The file is opened for every line, so it can be rotated.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { isLogged, type LogLevel, type LogThreshold } from '../engine/log-level.ts';

const MARKS: Record<LogLevel, string> = { debug: '.', verbose: '-', notice: '*', warning: '#' };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const STDOUT = 1;

const digits = (value: number, width = 2) => String(value).padStart(width, '0');

/** `21 Nov 2026 05:20:11.123` */
function formatLogTime(time: Date): string {
  const day = `${digits(time.getDate())} ${MONTHS[time.getMonth()]} ${time.getFullYear()}`;
  const clock = `${digits(time.getHours())}:${digits(time.getMinutes())}:${digits(time.getSeconds())}`;
  return `${day} ${clock}.${digits(time.getMilliseconds(), 3)}`;
}

export class Log {
  level: LogThreshold = 'notice';
  /** Empty: standard output. */
  file = '';
  /** `C` until the configuration is read, then `M`. */
  role = 'C';

  isLogged(level: LogLevel): boolean {
    return isLogged(level, this.level);
  }

  write(level: LogLevel, text: string): void {
    if (!this.isLogged(level)) return;
    this.writeRaw(`${process.pid}:${this.role} ${formatLogTime(new Date())} ${MARKS[level]} ${text}\n`);
  }

  /** Text that is no log line. A byte string; a full disk or a closed pipe must not end the server. */
  writeRaw(text: string): void {
    try {
      const bytes = Buffer.from(text, 'latin1');
      if (this.file === '') {
        writeSync(STDOUT, bytes);
        return;
      }
      const descriptor = openSync(this.file, 'a', 0o644);
      writeSync(descriptor, bytes);
      closeSync(descriptor);
    } catch {
      // There is nowhere to report it.
    }
  }
}
