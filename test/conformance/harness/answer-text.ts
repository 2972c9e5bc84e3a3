/**
 * Answers as a case shows them beside its commands: short enough to read, exact enough to tell answers apart.
 *
 *   5  "text"  OK  -ERR message     an integer, a bulk string, a status, an error
 *   nil  nil array                  a null; the null array that RESP2 has
 *   ["a", 1]  {"f": "v"}            an array, a map
 *   ~["a"]  >["message", "c", "m"]  a set, a push
 *   1.5  true  12n  txt:"text"      a double, a boolean, a big number, a verbatim string
 *   <integer>                       what a normaliser put there
 *
 * What RESP2 makes of RESP3's kinds is always the same (a map is a flat array, a double a string, ...), so only the
 * RESP3 answer is shown where RESP2's is just that, and both where it is not.
 */
import { createHash } from 'node:crypto';
import { parseWire, type WireNode } from '../../support/wire.ts';

/** What a step answered in each protocol that its case runs in. */
export interface Answer {
  readonly resp2: string | undefined;
  readonly resp3: string | undefined;
}

/** The text that shows an answer; empty where a step takes no reply. */
export function answerText({ resp2, resp3 }: Answer): string {
  const [old, now] = [resp2 && framesOf(resp2), resp3 && framesOf(resp3)];
  if (!old) return now ? printFrames(now) : '';
  if (!now) return printFrames(old);
  if (agree(old, now)) return now.map((frame, at) => printPair(frame, old[at])).join('; ');
  const texts = [printFrames(old), printFrames(now)];
  return texts[0] === texts[1] ? texts[0] : `${texts[0]} | RESP3 ${texts[1]}`;
}

/** A text cut to `room` characters, with its size and a hash of the rest in place of it. */
export function digest(text: string, room: number): string {
  if (text.length <= room) return text;
  const hash = createHash('sha1').update(text, 'latin1').digest('hex').slice(0, 8);
  const tail = `... (${text.length} characters, sha1 ${hash})`;
  return `${text.slice(0, Math.max(20, room - tail.length))}${tail}`;
}

/** A frame that is no complete reply (`<closed>`, a reply of which only the beginning was kept) stays as it is. */
type Frame = WireNode | string;

function framesOf(replies: string): Frame[] {
  const frames: Frame[] = [];
  for (let position = 0; position < replies.length; ) {
    const parsed = tryParse(replies, position);
    if (parsed === undefined) return [...frames, replies.slice(position)];
    frames.push(parsed.node);
    position = parsed.end;
  }
  return frames;
}

function tryParse(replies: string, position: number): ReturnType<typeof parseWire> {
  try {
    return parseWire(replies, position);
  } catch {
    // No RESP, or nested deeper than a recursive parser goes.
    return undefined;
  }
}

function agree(old: readonly Frame[], now: readonly Frame[]): boolean {
  return (
    old.length === now.length &&
    now.every((frame, at) => {
      const other = old[at];
      return typeof frame === 'string' || typeof other === 'string'
        ? frame === other
        : isMapped(other, frame);
    })
  );
}

/** Whether RESP2's node is what RESP3's always becomes there. */
function isMapped(old: WireNode, now: WireNode): boolean {
  if (now.kind === '_') return isNull(old);
  if ('reply' in now) return isMapped(old, now.reply);
  if ('items' in now) {
    if (!('items' in old) || old.kind !== '*' || old.items === null || now.items === null) return false;
    const { items } = old;
    return items.length === now.items.length && now.items.every((item, at) => isMapped(items[at], item));
  }
  if (!('text' in old)) return false;
  if (now.kind === '#') return old.kind === ':' && old.text === (now.text === 't' ? '1' : '0');
  if (now.kind === '=') return old.kind === '$' && old.text === now.text?.replace(VERBATIM, '');
  if (now.kind === ',' || now.kind === '(') return old.kind === '$' && old.text === now.text;
  return old.kind === now.kind && old.text === now.text;
}

/** The format before a verbatim string; a normaliser may have taken it away. */
const VERBATIM = /^(?:txt|mkd):/;

function isNull(node: WireNode): boolean {
  return ('text' in node && node.text === null) || ('items' in node && node.items === null);
}

function printFrames(frames: readonly Frame[]): string {
  return frames.map((frame) => (typeof frame === 'string' ? printRaw(frame) : print(frame))).join('; ');
}

/** The beginning of a reply that was too long to keep, as `shortened` in run.ts leaves it. */
const KEPT_BEGINNING = /^([\s\S]*)\.\.\.<(\d+) bytes, sha1 ([0-9a-f]{8})[0-9a-f]*>$/;

function printRaw(frame: string): string {
  if (/^<[^\r\n]*>$/.test(frame)) return frame;
  const [, beginning, size, hash] = KEPT_BEGINNING.exec(frame) ?? [];
  if (beginning === undefined) return quote(frame);
  return `${quote(beginning.slice(0, 40))}... (${size} bytes, sha1 ${hash})`;
}

/** A RESP3 frame; a null at its top as RESP2 has it, because there are two of them. */
function printPair(now: Frame, old: Frame): string {
  if (typeof now === 'string') return printRaw(now);
  return print(now.kind === '_' && typeof old !== 'string' ? old : now);
}

function print(node: WireNode): string {
  if ('reply' in node) return `|${printEntries(node.items)} ${print(node.reply)}`;
  if ('items' in node) {
    if (node.items === null) return 'nil array';
    if (node.kind === '%') return printEntries(node.items);
    return `${node.kind === '*' ? '' : node.kind}[${node.items.map(print).join(', ')}]`;
  }
  const text = node.text ?? '';
  if (node.kind === '<') return `<${text}>`;
  if (node.text === null || node.kind === '_') return 'nil';
  if (node.kind === ':') return text;
  if (node.kind === '+') return printLine(text);
  if (node.kind === '-' || node.kind === '!') return `${node.kind}${printLine(text)}`;
  if (node.kind === ',') return /^-?\d+$/.test(text) ? `${text}.0` : text;
  if (node.kind === '(') return `${text}n`;
  if (node.kind === '#') return text === 't' ? 'true' : 'false';
  if (node.kind === '=' && VERBATIM.test(text)) return `${text.slice(0, 4)}${quote(text.slice(4))}`;
  return quote(text);
}

function printEntries(items: readonly WireNode[]): string {
  const pairs: string[] = [];
  for (let at = 0; at < items.length; at += 2) pairs.push(`${print(items[at])}: ${print(items[at + 1])}`);
  return `{${pairs.join(', ')}}`;
}

const ESCAPES: Record<string, string> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

/** Bytes in one line of printable ASCII. */
function printable(bytes: string): string {
  return bytes.replace(
    /[^ -~]/g,
    (byte) => ESCAPES[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** A text without quotes: a blank at its end is made visible. */
function printLine(text: string): string {
  return printable(text).replace(/ $/, '\\x20');
}

function quote(bytes: string): string {
  return `"${printable(bytes.replace(/["\\]/g, '\\$&'))}"`;
}
