/** SHA-1 (FIPS 180-4) of a byte string: the names of scripts, and what `redis.sha1hex` answers. */

/** The words of the block that is mixed. Scratch space: written and read within one synchronous call. */
const schedule = new Int32Array(80);

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Puts 64 bytes of a text into the schedule. */
function readBlock(text: string, from: number): void {
  for (let word = 0; word < 16; word++) {
    const at = from + word * 4;
    schedule[word] =
      (text.charCodeAt(at) << 24) |
      (text.charCodeAt(at + 1) << 16) |
      (text.charCodeAt(at + 2) << 8) |
      text.charCodeAt(at + 3);
  }
}

/** Mixes the block in the schedule into the state. */
function mixBlock(state: Int32Array): void {
  for (let word = 16; word < 80; word++) {
    schedule[word] = rotateLeft(
      schedule[word - 3] ^ schedule[word - 8] ^ schedule[word - 14] ^ schedule[word - 16],
      1,
    );
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  for (let round = 0; round < 80; round++) {
    let mixed: number;
    if (round < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (round < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (round < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (rotateLeft(a, 5) + mixed + e + schedule[round]) | 0;
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

/** How many bytes are read between two pauses. */
export const DIGEST_WINDOW = 65_536;

/**
 * The digest of a byte string as 40 lower-case hexadecimal digits.
 * @param pause is called with a number of bytes each time that so many more have been read of a long text
 */
export function sha1Hex(text: string, pause?: (bytes: number) => void): string {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const { length } = text;
  let position = 0;
  for (; position + 64 <= length; position += 64) {
    readBlock(text, position);
    mixBlock(state);
    if (position % DIGEST_WINDOW === DIGEST_WINDOW - 64) pause?.(DIGEST_WINDOW);
  }
  // The rest, a bit that is 1, zeros, and the length in bits as the last 64 of a block.
  schedule.fill(0, 0, 16);
  for (let at = 0; position + at <= length; at++) {
    const byte = position + at < length ? text.charCodeAt(position + at) : 0x80;
    schedule[at >> 2] |= byte << (24 - (at & 3) * 8);
  }
  if (length - position >= 56) {
    mixBlock(state);
    schedule.fill(0, 0, 16);
  }
  schedule[14] = Math.floor(length / 2 ** 29);
  schedule[15] = length << 3;
  mixBlock(state);
  let hexadecimal = '';
  for (const word of state) hexadecimal += (word >>> 0).toString(16).padStart(8, '0');
  return hexadecimal;
}
