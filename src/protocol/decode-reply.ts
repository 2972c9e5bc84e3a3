/**
 * The client's side of the wire: turns the bytes that a server sends into reply values, in RESP2 and RESP3 alike.
 *
 * The bytes may arrive in pieces that are cut anywhere. Each reply is handed out once it is complete, in order. There is
 * no recursion, so that only memory limits how deep replies nest, and a bulk string of which a part is missing is not
 * looked at again before all of it has arrived.
 * Invariant: `stack` holds the aggregates that are open, outermost first, each with at least one item missing.
 */
import { parseInteger64, parseLooseInteger } from '../bytes/integer.ts';
import { quote } from '../bytes/quote.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  MapReply,
  NULL_ARRAY,
  PushReply,
  type Reply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from './reply.ts';

/** The bytes are no RESP; the connection is of no further use. */
export class ReplyDecodeError extends Error {}

/** An aggregate whose items are still arriving. */
interface OpenAggregate {
  readonly items: Reply[];
  missing: number;
  readonly close: (items: Reply[]) => Reply;
}

const INFINITIES = new Map([
  ['inf', Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
]);

/** The number of a double as the server has printed it: besides digits there are `inf`, `-inf` and `nan`. */
function parseDouble(text: string): DoubleReply {
  const lower = text.toLowerCase();
  if (lower.endsWith('nan')) return new DoubleReply(NaN);
  const value = INFINITIES.get(lower) ?? Number(text);
  if (text === '' || Number.isNaN(value)) throw new ReplyDecodeError(`Bad double value: ${text}`);
  return new DoubleReply(value);
}

function parseInteger(text: string): number | bigint {
  const integer = parseInteger64(text) ?? parseLooseInteger(text);
  if (integer === undefined) throw new ReplyDecodeError(`Bad integer value: ${text}`);
  const value = Number(integer);
  return Number.isSafeInteger(value) ? value : BigInt(integer);
}

function parseBoolean(text: string): BooleanReply {
  if (text !== 't' && text !== 'f') throw new ReplyDecodeError(`Bad bool value: ${text}`);
  return new BooleanReply(text === 't');
}

/** Kinds whose value is the rest of the line. */
const LINE_KINDS = new Map(
  Object.entries<(text: string) => Reply>({
    '+': (text) => new StatusReply(text),
    '-': (text) => new ErrorReply(text),
    ':': parseInteger,
    '#': parseBoolean,
    '(': (text) => new BigNumberReply(text),
    _: () => null,
  }),
);

/** Kinds whose line gives a number of bytes. */
const BULK_KINDS = new Map(
  Object.entries<(bytes: string) => Reply>({
    $: (bytes) => bytes,
    '!': (bytes) => new ErrorReply(bytes),
    '=': (bytes) => new VerbatimReply(bytes.slice(0, 3), bytes.slice(4)),
  }),
);

/** Kinds whose line gives a number of items; a map and an attribute hold two replies an item. */
const AGGREGATE_KINDS = new Map(
  Object.entries<{ width: 1 | 2; close: (items: Reply[]) => Reply }>({
    '*': { width: 1, close: (items) => items },
    '~': { width: 1, close: (items) => new SetReply(items) },
    '>': { width: 1, close: (items) => new PushReply(items) },
    '%': { width: 2, close: (items) => new MapReply(items) },
  }),
);

/** What `readScalar` answers when it opened an aggregate instead of finishing a value. */
const OPENED = Symbol('opened');

/** An attribute whose reply has not begun; never leaves the decoder. */
class PendingAttribute extends AttributeReply {
  constructor(entries: Reply[]) {
    super(entries, null);
  }
}

export class ReplyDecoder {
  private buffer = '';
  private position = 0;
  private readonly stack: OpenAggregate[] = [];
  /** The bulk string whose header has been read: its length in bytes and what to make of it. */
  private bulk: { length: number; make: (bytes: string) => Reply } | undefined;
  private readonly makeDouble: (text: string) => DoubleReply;

  /** `makeDouble` lets a caller that prints replies keep the server's own digits. */
  constructor(makeDouble: (text: string) => DoubleReply = parseDouble) {
    this.makeDouble = makeDouble;
  }

  /** Takes what the socket gave, as a byte string. */
  push(bytes: string): void {
    // While a long bulk arrives, `position` is 0 and this stays a rope: no byte is copied twice.
    const rest = this.position === 0 ? this.buffer : this.buffer.slice(this.position);
    this.buffer = rest + bytes;
    this.position = 0;
  }

  /** The next complete reply, `undefined` when more bytes are needed. Throws `ReplyDecodeError`. */
  next(): Reply | undefined {
    for (;;) {
      let value = this.readScalar();
      if (value === undefined) return undefined;
      if (value === OPENED) continue;
      // A finished value finishes every aggregate whose last item it is.
      for (;;) {
        const open = this.stack.at(-1);
        if (open === undefined) return value;
        open.items.push(value);
        open.missing -= 1;
        if (open.missing > 0) break;
        this.stack.pop();
        value = open.close(open.items);
        if (value instanceof PendingAttribute) {
          this.openAttributed(value.entries);
          break;
        }
      }
    }
  }

  /** Every reply that is complete. */
  drain(): Reply[] {
    const replies: Reply[] = [];
    for (let reply = this.next(); reply !== undefined; reply = this.next()) replies.push(reply);
    return replies;
  }

  /** Whether the bytes so far end exactly behind a reply. */
  isIdle(): boolean {
    return this.position === this.buffer.length && this.stack.length === 0 && this.bulk === undefined;
  }

  /** Reads one value without items, or opens an aggregate; `undefined` when the bytes do not suffice. */
  private readScalar(): Reply | typeof OPENED | undefined {
    if (this.bulk !== undefined) return this.readBulk();
    const end = this.buffer.indexOf('\r\n', this.position);
    if (end < 0) return undefined;
    const kind = this.buffer[this.position];
    const text = this.buffer.slice(this.position + 1, end);
    this.position = end + 2;
    if (kind === ',') return this.makeDouble(text);
    const line = LINE_KINDS.get(kind);
    if (line !== undefined) return line(text);
    const bulk = BULK_KINDS.get(kind);
    if (bulk !== undefined) {
      const length = this.parseLength(text);
      if (length < 0) return null;
      this.bulk = { length, make: bulk };
      return this.readBulk();
    }
    return this.openAggregate(kind, text);
  }

  private readBulk(): Reply | undefined {
    const bulk = this.bulk;
    if (bulk === undefined || this.buffer.length - this.position < bulk.length + 2) return undefined;
    const bytes = this.buffer.slice(this.position, this.position + bulk.length);
    this.position += bulk.length + 2;
    this.bulk = undefined;
    return bulk.make(bytes);
  }

  private openAggregate(kind: string, text: string): Reply | typeof OPENED {
    if (kind === '|') {
      const count = this.parseLength(text);
      if (count <= 0) this.openAttributed([]);
      else {
        const close = (items: Reply[]) => new PendingAttribute(items);
        this.stack.push({ items: [], missing: count * 2, close });
      }
      return OPENED;
    }
    const aggregate = AGGREGATE_KINDS.get(kind);
    if (aggregate === undefined) {
      throw new ReplyDecodeError(`Protocol error, got ${quote(kind)} as reply type byte`);
    }
    const count = this.parseLength(text);
    if (count < 0) return NULL_ARRAY;
    if (count === 0) return aggregate.close([]);
    this.stack.push({ items: [], missing: count * aggregate.width, close: aggregate.close });
    return OPENED;
  }

  /** After an attribute's entries comes the reply that it belongs to. */
  private openAttributed(entries: Reply[]): void {
    const close = (items: Reply[]) => new AttributeReply(entries, items[0]);
    this.stack.push({ items: [], missing: 1, close });
  }

  private parseLength(text: string): number {
    const length = parseInteger(text);
    if (typeof length !== 'number' || length < -1) throw new ReplyDecodeError(`Bad length: ${text}`);
    return length;
  }
}

/** Decodes bytes that hold whole replies; throws `ReplyDecodeError` when the last one is cut. */
export function decodeReplies(bytes: string): Reply[] {
  const decoder = new ReplyDecoder();
  decoder.push(bytes);
  const replies = decoder.drain();
  if (!decoder.isIdle()) throw new ReplyDecodeError('Unexpected end of input');
  return replies;
}
