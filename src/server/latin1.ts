/**
 * Bytes to byte strings and back through Buffer's native methods, without creating a Buffer each time.
 *
 * `latin1Slice` and `latin1Write` are what `toString('latin1')` and `write(..., 'latin1')` call after checking their
 * arguments; they take any Uint8Array as `this`. Node's type definitions leave them out.
 */
interface NativeLatin1 {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  latin1Write(this: Uint8Array, text: string, offset: number, length: number): number;
}

const native = Buffer.prototype as unknown as NativeLatin1;
const slice = native.latin1Slice;
const write = native.latin1Write;

/** The byte string of `bytes[start, end)`: flat, and independent of the bytes. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return slice.call(bytes, start, end);
}

/** Stores the first `length` chars of the byte string at `offset`, where there must be room. */
export function writeLatin1(bytes: Uint8Array, text: string, offset: number, length: number): void {
  write.call(bytes, text, offset, length);
}
