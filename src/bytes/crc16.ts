/** CRC16/XMODEM (polynomial 0x1021), which spreads keys over cluster slots. */

const table = new Uint16Array(256);
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte << 8;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder << 1) ^ (remainder & 0x8000 ? 0x1021 : 0);
  table[byte] = remainder;
}

/** The CRC of a byte string, 0-65535. */
export function crc16(text: string): number {
  let crc = 0;
  for (let position = 0; position < text.length; position++) {
    crc = ((crc << 8) & 0xffff) ^ table[(crc >>> 8) ^ text.charCodeAt(position)];
  }
  return crc;
}

/** The cluster slot of a key, 0-16383: of its `{tag}` where it has one that is not empty. */
export function keySlot(key: string): number {
  const open = key.indexOf('{');
  if (open >= 0) {
    const close = key.indexOf('}', open + 1);
    if (close > open + 1) return crc16(key.slice(open + 1, close)) & 0x3fff;
  }
  return crc16(key) & 0x3fff;
}
