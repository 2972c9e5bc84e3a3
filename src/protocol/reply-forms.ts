/**
 * How each kind of reply that is a class is written in RESP2 and in RESP3. RESP2 has fewer kinds of replies: a kind that
 * it lacks is written as the one that Redis 7.2 writes in its place.
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
  MapReply,
  NullArrayReply,
  PushReply,
  type Reply,
  type RespVersion,
  SetReply,
  StatusReply,
  VerbatimReply,
} from './reply.ts';

/** Lengths and integers below this have their line ready made. */
const READY_MADE = 1024;

const lines = (kind: string) => Array.from({ length: READY_MADE }, (_, n) => `${kind}${n}\r\n`);
const BULK_HEADERS = lines('$');
const ARRAY_HEADERS = lines('*');
const INTEGERS = lines(':');

export const bulkHeader = (length: number) => (length < READY_MADE ? BULK_HEADERS[length] : `$${length}\r\n`);
export const arrayHeader = (count: number) => (count < READY_MADE ? ARRAY_HEADERS[count] : `*${count}\r\n`);
export const integerLine = (value: number) =>
  value >= 0 && value < READY_MADE ? INTEGERS[value] : `:${value}\r\n`;

/** The header that a reply begins with. Behind it stand its text and a line end, or its items, or nothing. */
interface Form<T> {
  resp2: (reply: T) => string;
  resp3: (reply: T) => string;
  text?: (reply: T) => string;
  items?: (reply: T) => Reply[];
}

type ReplyClass = new (...fields: never[]) => object;

const form = <T extends object>(
  kind: new (...fields: never[]) => T,
  how: Form<T>,
): [ReplyClass, Form<object>] => [kind, how as unknown as Form<object>];

const doubleText = ({ text, value }: DoubleReply): string => text ?? formatDouble(value);

const FORMS = new Map<unknown, Form<object>>([
  form(StatusReply, { resp2: () => '+', resp3: () => '+', text: (reply) => reply.text }),
  form(ErrorReply, { resp2: () => '-', resp3: () => '-', text: (reply) => oneLine(reply.text) }),
  form(NullArrayReply, { resp2: () => '*-1\r\n', resp3: () => '_\r\n' }),
  form(BooleanReply, {
    resp2: (reply) => (reply.value ? ':1\r\n' : ':0\r\n'),
    resp3: (reply) => (reply.value ? '#t\r\n' : '#f\r\n'),
  }),
  form(DoubleReply, {
    resp2: (reply) => bulk(doubleText(reply)),
    resp3: (reply) => `,${doubleText(reply)}\r\n`,
  }),
  form(BigNumberReply, {
    resp2: (reply) => bulkHeader(reply.digits.length),
    resp3: () => '(',
    text: (reply) => reply.digits,
  }),
  form(VerbatimReply, {
    resp2: (reply) => bulkHeader(reply.text.length),
    resp3: (reply) => `=${reply.text.length + 4}\r\n${reply.format}:`,
    text: (reply) => reply.text,
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

/** @throws TypeError for what is no reply */
export function formOf(reply: object): Form<object> {
  const found = FORMS.get(reply.constructor);
  if (found === undefined) throw new TypeError(`not a reply: ${String(reply)}`);
  return found;
}

/** The items behind the header; a RESP2 client sees nothing of an attribute but the reply that it belongs to. */
export function itemsOf(reply: object, how: Form<object>, resp: RespVersion): Reply[] | undefined {
  if (resp === 2 && reply instanceof AttributeReply) return [reply.reply];
  return how.items?.(reply);
}

function bulk(text: string): string {
  return `${bulkHeader(text.length) + text}\r\n`;
}

/** A line must stay a line: line ends at both ends are cut off, others become spaces. */
function oneLine(text: string): string {
  return onOneLine(trim(text, LINE_ENDS));
}
