/**
 * Reply values: what a command answers, independent of the wire. A superset of RESP3.
 *
 * The frequent kinds are JavaScript's own, so that a handler allocates nothing:
 *   number | bigint -> integer (64-bit)      string -> bulk string (a byte string)
 *   null            -> nil bulk string       Reply[] -> array
 * Everything else is one of the classes below. RESP2 has fewer kinds: `encode` maps them down as Redis does.
 */

export type Reply =
  | number
  | bigint
  | string
  | null
  | Reply[]
  | StatusReply
  | ErrorReply
  | NullArrayReply
  | BooleanReply
  | DoubleReply
  | BigNumberReply
  | VerbatimReply
  | MapReply
  | SetReply
  | PushReply
  | AttributeReply
  | GeneratedReply;

/** The versions of the protocol. */
export type RespVersion = 2 | 3;

/** The kinds of value that RESP3 has and RESP2 has not. */
export type RichReply = BooleanReply | DoubleReply | BigNumberReply | VerbatimReply | MapReply | SetReply;

/** `+OK`. The text holds neither CR nor LF. */
export class StatusReply {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** `-CODE message`. `text` is the whole line with its code and without the leading `-`. */
export class ErrorReply {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** RESP2 `*-1`, RESP3 `_`: what EXEC answers when a watched key changed, BLPOP on timeout. */
export class NullArrayReply {}

/** RESP3 `#t`/`#f`; RESP2 `:1`/`:0`. */
export class BooleanReply {
  readonly value: boolean;
  constructor(value: boolean) {
    this.value = value;
  }
}

/** RESP3 `,1.5`; RESP2 a bulk string. Printed with the shortest round-trip digits; `inf`, `-inf`, `nan`. */
export class DoubleReply {
  readonly value: number;
  /** The text, where it has other digits, as coordinates have. */
  readonly text: string | undefined;
  constructor(value: number, text?: string) {
    this.value = value;
    this.text = text;
  }
}

/** RESP3 `(123...`; RESP2 a bulk string. Decimal digits with an optional minus. */
export class BigNumberReply {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

/** RESP3 `=<n>\r\ntxt:...`; RESP2 a bulk string. `format` is three bytes. */
export class VerbatimReply {
  readonly format: string;
  readonly text: string;
  constructor(format: string, text: string) {
    this.format = format;
    this.text = text;
  }
}

/** RESP3 `%n`; RESP2 a flat array of 2n. `entries` is flat: key, value, key, value. */
export class MapReply {
  readonly entries: Reply[];
  constructor(entries: Reply[]) {
    this.entries = entries;
  }
}

/** RESP3 `~n`; RESP2 an array. */
export class SetReply {
  readonly members: Reply[];
  constructor(members: Reply[]) {
    this.members = members;
  }
}

/** RESP3 `>n`; RESP2 an array. Pub/sub messages, invalidations. */
export class PushReply {
  readonly items: Reply[];
  constructor(items: Reply[]) {
    this.items = items;
  }
}

/** RESP3 `|n` before a reply (DEBUG PROTOCOL attrib); RESP2 clients see only `reply`. `entries` is flat. */
export class AttributeReply {
  readonly entries: Reply[];
  readonly reply: Reply;
  constructor(entries: Reply[], reply: Reply) {
    this.entries = entries;
    this.reply = reply;
  }
}

/** An array too long to be held: its items are made one by one while they are sent. It can be sent once. */
export class GeneratedReply {
  readonly length: number;
  readonly items: Iterable<Reply>;
  /** How many bytes an item takes on average when it is encoded. */
  readonly itemBytes: number;

  /** @param items yields `length` replies, whatever is changed before they have been taken */
  constructor(length: number, items: Iterable<Reply>, itemBytes: number) {
    this.length = length;
    this.items = items;
    this.itemBytes = itemBytes;
  }
}

export const OK = new StatusReply('OK');
export const QUEUED = new StatusReply('QUEUED');
export const PONG = new StatusReply('PONG');
export const NULL_ARRAY = new NullArrayReply();
