/**
 * Writes replies as text in the formats of redis-cli: `standard` for people, `raw` for pipes, CSV and JSON.
 *
 * All texts are byte strings. `standard` and `csv` write escapes for bytes that cannot be printed; `raw` and `json` pass
 * them on.
 */
import { ByteText } from '../../bytes/byte-text.ts';
import { quote } from '../../bytes/quote.ts';
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
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../../protocol/reply.ts';
import type { OutputMode } from './options.ts';

/** A double together with the digits that the server has sent, because these are printed. */
export class PrintedDouble extends DoubleReply {
  readonly digits: string;
  constructor(digits: string) {
    super(Number(digits.replace(/inf$/i, 'Infinity')));
    this.digits = digits;
  }
}

export interface Delimiters {
  item: string;
  reply: string;
}

/** The items of an aggregate; undefined for any other reply. */
function itemsOf(reply: Reply): Reply[] | undefined {
  if (Array.isArray(reply)) return reply;
  if (reply instanceof SetReply) return reply.members;
  if (reply instanceof PushReply) return reply.items;
  if (reply instanceof MapReply) return reply.entries;
  return undefined;
}

function isNil(reply: Reply): boolean {
  return reply === null || reply instanceof NullArrayReply;
}

/** The text of a reply that is a number, which has no quotes in any format; undefined for any other reply. */
function numberText(reply: Reply): string | undefined {
  if (typeof reply === 'number' || typeof reply === 'bigint') return String(reply);
  if (reply instanceof PrintedDouble) return reply.digits;
  if (reply instanceof DoubleReply) return String(reply.value);
  if (reply instanceof BigNumberReply) return reply.digits;
  return undefined;
}

/** The text of a reply that is one; undefined for any other reply, and for an error. */
function stringText(reply: Reply): string | undefined {
  if (typeof reply === 'string') return reply;
  if (reply instanceof StatusReply || reply instanceof VerbatimReply) return reply.text;
  return undefined;
}

/** Whether `standard` prints the reply on more than one line. */
function isMultiline(reply: Reply): boolean {
  const items = itemsOf(reply);
  if (items === undefined || items.length === 0) return false;
  const width = reply instanceof MapReply ? 2 : 1;
  return items.length > width || isMultiline(items[width - 1]);
}

function emptyName(reply: Reply): string {
  if (reply instanceof MapReply) return '(empty hash)\n';
  if (reply instanceof SetReply) return '(empty set)\n';
  if (reply instanceof PushReply) return '(empty push)\n';
  return '(empty array)\n';
}

function standardScalar(reply: Reply): string {
  if (isNil(reply)) return '(nil)';
  if (typeof reply === 'string') return quote(reply);
  if (reply instanceof StatusReply || reply instanceof VerbatimReply) return reply.text;
  if (reply instanceof ErrorReply) return `(error) ${reply.text}`;
  if (reply instanceof BooleanReply) return reply.value ? '(true)' : '(false)';
  if (reply instanceof DoubleReply) return `(double) ${numberText(reply)}`;
  if (reply instanceof BigNumberReply) return `(big number) ${reply.digits}`;
  return `(integer) ${numberText(reply)}`;
}

/** The items, each on a numbered line. `prefix` is the indentation of all lines but the first. */
function standardItems(items: Reply[], mark: string, isMap: boolean, prefix: string): string {
  const step = isMap ? 2 : 1;
  const digits = String(items.length / step).length;
  const inner = prefix + ' '.repeat(digits + 2);
  const lines: string[] = [];
  for (let i = 0; i < items.length; i += step) {
    const number = String(i / step + 1).padStart(digits);
    const head = `${i === 0 ? '' : prefix}${number}${mark} `;
    const first = formatStandard(items[i], inner);
    if (!isMap) lines.push(head + first);
    else {
      // A value of several lines starts on a line of its own, so that its lines stand under each other.
      const value = (isMultiline(items[i + 1]) ? `\n${inner}` : '') + formatStandard(items[i + 1], inner);
      lines.push(`${head}${first.slice(0, -1)} => ${value}`);
    }
  }
  return lines.join('');
}

function formatStandard(reply: Reply, prefix: string): string {
  if (reply instanceof AttributeReply) {
    return standardItems(reply.entries, '|', true, prefix) + prefix + formatStandard(reply.reply, prefix);
  }
  const items = itemsOf(reply);
  if (items === undefined) return `${standardScalar(reply)}\n`;
  if (items.length === 0) return emptyName(reply);
  const mark = reply instanceof SetReply ? '~' : reply instanceof MapReply ? '#' : ')';
  return standardItems(items, mark, reply instanceof MapReply, prefix);
}

function formatRaw(reply: Reply, delimiter: string): string {
  if (isNil(reply)) return '';
  if (reply instanceof AttributeReply) return formatRaw(reply.reply, delimiter);
  if (reply instanceof ErrorReply) return `${reply.text}\n`;
  if (reply instanceof BooleanReply) return reply.value ? '(true)' : '(false)';
  if (reply instanceof MapReply) {
    const lines: string[] = [];
    for (let i = 0; i < reply.entries.length; i += 2) {
      lines.push(`${formatRaw(reply.entries[i], delimiter)} ${formatRaw(reply.entries[i + 1], delimiter)}`);
    }
    return lines.join(delimiter);
  }
  const items = itemsOf(reply);
  if (items !== undefined) return items.map((item) => formatRaw(item, delimiter)).join(delimiter);
  return stringText(reply) ?? numberText(reply) ?? '';
}

function formatCsv(reply: Reply): string {
  if (isNil(reply)) return 'NULL';
  if (reply instanceof AttributeReply) return formatCsv(reply.reply);
  if (reply instanceof ErrorReply) return `ERROR,${quote(reply.text)}`;
  if (reply instanceof BooleanReply) return String(reply.value);
  const items = itemsOf(reply);
  if (items !== undefined) return items.map(formatCsv).join(',');
  const text = stringText(reply);
  return text === undefined ? (numberText(reply) ?? '') : quote(text);
}

const JSON_ESCAPES = new Map(
  Object.entries<string>({
    '\\': '\\\\',
    '"': '\\"',
    '\n': '\\n',
    '\f': '\\f',
    '\r': '\\r',
    '\t': '\\t',
    '\b': '\\b',
  }),
);

function jsonString(bytes: string): string {
  const text = new ByteText();
  for (let at = 0; at < bytes.length; at++) {
    const char = bytes[at];
    const hexadecimal = char < ' ' ? `\\u${bytes.charCodeAt(at).toString(16).padStart(4, '0')}` : char;
    text.append(JSON_ESCAPES.get(char) ?? hexadecimal);
  }
  return `"${text.finish()}"`;
}

/** A JSON string of ASCII only: the form with quotes and escapes, in which each backslash is doubled. */
function quotedJsonString(bytes: string): string {
  return quote(bytes).replaceAll('\\', '\\\\');
}

function formatJson(reply: Reply, string: (bytes: string) => string): string {
  if (isNil(reply)) return 'null';
  if (reply instanceof AttributeReply) return formatJson(reply.reply, string);
  if (reply instanceof ErrorReply) return `error:${string(reply.text)}`;
  if (reply instanceof BooleanReply) return String(reply.value);
  if (reply instanceof MapReply) {
    const members: string[] = [];
    for (let i = 0; i < reply.entries.length; i += 2) {
      const key = formatJson(reply.entries[i], string);
      const isText = reply.entries[i] instanceof ErrorReply || key.startsWith('"');
      members.push(`${isText ? key : `"${key}"`}:${formatJson(reply.entries[i + 1], string)}`);
    }
    return `{${members.join(',')}}`;
  }
  const items = itemsOf(reply);
  if (items !== undefined) return `[${items.map((item) => formatJson(item, string)).join(',')}]`;
  const text = stringText(reply);
  return text === undefined ? (numberText(reply) ?? '') : string(text);
}

/** A push with which client tracking invalidates keys, as `standard` shows it; undefined for any other push. */
export function formatInvalidation(push: PushReply): string | undefined {
  const [kind, keys] = push.items;
  if (push.items.length !== 2 || kind !== 'invalidate' || !Array.isArray(keys)) return undefined;
  return `-> invalidate: ${keys.map((key) => `'${typeof key === 'string' ? key : ''}'`).join(', ')}\n`;
}

/** The text to print for a reply, with its newline at the end. With `verbatim` it is printed as it is, as INFO's is. */
export function formatReply(
  reply: Reply,
  mode: OutputMode,
  delimiters: Delimiters,
  verbatim: boolean,
): string {
  if (verbatim) return formatRaw(reply, delimiters.item);
  switch (mode) {
    case 'standard':
      return formatStandard(reply, '');
    case 'raw':
      return formatRaw(reply, delimiters.item) + delimiters.reply;
    case 'csv':
      return `${formatCsv(reply)}\n`;
    case 'json':
      return `${formatJson(reply, jsonString)}\n`;
    case 'quoted-json':
      return `${formatJson(reply, quotedJsonString)}\n`;
  }
}
