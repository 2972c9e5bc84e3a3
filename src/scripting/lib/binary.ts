/** Integers and floats as bytes, for the libraries that pack and unpack them. Bytes are byte strings. */

/** Scratch space: written and read within one synchronous call. */
const bytes = new Uint8Array(8);
const view = new DataView(bytes.buffer);
const TWO_32 = 2 ** 32;
const NEGATIVE_NAN = 0xfff8_0000_0000_0000n;

function allBytes(): string {
  return String.fromCharCode(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

/** The low `size` (1 to 8) bytes of a whole number of 64 bits, the most significant first. */
export function bigEndian(integer: number, size: number): string {
  // Two's complement of a negative number follows from flooring.
  view.setUint32(0, Math.floor(integer / TWO_32) >>> 0);
  view.setUint32(4, integer >>> 0);
  return allBytes().slice(8 - size);
}

/** The 8 bytes of a double; `little`: the least significant first. A NaN is the one that x86 makes. */
export function doubleBytes(number: number, little = false): string {
  if (Number.isNaN(number)) view.setBigUint64(0, NEGATIVE_NAN, little);
  else view.setFloat64(0, number, little);
  return allBytes();
}

/** The 4 bytes of the nearest float. */
export function floatBytes(number: number, little = false): string {
  if (Number.isNaN(number)) view.setUint32(0, 0xffc00000, little);
  else view.setFloat32(0, number, little);
  return String.fromCharCode(bytes[0], bytes[1], bytes[2], bytes[3]);
}

/** Copies `size` bytes of a text into the view. */
function load(text: string, position: number, size: number): void {
  for (let offset = 0; offset < size; offset++) bytes[offset] = text.charCodeAt(position + offset);
}

export function readFloat(text: string, position: number, little = false): number {
  load(text, position, 4);
  return view.getFloat32(0, little);
}

export function readDouble(text: string, position: number, little = false): number {
  load(text, position, 8);
  return view.getFloat64(0, little);
}

/** An unsigned integer of 1, 2 or 4 bytes, the most significant first. */
export function readUnsigned(text: string, position: number, size: number): number {
  let integer = 0;
  for (let offset = 0; offset < size; offset++) integer = integer * 256 + text.charCodeAt(position + offset);
  return integer;
}

/** A signed integer of 64 bits, the most significant byte first, as the nearest double. */
export function readInt64(text: string, position: number): number {
  load(text, position, 8);
  return Number(view.getBigInt64(0));
}
