/**
 * Log lines as Redis writes them: `PID:ROLE 21 Nov 2026 05:20:11.123 * text`, in local time. Both threads log: the front
 * to where the log goes (log-file.ts), the engine through the ring to the front.
 */
import { isLogged, type LogLevel, type LogThreshold } from '../engine/log-level.ts';

const MARKS: Record<LogLevel, string> = { debug: '.', verbose: '-', notice: '*', warning: '#' };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const digits = (value: number, width = 2) => String(value).padStart(width, '0');

/** `21 Nov 2026 05:20:11.` */
function formatSecond(time: Date): string {
  const day = `${digits(time.getDate())} ${MONTHS[time.getMonth()]} ${time.getFullYear()}`;
  return `${day} ${digits(time.getHours())}:${digits(time.getMinutes())}:${digits(time.getSeconds())}.`;
}

export class Log {
  level: LogThreshold = 'notice';
  /** `C` until the configuration is read, then `M`. */
  role = 'C';
  private readonly sink: (text: string) => void;
  /** The second of the last line, and its text. */
  private second = -1;
  private shownSecond = '';

  /** @param sink gets byte strings: lines, and texts that are none */
  constructor(sink: (text: string) => void) {
    this.sink = sink;
  }

  isLogged(level: LogLevel): boolean {
    return isLogged(level, this.level);
  }

  write(level: LogLevel, text: string): void {
    if (!this.isLogged(level)) return;
    this.writeRaw(`${process.pid}:${this.role} ${this.time(Date.now())} ${MARKS[level]} ${text}\n`);
  }

  /** Text that is no log line. */
  writeRaw(text: string): void {
    this.sink(text);
  }

  /** `21 Nov 2026 05:20:11.123` */
  private time(milliseconds: number): string {
    const second = Math.floor(milliseconds / 1000);
    if (second !== this.second) {
      this.second = second;
      this.shownSecond = formatSecond(new Date(milliseconds));
    }
    return this.shownSecond + digits(milliseconds % 1000, 3);
  }
}
