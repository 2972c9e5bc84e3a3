/** SHA-1 (FIPS 180-4) of a byte string: the names of scripts, and what `redis.sha1hex` answers. */

const schedule = new Int32Array(80);

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Mixes one block of 64 bytes, read by `byteAt`, into the state. */
function mixBlock(state: Int32Array, block: Uint8Array): void {
  for (let word = 0; word < 16; word++) {
    const at = word * 4;
    schedule[word] = (block[at] << 24) | (block[at + 1] << 16) | (block[at + 2] << 8) | block[at + 3];
  }
  for (let word = 16; word < 80; word++) {
    schedule[word] = rotateLeft(
      schedule[word - 3] ^ schedule[word - 8] ^ schedule[word - 14] ^ schedule[word - 16],
      1,
    );
  }
  let [a, b, c, d, e] = state;
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

/** The digest of a byte string as 40 lower-case hexadecimal digits. */
export function sha1Hex(text: string): string {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const block = new Uint8Array(64);
  let used = 0;
  for (let position = 0; position < text.length; position++) {
    block[used++] = text.charCodeAt(position);
    if (used === 64) {
      mixBlock(state, block);
      used = 0;
    }
  }
  block[used++] = 0x80;
  if (used > 56) {
    block.fill(0, used);
    mixBlock(state, block);
    used = 0;
  }
  block.fill(0, used);
  const lengthView = new DataView(block.buffer);
  lengthView.setUint32(56, Math.floor(text.length / 2 ** 29));
  lengthView.setUint32(60, (text.length * 8) >>> 0);
  mixBlock(state, block);
  let hexadecimal = '';
  for (const word of state) hexadecimal += (word >>> 0).toString(16).padStart(8, '0');
  return hexadecimal;
}
