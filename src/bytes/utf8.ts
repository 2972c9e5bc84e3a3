/**
 * Conversions between JavaScript's text, which is UTF-16, and the byte string of its UTF-8 bytes. TextEncoder and
 * TextDecoder are not used, because the engine also runs where they are missing.
 */

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): string {
  // Text that is ASCII throughout is its own encoding.
  let ascii = true;
  for (let position = 0; ascii && position < text.length; position++) ascii = text.charCodeAt(position) < 128;
  if (ascii) return text;
  let bytes = '';
  for (const character of text) {
    let point = character.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes += character;
    else if (point < 0x800) bytes += String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) {
      bytes += String.fromCharCode(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    } else {
      bytes += String.fromCharCode(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 63),
        0x80 | ((point >> 6) & 63),
        0x80 | (point & 63),
      );
    }
  }
  return bytes;
}

/** Length in bytes of the sequence that a lead byte announces, 0 for a byte that cannot lead. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** By length of a sequence, the smallest code point that needs so many bytes. */
const SMALLEST_POINT = [0, 0, 0x80, 0x800, 0x10000];

/** The text of UTF-8 bytes; each byte that belongs to no valid sequence becomes U+FFFD. */
export function decodeUtf8(bytes: string): string {
  let text = '';
  let position = 0;
  while (position < bytes.length) {
    const lead = bytes.charCodeAt(position);
    const length = sequenceLength(lead);
    let point = length < 2 ? lead : lead & (0xff >> (length + 1));
    let valid = length > 0;
    for (let offset = 1; valid && offset < length; offset++) {
      const next = bytes.charCodeAt(position + offset);
      valid = (next & 0xc0) === 0x80;
      point = (point << 6) | (next & 63);
    }
    valid &&= point >= SMALLEST_POINT[length] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    text += valid ? String.fromCodePoint(point) : '\ufffd';
    position += valid ? length : 1;
  }
  return text;
}
