/** Integers and floats as bytes, for the libraries that pack and unpack them. Bytes are byte strings. */

const view = new DataView(new ArrayBuffer(8));
const TWO_32 = 2 ** 32;

function viewBytes(size: number): string {
  let text = '';
  for (let position = 0; position < size; position++) text += String.fromCharCode(view.getUint8(position));
  return text;
}

/** The low `size` (1 to 8) bytes of a whole number of 64 bits, the most significant first. */
export function bigEndian(integer: number, size: number): string {
  // Two's complement of a negative number follows from flooring.
  view.setUint32(0, Math.floor(integer / TWO_32) >>> 0);
  view.setUint32(4, integer >>> 0);
  return viewBytes(8).slice(8 - size);
}

/** The 8 bytes of a double, the most significant first. A NaN is the one that x86 makes. */
export function doubleBytes(number: number): string {
  if (Number.isNaN(number)) return '\xff\xf8\0\0\0\0\0\0';
  view.setFloat64(0, number);
  return viewBytes(8);
}

/** The 4 bytes of the nearest float, the most significant first. */
export function floatBytes(number: number): string {
  if (Number.isNaN(number)) return '\xff\xc0\0\0';
  view.setFloat32(0, number);
  return viewBytes(4);
}

/** Copies `size` bytes of a text into the view; `little`: the first byte is the least significant. */
function load(text: string, position: number, size: number, little: boolean): void {
  for (let offset = 0; offset < size; offset++) {
    view.setUint8(little ? size - 1 - offset : offset, text.charCodeAt(position + offset));
  }
}

export function readFloat(text: string, position: number, little = false): number {
  load(text, position, 4, little);
  return view.getFloat32(0);
}

export function readDouble(text: string, position: number, little = false): number {
  load(text, position, 8, little);
  return view.getFloat64(0);
}

/** An unsigned integer of 1, 2 or 4 bytes, the most significant first. */
export function readUnsigned(text: string, position: number, size: number): number {
  let integer = 0;
  for (let offset = 0; offset < size; offset++) integer = integer * 256 + text.charCodeAt(position + offset);
  return integer;
}

/** A signed integer of 64 bits, the most significant byte first, as the nearest double. */
export function readInt64(text: string, position: number): number {
  load(text, position, 8, false);
  return Number(view.getBigInt64(0));
}
