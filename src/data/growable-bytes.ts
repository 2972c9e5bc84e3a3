/**
 * A value that is edited in place: bytes in a buffer that grows by doubling, zero-filled.
 *
 * Invariant: the bytes of the buffer beyond `length` are zero.
 */
import { bytesToString, writeBytes } from '../bytes/convert.ts';

const SMALLEST = 64;
/** Beyond this the buffer grows by as much each time, as Redis's strings do, instead of doubling. */
const LARGEST_STEP = 1024 * 1024;

export class GrowableBytes {
  private buffer: Uint8Array;
  /** Length of the value in bytes. */
  length: number;

  /** Starts as a copy of a byte string; `capacity` reserves room for growth. */
  constructor(text = '', capacity = text.length) {
    this.buffer = new Uint8Array(Math.max(capacity, text.length));
    writeBytes(text, this.buffer);
    this.length = text.length;
  }

  /**
   * The buffer itself, for loops over many bytes, until the value grows. It may be longer than the value; what is behind
   * the value has to stay zero.
   */
  get storage(): Uint8Array {
    return this.buffer;
  }

  /** Puts `head` in the place of the first `length` bytes; the bytes behind move. */
  replaceHead(length: number, head: Uint8Array): void {
    const before = this.length;
    const after = before - length + head.length;
    this.reserve(after);
    const { buffer } = this;
    if (head.length !== length) {
      buffer.copyWithin(head.length, length, before);
      if (after < before) buffer.fill(0, after, before);
    }
    buffer.set(head);
    this.length = after;
  }

  /** A value of bytes that nobody else keeps. */
  static adopt(bytes: Uint8Array): GrowableBytes {
    const value = new GrowableBytes();
    value.buffer = bytes;
    value.length = bytes.length;
    return value;
  }

  /** Makes the value at least `length` bytes long, padding with zero bytes. */
  extend(length: number): void {
    if (length <= this.length) return;
    this.reserve(length);
    this.length = length;
  }

  private reserve(length: number): void {
    const capacity = this.buffer.length;
    if (length <= capacity) return;
    const larger = new Uint8Array(Math.max(SMALLEST, length + Math.min(length, LARGEST_STEP)));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }

  /** Overwrites from `offset` with a byte string; a gap before it becomes zero bytes. */
  setRange(offset: number, text: string): void {
    if (text.length === 0) return;
    this.extend(offset + text.length);
    writeBytes(text, this.buffer, offset);
  }

  /** The byte at an offset; 0 beyond the end. */
  byteAt(offset: number): number {
    return offset < this.length ? this.buffer[offset] : 0;
  }

  /** Changes a byte that is there. */
  setByte(offset: number, byte: number): void {
    this.buffer[offset] = byte;
  }

  append(text: string): void {
    this.setRange(this.length, text);
  }

  /** The bytes `[start, end)` where they are: to be read before the next edit, and not to be changed. */
  view(start: number, end: number): Uint8Array {
    return this.buffer.subarray(start, Math.min(end, this.length));
  }

  /** The bytes `[start, end)` as a byte string; the range is cut to the value. */
  getRange(start: number, end: number): string {
    const stop = Math.min(end, this.length);
    return start >= stop ? '' : bytesToString(this.buffer, start, stop);
  }

  /** The whole value. */
  toByteString(): string {
    return bytesToString(this.buffer, 0, this.length);
  }

  /** An independent copy, without room to spare. */
  copy(): GrowableBytes {
    const copy = new GrowableBytes('', this.length);
    copy.buffer.set(this.buffer.subarray(0, this.length));
    copy.length = this.length;
    return copy;
  }
}
