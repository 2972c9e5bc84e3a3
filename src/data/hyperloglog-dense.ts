/**
 * The dense registers of a HyperLogLog: six bits each, one after the other from the lowest bit of the first byte on. Four
 * of them take three bytes.
 */
import { GrowableBytes } from './growable-bytes.ts';
import { DENSE, DENSE_LENGTH, ENCODING_AT, HEADER_LENGTH, REGISTERS } from './hyperloglog.ts';

const MASK = 63;
/** A register that begins at a higher bit of its byte goes on in the next one. */
const LAST_WITHIN = 2;

export function denseRegister(bytes: Uint8Array, index: number): number {
  const bit = index * 6;
  const at = HEADER_LENGTH + (bit >>> 3);
  const shift = bit & 7;
  if (shift <= LAST_WITHIN) return (bytes[at] >>> shift) & MASK;
  return ((bytes[at] | (bytes[at + 1] << 8)) >>> shift) & MASK;
}

export function setDenseRegister(bytes: Uint8Array, index: number, value: number): void {
  const bit = index * 6;
  const at = HEADER_LENGTH + (bit >>> 3);
  const shift = bit & 7;
  bytes[at] = (bytes[at] & ~(MASK << shift)) | (value << shift);
  if (shift > LAST_WITHIN) {
    bytes[at + 1] = (bytes[at + 1] & ~(MASK >>> (8 - shift))) | (value >>> (8 - shift));
  }
}

/** Counts in `histogram` how many registers have which value. */
export function countDense(bytes: Uint8Array, histogram: Int32Array): void {
  for (let at = HEADER_LENGTH; at < DENSE_LENGTH; at += 3) {
    const four = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    histogram[four & MASK]++;
    histogram[(four >>> 6) & MASK]++;
    histogram[(four >>> 12) & MASK]++;
    histogram[four >>> 18]++;
  }
}

/** Raises each of `registers` to that of a dense value, where that one is higher. */
export function raiseToDense(bytes: Uint8Array, registers: Uint8Array): void {
  let index = 0;
  for (let at = HEADER_LENGTH; at < DENSE_LENGTH; at += 3, index += 4) {
    const four = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    const first = four & MASK;
    const second = (four >>> 6) & MASK;
    const third = (four >>> 12) & MASK;
    const fourth = four >>> 18;
    if (first > registers[index]) registers[index] = first;
    if (second > registers[index + 1]) registers[index + 1] = second;
    if (third > registers[index + 2]) registers[index + 2] = third;
    if (fourth > registers[index + 3]) registers[index + 3] = fourth;
  }
}

/** Writes all registers into a dense value. */
export function writeDense(bytes: Uint8Array, registers: Uint8Array): void {
  let index = 0;
  for (let at = HEADER_LENGTH; at < DENSE_LENGTH; at += 3, index += 4) {
    const four =
      registers[index] |
      (registers[index + 1] << 6) |
      (registers[index + 2] << 12) |
      (registers[index + 3] << 18);
    bytes[at] = four;
    bytes[at + 1] = four >>> 8;
    bytes[at + 2] = four >>> 16;
  }
}

/** A dense value of these registers, with the unused bytes and the estimate of another value. */
export function denseValue(header: Uint8Array, registers: Uint8Array): GrowableBytes {
  const value = new GrowableBytes('', DENSE_LENGTH);
  value.extend(DENSE_LENGTH);
  const { storage } = value;
  storage.set(header.subarray(0, HEADER_LENGTH));
  storage[ENCODING_AT] = DENSE;
  writeDense(storage, registers);
  return value;
}

/** All registers of a dense value. */
export function denseRegisters(bytes: Uint8Array): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  raiseToDense(bytes, registers);
  return registers;
}
