/**
 * Turns replies into the bytes of RESP2 or RESP3. RESP2 has fewer kinds of replies: a kind that it lacks is written as
 * the one that Redis 7.2 writes in its place.
 *
 * A reply becomes one byte string, which grows by concatenation and is written out once. V8 makes this cheaper than
 * storing byte after byte, because it does not copy what is concatenated until somebody reads it. Whenever the text has
 * grown past `FLUSH_LENGTH` it is handed to the sink, so that a reply of millions of elements never is one string.
 */
import { LINE_ENDS, trim } from '../bytes/character-set.ts';
import { formatDouble } from '../bytes/double.ts';
import { onOneLine } from '../bytes/one-line.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  GeneratedReply,
  MapReply,
  NullArrayReply,
  PushReply,
  type Reply,
  type RespVersion,
  SetReply,
  StatusReply,
  VerbatimReply,
} from './reply.ts';

/** Takes the encoded bytes in order, as byte strings. */
export type ByteSink = (bytes: string) => boolean;

const FLUSH_LENGTH = 32_768;

/** Lengths and integers below this have their line ready made. */
const READY_MADE = 1024;

const lines = (kind: string) => Array.from({ length: READY_MADE }, (_, n) => `${kind}${n}\r\n`);
const BULK_HEADERS = lines('$');
const ARRAY_HEADERS = lines('*');
const INTEGERS = lines(':');

const bulkHeader = (length: number) => (length < READY_MADE ? BULK_HEADERS[length] : `$${length}\r\n`);
const arrayHeader = (count: number) => (count < READY_MADE ? ARRAY_HEADERS[count] : `*${count}\r\n`);
const bulk = (text: string) => `${bulkHeader(text.length) + text}\r\n`;

/** A line must stay a line: line ends at both ends are cut off, others become spaces. */
function oneLine(text: string): string {
  return onOneLine(trim(text, LINE_ENDS));
}

/** How the kinds that are classes are written, in each version; aggregates give their header and their items. */
interface Form<T> {
  resp2: (reply: T) => string;
  resp3: (reply: T) => string;
  items?: (reply: T) => Reply[];
}

type ReplyClass = new (...fields: never[]) => object;

const form = <T extends object>(
  kind: new (...fields: never[]) => T,
  how: Form<T>,
): [ReplyClass, Form<object>] => [kind, how as unknown as Form<object>];
const statusLine = (reply: StatusReply) => `+${reply.text}\r\n`;
const errorLine = (reply: ErrorReply) => `-${oneLine(reply.text)}\r\n`;

const FORMS = new Map<unknown, Form<object>>([
  form(StatusReply, { resp2: statusLine, resp3: statusLine }),
  form(ErrorReply, { resp2: errorLine, resp3: errorLine }),
  form(NullArrayReply, { resp2: () => '*-1\r\n', resp3: () => '_\r\n' }),
  form(BooleanReply, {
    resp2: (reply) => (reply.value ? ':1\r\n' : ':0\r\n'),
    resp3: (reply) => (reply.value ? '#t\r\n' : '#f\r\n'),
  }),
  form(DoubleReply, {
    resp2: (reply) => bulk(formatDouble(reply.value)),
    resp3: (reply) => `,${formatDouble(reply.value)}\r\n`,
  }),
  form(BigNumberReply, { resp2: (reply) => bulk(reply.digits), resp3: (reply) => `(${reply.digits}\r\n` }),
  form(VerbatimReply, {
    resp2: (reply) => bulk(reply.text),
    resp3: (reply) => `=${reply.text.length + 4}\r\n${reply.format}:${reply.text}\r\n`,
  }),
  form(MapReply, {
    resp2: (reply) => arrayHeader(reply.entries.length),
    resp3: (reply) => `%${reply.entries.length / 2}\r\n`,
    items: (reply) => reply.entries,
  }),
  form(SetReply, {
    resp2: (reply) => arrayHeader(reply.members.length),
    resp3: (reply) => `~${reply.members.length}\r\n`,
    items: (reply) => reply.members,
  }),
  form(PushReply, {
    resp2: (reply) => arrayHeader(reply.items.length),
    resp3: (reply) => `>${reply.items.length}\r\n`,
    items: (reply) => reply.items,
  }),
  form(AttributeReply, {
    resp2: () => '',
    resp3: (reply) => `|${reply.entries.length / 2}\r\n`,
    items: (reply) => [...reply.entries, reply.reply],
  }),
]);

/** Items that follow the header; a RESP2 client sees nothing of an attribute but the reply that it belongs to. */
function itemsOf(reply: object, how: Form<object>, resp: RespVersion): Reply[] | undefined {
  if (resp === 2 && reply instanceof AttributeReply) return [reply.reply];
  return how.items?.(reply);
}

/** A generated array ends early when nobody wants the rest. */
function appendGenerated(
  text: string,
  reply: GeneratedReply,
  resp: RespVersion,
  sink: ByteSink | undefined,
): string {
  for (const item of reply.items) {
    text = append(text, item, resp, sink);
    if (text.length <= FLUSH_LENGTH || sink === undefined) continue;
    if (!sink(text)) return '';
    text = '';
  }
  return text;
}

function appendItems(text: string, items: Reply[], resp: RespVersion, sink: ByteSink | undefined): string {
  for (let i = 0; i < items.length; i++) {
    text = append(text, items[i], resp, sink);
    if (text.length > FLUSH_LENGTH && sink !== undefined) {
      sink(text);
      text = '';
    }
  }
  return text;
}

/** `text` followed by the reply; with a sink, what has become long has gone there instead. */
function append(text: string, reply: Reply, resp: RespVersion, sink: ByteSink | undefined): string {
  if (typeof reply === 'string') {
    const length = reply.length;
    if (length > FLUSH_LENGTH && sink !== undefined) {
      // A long string goes out by itself: joined to others it would be copied, and might not fit a JS string.
      sink(text + bulkHeader(length));
      sink(reply);
      return '\r\n';
    }
    return `${text + bulkHeader(length) + reply}\r\n`;
  }
  if (typeof reply === 'number') {
    return text + (reply >= 0 && reply < READY_MADE ? INTEGERS[reply] : `:${reply}\r\n`);
  }
  if (reply === null) return text + (resp === 2 ? '$-1\r\n' : '_\r\n');
  if (typeof reply === 'bigint') return `${text}:${reply}\r\n`;
  if (Array.isArray(reply)) return appendItems(text + arrayHeader(reply.length), reply, resp, sink);
  if (reply instanceof GeneratedReply) {
    return appendGenerated(text + arrayHeader(reply.length), reply, resp, sink);
  }
  const how = FORMS.get(reply.constructor);
  if (how === undefined) throw new TypeError(`not a reply: ${String(reply)}`);
  const header = text + (resp === 2 ? how.resp2(reply) : how.resp3(reply));
  const items = itemsOf(reply, how, resp);
  return items === undefined ? header : appendItems(header, items, resp, sink);
}

/** The reply's bytes as one byte string. */
export function encode(reply: Reply, resp: RespVersion): string {
  return append('', reply, resp, undefined);
}

/**
 * `before` followed by the reply's bytes, for replies of any size: when it grows long, all but the last part has been
 * handed to `sink`, in order, before the last part is returned.
 */
export function encodeInParts(reply: Reply, resp: RespVersion, sink: ByteSink, before = ''): string {
  return append(before, reply, resp, sink);
}
