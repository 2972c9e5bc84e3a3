/** The checksum CRC16/XMODEM, with the polynomial 0x1021, which says to which slot of a cluster a key belongs. */

/** The remainder of each byte: a constant, which the loop computes. */
const table = new Uint16Array(256);
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte << 8;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder << 1) ^ (remainder & 0x8000 ? 0x1021 : 0);
  table[byte] = remainder;
}

/** The checksum of a byte string, from 0 to 65535. */
export function crc16(text: string): number {
  let crc = 0;
  for (let position = 0; position < text.length; position++) {
    crc = ((crc << 8) & 0xffff) ^ table[(crc >>> 8) ^ text.charCodeAt(position)];
  }
  return crc;
}

/** The slot of a key, from 0 to 16383. A key with a `{tag}` that is not empty has the slot of the tag. */
export function keySlot(key: string): number {
  const open = key.indexOf('{');
  if (open >= 0) {
    const close = key.indexOf('}', open + 1);
    if (close > open + 1) return crc16(key.slice(open + 1, close)) & 0x3fff;
  }
  return crc16(key) & 0x3fff;
}
