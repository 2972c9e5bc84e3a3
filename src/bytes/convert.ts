/**
 * Conversions between byte strings and arrays of bytes that work with and without Node's Buffer.
 */

/** How many bytes one call of fromCharCode turns into a string: more arguments could exhaust the stack. */
const CHUNK = 8192;

interface NativeBuffer {
  prototype: {
    latin1Slice?: (this: Uint8Array, start: number, end: number) => string;
    latin1Write?: (this: Uint8Array, text: string, offset: number, length: number) => number;
  };
}

/** The ways that are far faster, in Node and in other hosts that have its Buffer. */
const nativeBuffer = (globalThis as { Buffer?: NativeBuffer }).Buffer?.prototype;
const latin1Slice = nativeBuffer?.latin1Slice;
const latin1Write = nativeBuffer?.latin1Write;

/** Up to this length a loop writes a text faster than a call out of JavaScript does. */
const WRITTEN_BY_LOOP = 48;

/** The byte string of `bytes[start..end)`. */
export function bytesToString(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (latin1Slice !== undefined) return latin1Slice.call(bytes, start, end);
  if (end - start <= CHUNK) return String.fromCharCode.apply(null, asNumbers(bytes, start, end));
  const parts: string[] = [];
  for (let from = start; from < end; from += CHUNK) {
    parts.push(String.fromCharCode.apply(null, asNumbers(bytes, from, Math.min(from + CHUNK, end))));
  }
  return parts.join('');
}

function asNumbers(bytes: Uint8Array, start: number, end: number): number[] {
  // `apply` takes whatever has a length and elements, though its type says array: a real array would be a copy.
  return bytes.subarray(start, end) as unknown as number[];
}

/** Writes a byte string into `target` at `offset`; the target must be long enough. */
export function writeBytes(text: string, target: Uint8Array, offset = 0): void {
  if (latin1Write !== undefined && text.length > WRITTEN_BY_LOOP) {
    latin1Write.call(target, text, offset, text.length);
    return;
  }
  for (let position = 0; position < text.length; position++)
    target[offset + position] = text.charCodeAt(position);
}

/** The bytes of a byte string, in a new array. */
export function stringToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  writeBytes(text, bytes);
  return bytes;
}

/** The byte string that hexadecimal digits stand for, two a byte. */
export function hexToBytes(digits: string): string {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return bytesToString(bytes);
}
