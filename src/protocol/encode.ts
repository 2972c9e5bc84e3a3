/**
 * Turns replies into the bytes of RESP2 or RESP3.
 *
 * A reply becomes one byte string, which grows by concatenation and is written out once. V8 makes this cheaper than
 * storing byte after byte, because it does not copy what is concatenated until somebody reads it.
 *
 * A long reply is encoded in parts of about `PART_LENGTH` bytes, so that others are served in between and a reply of
 * millions of elements never is one string. The encoding is plain recursion. Where a part has become long enough the
 * recursion returns, and each function on the way notes the place where it would go on.
 */
import { encodedItemsLength } from './encoded-length.ts';
import { GeneratedReply, type Reply, type RespVersion } from './reply.ts';
import { arrayHeader, bulkHeader, formOf, integerLine, itemsOf } from './reply-forms.ts';

/** A part ends as soon as it is longer than this. It is at most twice as long, apart from what stands before the reply. */
export const PART_LENGTH = 32_768;

/** A place where the encoding of a reply goes on. */
interface Place {
  /** Appends what stands here, or a part of it; where there is more, its place goes to `rest`. */
  append(text: string, resp: RespVersion, rest: Place[]): string;
  /** How many bytes stand here. */
  encodedLength(resp: RespVersion): number;
}

/** What the beginning of a reply leaves to be encoded: places, the innermost first. */
export type Rest = Place[];

class ItemsPlace implements Place {
  private readonly items: Reply[];
  private readonly next: number;

  constructor(items: Reply[], next: number) {
    this.items = items;
    this.next = next;
  }

  append(text: string, resp: RespVersion, rest: Rest): string {
    return appendItems(text, this.items, this.next, resp, rest);
  }

  encodedLength(resp: RespVersion): number {
    return encodedItemsLength(this.items, this.next, resp);
  }
}

class TextPlace implements Place {
  private readonly text: string;
  private readonly next: number;

  constructor(text: string, next: number) {
    this.text = text;
    this.next = next;
  }

  append(before: string, _resp: RespVersion, rest: Rest): string {
    return appendText(before, this.text, this.next, rest);
  }

  encodedLength(): number {
    return this.text.length - this.next + 2;
  }
}

class GeneratedPlace implements Place {
  private readonly items: Iterator<Reply>;
  private readonly itemBytes: number;
  private missing: number;

  constructor({ items, length, itemBytes }: GeneratedReply) {
    this.items = items[Symbol.iterator]();
    this.missing = length;
    this.itemBytes = itemBytes;
  }

  append(text: string, resp: RespVersion, rest: Rest | undefined): string {
    for (let item = this.items.next(); item.done !== true; item = this.items.next()) {
      text = append(text, item.value, resp, rest);
      this.missing--;
      if (text.length <= PART_LENGTH || rest === undefined) continue;
      rest.push(this);
      break;
    }
    return text;
  }

  encodedLength(): number {
    return this.missing * this.itemBytes;
  }
}

/** A reply of which the beginning has been encoded. */
export class UnfinishedReply {
  private readonly resp: RespVersion;
  /** The innermost place is the last one. */
  private readonly places: Place[];

  constructor(rest: Rest, resp: RespVersion) {
    this.places = rest.reverse();
    this.resp = resp;
  }

  /** Whether all has been encoded. */
  get isDone(): boolean {
    return this.places.length === 0;
  }

  /** The next part of the bytes; empty once there are no more. */
  nextPart(): string {
    const { places, resp } = this;
    let text = '';
    while (text.length <= PART_LENGTH) {
      const place = places.pop();
      if (place === undefined) break;
      const rest: Rest = [];
      text = place.append(text, resp, rest);
      for (let i = rest.length - 1; i >= 0; i--) places.push(rest[i]);
    }
    return text;
  }

  /** How many bytes are still to come, as `encodedLength` counts them. */
  encodedLength(): number {
    return this.places.reduce((sum, place) => sum + place.encodedLength(this.resp), 0);
  }
}

/** `text` followed by what stands in `body` from `from` on, and by a line end. */
function appendText(text: string, body: string, from: number, rest: Rest | undefined): string {
  const end = from + PART_LENGTH;
  if (rest === undefined || body.length <= end) {
    return `${text + (from === 0 ? body : body.slice(from))}\r\n`;
  }
  rest.push(new TextPlace(body, end + 1));
  return text + body.slice(from, end + 1);
}

function appendItems(
  text: string,
  items: Reply[],
  from: number,
  resp: RespVersion,
  rest: Rest | undefined,
): string {
  for (let i = from; i < items.length; i++) {
    text = append(text, items[i], resp, rest);
    if (text.length > PART_LENGTH && rest !== undefined) {
      if (i + 1 < items.length) rest.push(new ItemsPlace(items, i + 1));
      break;
    }
  }
  return text;
}

/** `text` followed by the reply. With a `rest` it stops when the text has become long, and notes there what is missing. */
function append(text: string, reply: Reply, resp: RespVersion, rest: Rest | undefined): string {
  if (typeof reply === 'string') {
    const header = text + bulkHeader(reply.length);
    return reply.length > PART_LENGTH ? appendText(header, reply, 0, rest) : `${header + reply}\r\n`;
  }
  if (typeof reply === 'number') return text + integerLine(reply);
  if (reply === null) return text + (resp === 2 ? '$-1\r\n' : '_\r\n');
  if (typeof reply === 'bigint') return `${text}:${reply}\r\n`;
  if (Array.isArray(reply)) return appendItems(text + arrayHeader(reply.length), reply, 0, resp, rest);
  if (reply instanceof GeneratedReply) {
    return new GeneratedPlace(reply).append(text + arrayHeader(reply.length), resp, rest);
  }
  const how = formOf(reply);
  const header = text + (resp === 2 ? how.resp2(reply) : how.resp3(reply));
  if (how.text !== undefined) return appendText(header, how.text(reply), 0, rest);
  const items = itemsOf(reply, how, resp);
  return items === undefined ? header : appendItems(header, items, 0, resp, rest);
}

/** The reply's bytes as one byte string. */
export function encode(reply: Reply, resp: RespVersion): string {
  return append('', reply, resp, undefined);
}

/**
 * `before` followed by the reply's bytes, or by the first part of them if there are many.
 *
 * @param rest gets what an `UnfinishedReply` is made of, and stays empty if nothing is missing
 */
export function encodeBeginning(reply: Reply, resp: RespVersion, before: string, rest: Rest): string {
  return append(before, reply, resp, rest);
}
