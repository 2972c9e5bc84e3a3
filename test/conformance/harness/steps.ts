/**
 * The steps of a conformance case: what is sent on which connection, and what may differ in the reply.
 * A step is immutable; each method answers a changed copy, so that a step can be named and used again.
 */
import {
  countOnly,
  digested,
  each,
  field,
  item,
  kindOnly,
  type Normaliser,
  replaced,
  unordered,
  unorderedPairs,
  within,
} from './normalise.ts';

/** A word of a command: a byte string, a number, or the text of an earlier reply (`ref`). */
export type Word = string | number | bigint | Reference;

/** Stands for the text of the reply that a step saved with `.as(name)`. */
export class Reference {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The text of the reply that an earlier step of the case saved with `.as(name)`. */
export const ref = (name: string) => new Reference(name);

/** The UTF-8 bytes of a text as a byte string; plain ASCII needs no call. */
export const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

type Action =
  | { readonly kind: 'command'; readonly words: readonly Word[] }
  | { readonly kind: 'bytes'; readonly bytes: string }
  | { readonly kind: 'receive' }
  | { readonly kind: 'close' }
  | { readonly kind: 'pause'; readonly milliseconds: number };

interface Fields {
  readonly action: Action;
  readonly connection: string;
  /** How many replies the step takes. */
  readonly frames: number;
  /** The step waits until the server counts its connection as blocked, and takes no reply. */
  readonly blocking: boolean;
  readonly savedAs: string | undefined;
  readonly normalisers: readonly Normaliser[];
}

export class Step {
  readonly fields: Fields;

  constructor(action: Action, fields: Partial<Fields> = {}) {
    this.fields = {
      connection: 'a',
      frames: 1,
      blocking: false,
      savedAs: undefined,
      normalisers: [],
      ...fields,
      action,
    };
  }

  #with(change: Partial<Fields>): Step {
    return new Step(this.fields.action, { ...this.fields, ...change });
  }

  /** Uses another connection than `a`; it is opened on first use. */
  on(connection: string): Step {
    return this.#with({ connection });
  }

  /** The step answers several replies (SUBSCRIBE of two channels), or none (0). */
  frames(frames: number): Step {
    return this.#with({ frames });
  }

  /** The command blocks: go on once the server has it waiting; take its reply later with `receive`. */
  blocks(): Step {
    return this.#with({ blocking: true, frames: 0 });
  }

  /** Saves the text of the reply (a string, an integer) for `ref(name)`. */
  as(savedAs: string): Step {
    return this.#with({ savedAs });
  }

  /** Applies a normaliser of normalise.ts or one of the case's own. */
  via(normaliser: Normaliser): Step {
    return this.#with({ normalisers: [...this.fields.normalisers, normaliser] });
  }

  unordered(): Step {
    return this.via(unordered);
  }

  unorderedPairs(): Step {
    return this.via(unorderedPairs);
  }

  kindOnly(): Step {
    return this.via(kindOnly);
  }

  countOnly(): Step {
    return this.via(countOnly);
  }

  digested(): Step {
    return this.via(digested);
  }

  within(low: number, high: number): Step {
    return this.via(within(low, high));
  }

  replaced(pattern: RegExp, name: string): Step {
    return this.via(replaced(pattern, name));
  }

  item(position: number, normaliser: Normaliser): Step {
    return this.via(item(position, normaliser));
  }

  each(normaliser: Normaliser): Step {
    return this.via(each(normaliser));
  }

  field(name: string, normaliser: Normaliser): Step {
    return this.via(field(name, normaliser));
  }

  /** What the step does, as one line of a transcript. */
  describe(): string {
    const { action, connection } = this.fields;
    return `${connection}> ${describeAction(action)}`;
  }
}

function describeAction(action: Action): string {
  if (action.kind === 'command') return action.words.map(describeWord).join(' ');
  if (action.kind === 'bytes') return `bytes ${shortened(JSON.stringify(action.bytes))}`;
  if (action.kind === 'pause') return `pause ${action.milliseconds} ms`;
  return action.kind;
}

function describeWord(word: Word): string {
  if (word instanceof Reference) return `<${word.name}>`;
  const text = String(word);
  return shortened(/^[!-~]+$/.test(text) && !text.includes('"') ? text : JSON.stringify(text));
}

function shortened(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}...(${text.length})` : text;
}

/** Sends a command and takes its reply. */
export const cmd = (...words: Word[]) => new Step({ kind: 'command', words });

/** Takes what a connection was sent: the reply of a command that blocked, a message. */
export const receive = (connection: string) => new Step({ kind: 'receive' }, { connection });

/** Sends bytes as they are, for the protocol's own cases; takes no reply by itself. */
export const bytes = (text: string) => new Step({ kind: 'bytes', bytes: text }, { frames: 0 });

/** Ends a connection from the client's side. */
export const close = (connection: string) => new Step({ kind: 'close' }, { connection, frames: 0 });

/** Waits for wall-clock time: only where a key must expire or a timeout run out. */
export const pause = (milliseconds: number) => new Step({ kind: 'pause', milliseconds }, { frames: 0 });
