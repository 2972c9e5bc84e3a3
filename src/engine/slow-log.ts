/** The entries of SLOWLOG: the latest commands that took longer than the threshold, the newest first. */

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
  add(entry: Omit<SlowLogEntry, 'id'>, maximumLength: number): void {
    this.entries.unshift({ ...entry, id: this.#nextId++, words: shorten(entry.words) });
    this.trim(maximumLength);
  }

  trim(maximumLength: number): void {
    if (this.entries.length > maximumLength) this.entries.length = maximumLength;
  }

  reset(): void {
    this.entries = [];
  }
}

function shorten(words: string[]): string[] {
  const shown = words
    .slice(0, words.length > MAXIMUM_WORDS ? MAXIMUM_WORDS - 1 : MAXIMUM_WORDS)
    .map((word) =>
      word.length > MAXIMUM_WORD_LENGTH
        ? `${word.slice(0, MAXIMUM_WORD_LENGTH)}... (${word.length - MAXIMUM_WORD_LENGTH} more bytes)`
        : word,
    );
  if (words.length > MAXIMUM_WORDS) shown.push(`... (${words.length - MAXIMUM_WORDS + 1} more arguments)`);
  return shown;
}
