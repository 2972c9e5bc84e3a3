/** The entries of SLOWLOG: the latest commands that took longer than the threshold, the newest first. */
import { bytesToString, stringToBytes } from '../bytes/convert.ts';

export interface SlowLogEntry {
  id: number;
  /** Seconds since the epoch. */
  time: number;
  microseconds: number;
  words: string[];
  address: string;
  clientName: string;
}

const MAXIMUM_WORDS = 32;
const MAXIMUM_WORD_LENGTH = 128;

export class SlowLog {
  entries: SlowLogEntry[] = [];
  #nextId = 0;

  /** Long commands are shortened as Redis does. */
  add(entry: Omit<SlowLogEntry, 'id' | 'words'>, name: string, args: string[], maximumLength: number): void {
    this.entries.unshift({ ...entry, id: this.#nextId++, words: shorten(name, args) });
    this.trim(maximumLength);
  }

  trim(maximumLength: number): void {
    if (this.entries.length > maximumLength) this.entries.length = maximumLength;
  }

  reset(): void {
    this.entries = [];
  }
}

/** The words as the log keeps them. None of them keeps the long text alive that it is the beginning of. */
function shorten(name: string, args: string[]): string[] {
  const isLong = args.length >= MAXIMUM_WORDS;
  const shown = [name, ...args.slice(0, isLong ? MAXIMUM_WORDS - 2 : MAXIMUM_WORDS)].map((word) =>
    word.length > MAXIMUM_WORD_LENGTH
      ? `${firstBytes(word, MAXIMUM_WORD_LENGTH)}... (${word.length - MAXIMUM_WORD_LENGTH} more bytes)`
      : word,
  );
  if (isLong) shown.push(`... (${args.length + 2 - MAXIMUM_WORDS} more arguments)`);
  return shown;
}

function firstBytes(text: string, count: number): string {
  return bytesToString(stringToBytes(text.slice(0, count)));
}
