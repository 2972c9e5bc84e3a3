/** Reads the bytes of string values, in whichever form they are stored, a block at a time. */
import { writeBytes } from '../../bytes/convert.ts';
import { GrowableBytes } from '../../data/growable-bytes.ts';
import { stringOf, type Value } from '../../engine/values.ts';

/** The bytes of a string value for reading. */
export type ByteSource = string | GrowableBytes;

/** How much is read at once: it fits a processor's cache, and is a whole number of words. */
export const BLOCK = 64 * 1024;

/** How much of a byte string is at hand as bytes; made when the first is read. */
let scratch: Uint8Array | undefined;

/**
 * The bytes of a string value for reading, for which a buffer is not copied.
 * @throws ErrorReply WRONGTYPE
 */
export const sourceOf = (value: Value): ByteSource =>
  value instanceof GrowableBytes ? value : stringOf(value);

/** The byte at a position; 0 beyond the end. */
export function byteAt(source: ByteSource, position: number): number {
  if (typeof source !== 'string') return source.byteAt(position);
  return position < source.length ? source.charCodeAt(position) : 0;
}

/**
 * The bytes `[from, to)`, at most `BLOCK`, cut to the source. They are to be read before the next block is asked for, and
 * begin where a word may begin if `from` is a whole number of words.
 */
export function blockOf(source: ByteSource, from: number, to: number): Uint8Array {
  if (typeof source !== 'string') return source.view(from, to);
  const text = from === 0 && to >= source.length ? source : source.slice(from, to);
  scratch ??= new Uint8Array(BLOCK);
  writeBytes(text, scratch);
  return scratch.subarray(0, text.length);
}
