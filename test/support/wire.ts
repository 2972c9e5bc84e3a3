/**
 * RESP replies as they stand on the wire: parsed into nodes and printed back byte for byte.
 *
 * Written apart from src/protocol on purpose: what judges the server must not share its mistakes. Scalars keep
 * their text (a double is not re-printed), so parse and print are each other's inverse.
 */

/** One reply. `text` of a scalar is what follows the kind; `items` of an aggregate are flat, maps included. */
export type WireNode = WireScalar | WireAggregate | WireAttribute;

export interface WireScalar {
  /** `+ - : , ( # _` for a line, `$ = !` for a bulk, `<` for the name that a normaliser put in its place. */
  readonly kind: string;
  /** null for `$-1`. */
  readonly text: string | null;
}

export interface WireAggregate {
  /** `* % ~ >` */
  readonly kind: string;
  /** null for `*-1`. */
  readonly items: readonly WireNode[] | null;
}

export interface WireAttribute {
  readonly kind: '|';
  readonly items: readonly WireNode[];
  readonly reply: WireNode;
}

interface Parsed {
  readonly node: WireNode;
  readonly end: number;
}

const BULK_KINDS = '$=!';
const AGGREGATE_KINDS = '*%~>|';
const LINE_KINDS = '+-:,(#_';

/**
 * Parses the reply that starts at `start`; undefined while bytes are missing. Takes normalised replies too.
 * @throws Error when the bytes are no RESP
 */
export function parseWire(bytes: string, start = 0): Parsed | undefined {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const kind = bytes[start];
  const line = bytes.slice(start + 1, lineEnd);
  if (kind === '<') return { node: { kind, text: line.slice(0, -1) }, end: lineEnd + 2 };
  if (LINE_KINDS.includes(kind)) return { node: { kind, text: line }, end: lineEnd + 2 };
  const count = Number(line);
  if (!Number.isInteger(count)) throw new Error(`no RESP: ${JSON.stringify(bytes.slice(start, start + 80))}`);
  if (BULK_KINDS.includes(kind)) return parseBulk(bytes, kind, count, lineEnd + 2);
  if (AGGREGATE_KINDS.includes(kind)) return parseAggregate(bytes, kind, count, lineEnd + 2);
  throw new Error(`no RESP: ${JSON.stringify(bytes.slice(start, start + 80))}`);
}

function parseBulk(bytes: string, kind: string, length: number, start: number): Parsed | undefined {
  if (length < 0) return { node: { kind, text: null }, end: start };
  const end = start + length + 2;
  return bytes.length < end ? undefined : { node: { kind, text: bytes.slice(start, end - 2) }, end };
}

function parseAggregate(bytes: string, kind: string, count: number, start: number): Parsed | undefined {
  if (count < 0) return { node: { kind, items: null }, end: start };
  const items: WireNode[] = [];
  let end = start;
  for (let missing = kind === '%' || kind === '|' ? count * 2 : count; missing > 0; missing--) {
    const item = parseWire(bytes, end);
    if (item === undefined) return undefined;
    items.push(item.node);
    end = item.end;
  }
  if (kind !== '|') return { node: { kind, items }, end };
  const reply = parseWire(bytes, end);
  return reply && { node: { kind, items, reply: reply.node }, end: reply.end };
}

/**
 * Where the reply that starts at `start` ends; undefined while bytes are missing. Looks at headers only and does
 * not recurse: a reply may be nested thousands deep.
 * @throws Error when the bytes are no RESP
 */
export function endOfReply(bytes: string, start = 0): number | undefined {
  let position = start;
  for (let missing = 1; missing > 0; missing--) {
    const lineEnd = bytes.indexOf('\r\n', position);
    if (lineEnd < 0) return undefined;
    const kind = bytes[position];
    const count = LINE_KINDS.includes(kind) ? 0 : Number(bytes.slice(position + 1, lineEnd));
    if (!Number.isInteger(count) || !(LINE_KINDS + BULK_KINDS + AGGREGATE_KINDS).includes(kind)) {
      throw new Error(`no RESP: ${JSON.stringify(bytes.slice(position, position + 80))}`);
    }
    position = lineEnd + 2;
    if (count < 0) continue;
    if (BULK_KINDS.includes(kind)) position += count + 2;
    if (kind === '*' || kind === '~' || kind === '>') missing += count;
    if (kind === '%') missing += count * 2;
    // The reply that attributes belong to comes behind them.
    if (kind === '|') missing += count * 2 + 1;
  }
  return position <= bytes.length ? position : undefined;
}

/** The bytes of a reply. A normalised scalar (`<`) prints as its name. */
export function printWire(node: WireNode): string {
  if ('text' in node) {
    if (node.kind === '<') return `<${node.text}>\r\n`;
    if (!BULK_KINDS.includes(node.kind)) return `${node.kind}${node.text}\r\n`;
    return node.text === null ? `${node.kind}-1\r\n` : `${node.kind}${node.text.length}\r\n${node.text}\r\n`;
  }
  if (node.items === null) return `${node.kind}-1\r\n`;
  const count = node.kind === '%' || node.kind === '|' ? node.items.length / 2 : node.items.length;
  const tail = 'reply' in node ? printWire(node.reply) : '';
  return `${node.kind}${count}\r\n${node.items.map(printWire).join('')}${tail}`;
}

/** The bytes of a command as clients send it. Arguments are byte strings. */
export function printCommand(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}
