/**
 * Between byte strings and arrays of bytes, where no Buffer is at hand.
 */

/** Bytes turned into a string per call of fromCharCode; more arguments could exhaust the stack. */
const CHUNK = 8192;

interface NativeBuffer {
  prototype: { latin1Slice?: (this: Uint8Array, start: number, end: number) => string };
}

/** Node's Buffer does it many times as fast. It is used where there is one, in Node and in other hosts that offer it. */
const latin1Slice = (globalThis as { Buffer?: NativeBuffer }).Buffer?.prototype.latin1Slice;

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
  // apply takes any array-like; the cast keeps a copy of every chunk out of the hot path.
  return bytes.subarray(start, end) as unknown as number[];
}

/** Writes a byte string into `target` at `offset`; the target must be long enough. */
export function writeBytes(text: string, target: Uint8Array, offset = 0): void {
  for (let position = 0; position < text.length; position++)
    target[offset + position] = text.charCodeAt(position);
}

/** The bytes of a byte string, in a new array. */
export function stringToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  writeBytes(text, bytes);
  return bytes;
}
