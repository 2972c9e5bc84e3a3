/**
 * Work on texts of any length: it is charged to the script's budget while it goes on, so that a script that works on
 * hundreds of megabytes can be heard and ended within it. Short texts are not charged, because that would cost more than
 * it tells.
 */
import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import { accountMemory, spend } from './budget.ts';
import { errorHere } from './lua-error.ts';

/** How many bytes are looked at between two charges at most. */
export const PIECE = 65_536;
/** How many bytes are copied or searched for one step. */
export const BYTES_PER_STEP = 64;

/** From this length on, whoever looks into a text says so by `lookInto`. */
export const LONG_TEXT = 1024;
/** A rope of this many bytes is flattened for one step. */
const FLATTENED_PER_STEP = 1024;
/** Comparing this many bytes with the text that was looked into last costs a step. */
const RECOGNIZED_PER_STEP = 8192;

/** The text that was looked into last, which V8 has made flat by then. Whoever leaves a state forgets it. */
let flat = '';

/**
 * Charges for what V8 does when a text of at least `LONG_TEXT` bytes is looked into for the first time: a text that was
 * put together is a rope, a tree of pieces, and only now becomes as many bytes as it has. That takes memory, too, which
 * is measured whenever the steps run out.
 */
export function lookInto(text: string): void {
  if (text.length === flat.length && text === flat) {
    spend((text.length / RECOGNIZED_PER_STEP) | 0);
    return;
  }
  spend((text.length / FLATTENED_PER_STEP) | 0);
  flat = text;
}

/** Forgets the text that was looked into last, so that its memory can be freed. */
export function forgetText(): void {
  flat = '';
}

/** Up to this length a text is searched for as a whole, because no text makes V8's search for it slow. */
const LONGEST_HEAD = 64;

/** How many characters are looked at one by one first. */
const NEAR = 16;

/** `text.indexOf(wanted, from)`. */
export function search(text: string, wanted: string, from: number): number {
  if (text.length - from <= PIECE && wanted.length <= LONGEST_HEAD) {
    const found = text.indexOf(wanted, from);
    const seen = (found < 0 ? text.length : found) - from;
    if (seen >= BYTES_PER_STEP) spend((seen / BYTES_PER_STEP) | 0);
    return found;
  }
  const last = text.length - wanted.length;
  if (wanted.length === 1) {
    // What is near is found before V8's search has begun.
    const code = wanted.charCodeAt(0);
    for (let position = from; position <= Math.min(from + NEAR, last); position++) {
      if (text.charCodeAt(position) === code) return position;
    }
  }
  const head = wanted.length <= LONGEST_HEAD ? wanted : wanted.slice(0, LONGEST_HEAD);
  for (let position = from; position <= last; ) {
    const end = Math.min(position + PIECE, last + 1);
    const found = text.slice(position, end + head.length - 1).indexOf(head);
    spend(1 + (((found < 0 ? end - position : found) / BYTES_PER_STEP) | 0));
    if (found < 0) {
      position = end;
      continue;
    }
    position += found;
    const rest = wanted.length - head.length;
    if (isSame(text, position + head.length, wanted, head.length, rest)) return position;
    position++;
  }
  return -1;
}

/** Whether `length` bytes of two texts are the same. Both texts have as many from these positions on. */
export function isSame(one: string, from: number, other: string, start: number, length: number): boolean {
  for (let done = 0, size = BYTES_PER_STEP; done < length; done += size, size = Math.min(size * 2, PIECE)) {
    const end = Math.min(done + size, length);
    spend(1 + ((size / FLATTENED_PER_STEP) | 0));
    if (one.slice(from + done, from + end) !== other.slice(start + done, start + end)) return false;
  }
  return true;
}

/** Makes a byte string flat: V8 does when it reads from it, and it leaves out what nobody uses, so the byte is tested. */
function flattened(text: string): string {
  if (text.charCodeAt(0) > 255) throw new TypeError('not a byte string');
  return text;
}

/** A text that is put together is made flat each time that it has grown by so many bytes. */
export const CHUNK = 16_384;

/**
 * Adds a chunk to a text that is put together from pieces, however many and however short. As a rope, a text takes a node
 * of 32 bytes for each piece, so it is made flat chunk by chunk. A chunk is counted as memory and charged before that.
 */
export function withChunk(chunks: string, chunk: string): string {
  if (chunks.length + chunk.length > MAXIMUM_STRING) throw errorHere('not enough memory');
  accountMemory(chunk.length);
  spend(Math.ceil(chunk.length / BYTES_PER_STEP));
  return chunks + flattened(chunk);
}

/** A text that is put together chunk by chunk. */
export class TextBuilder {
  private chunks = '';
  private recent = '';

  append(piece: string): void {
    this.recent += piece;
    if (this.recent.length < CHUNK) return;
    this.chunks = withChunk(this.chunks, this.recent);
    this.recent = '';
  }

  /** The whole text. */
  finish(): string {
    return finished(this.chunks, this.recent);
  }
}

/** The whole text of chunks and of what has been put together since; a short one is not counted. */
export function finished(chunks: string, recent: string): string {
  return chunks === '' && recent.length < LONG_TEXT ? recent : withChunk(chunks, recent);
}
