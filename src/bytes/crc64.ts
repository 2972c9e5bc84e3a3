/**
 * The checksum of RDB files and of what DUMP answers: CRC64 with the Jones polynomial, reflected, without a final xor.
 *
 * The 64-bit state is kept as two 32-bit halves, since arithmetic with bigints is far slower.
 */

const POLYNOMIAL_HIGH = 0x95ac9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;

/** The remainder of each byte, as two halves: constants, which the loop computes. */
const tableHigh = new Int32Array(256);
const tableLow = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (odd) {
      high ^= POLYNOMIAL_HIGH;
      low ^= POLYNOMIAL_LOW;
    }
  }
  tableHigh[byte] = high;
  tableLow[byte] = low;
}

/** A checksum that is fed piece by piece. */
export class Crc64 {
  private high = 0;
  private low = 0;

  private step(byte: number): void {
    const entry = (this.low ^ byte) & 0xff;
    this.low = ((this.low >>> 8) | (this.high << 24)) ^ tableLow[entry];
    this.high = (this.high >>> 8) ^ tableHigh[entry];
  }

  /** Feeds `bytes[start..end)`. */
  update(bytes: Uint8Array, start = 0, end = bytes.length): void {
    for (let position = start; position < end; position++) this.step(bytes[position]);
  }

  /** Feeds a byte string. */
  updateText(text: string): void {
    for (let position = 0; position < text.length; position++) this.step(text.charCodeAt(position));
  }

  /** The checksum so far, unsigned. */
  digest(): bigint {
    return (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0);
  }
}

/** The checksum of one byte string, unsigned. */
export function crc64(text: string): bigint {
  const state = new Crc64();
  state.updateText(text);
  return state.digest();
}
