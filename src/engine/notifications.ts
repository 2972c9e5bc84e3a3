/**
 * Keyspace notifications: `__keyspace@0__:key` and `__keyevent@0__:event`, published when
 * `notify-keyspace-events` asks for the event's class.
 */
import { EVENT_CLASSES, type KeyEvent } from './events.ts';

const KEYSPACE = 1 << 0;
const KEYEVENT = 1 << 1;
/** The letters that `A` stands for. */
const ALL_LETTERS = 'g$lshzxetd';

const LETTER_BITS = new Map<string, number>([
  ['K', KEYSPACE],
  ['E', KEYEVENT],
  ...Object.values(EVENT_CLASSES).map(([letter, bit]) => [letter, bit] as [string, number]),
]);
const ALL_BITS = [...ALL_LETTERS].reduce((bits, letter) => bits | (LETTER_BITS.get(letter) ?? 0), 0);

/** The bits of a setting such as `KEA`; undefined when a letter is unknown. */
export function parseNotificationFlags(text: string): number | undefined {
  let bits = 0;
  for (const letter of text) {
    const bit = letter === 'A' ? ALL_BITS : LETTER_BITS.get(letter);
    if (bit === undefined) return undefined;
    bits |= bit;
  }
  return bits;
}

/** The canonical text of the bits, as CONFIG GET shows it. */
export function formatNotificationFlags(bits: number): string {
  let text = '';
  if ((bits & ALL_BITS) === ALL_BITS) text += 'A';
  else for (const letter of `${ALL_LETTERS}n`) if (has(bits, letter)) text += letter;
  for (const letter of ['K', 'E', 'm']) if (has(bits, letter)) text += letter;
  return text;
}

export class Notifications {
  /** The bits of the setting. Nothing is published while they are 0. */
  flags = 0;
  readonly #publish: (channel: string, message: string) => void;

  constructor(publish: (channel: string, message: string) => void) {
    this.#publish = publish;
  }

  /** Publishes an event of a key. */
  notify(event: KeyEvent, key: string, database: number): void {
    const flags = this.flags;
    if ((flags & event.classBit) === 0) return;
    if (flags & KEYSPACE) this.#publish(`__keyspace@${database}__:${key}`, event.name);
    if (flags & KEYEVENT) this.#publish(`__keyevent@${database}__:${event.name}`, key);
  }
}

function has(bits: number, letter: string): boolean {
  return (bits & (LETTER_BITS.get(letter) ?? 0)) !== 0;
}
