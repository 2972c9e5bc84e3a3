/**
 * The sparse registers of a HyperLogLog: runs of equal ones, in order.
 *
 * | bytes               | a run of                                      | name  |
 * | ------------------- | --------------------------------------------- | ----- |
 * | `00nnnnnn`          | n + 1 zeros                                   | zero  |
 * | `01nnnnnn nnnnnnnn` | n + 1 zeros, the higher bits of n first       | xzero |
 * | `1vvvvvnn`          | n + 1 registers of the value v + 1            | value |
 *
 * The runs have to cover all registers and no more. As Redis does, most readers put up with runs of values behind the
 * last register; a byte that is missing at the end counts as 0. Every run covers something, so that no reader looks at more
 * than SPARSE_HEAD bytes, however long the string is that somebody has written.
 */
import { bytesToString } from '../bytes/convert.ts';
import type { GrowableBytes } from './growable-bytes.ts';
import { HEADER_LENGTH, REGISTERS } from './hyperloglog.ts';
import { denseValue } from './hyperloglog-dense.ts';

export const XZERO = 0x40;
export const VALUE = 0x80;
/** The highest value, and the longest run of values, that one run can hold. */
export const HIGHEST_VALUE = 32;
export const LONGEST_VALUES = 4;
/** The longest run of zeros that takes one byte. */
export const LONGEST_ZERO = 64;

/**
 * The header, the longest row of runs that begin at a register, and some more: so much of a string holds all that decides
 * what its registers are, and whether they are valid.
 */
export const SPARSE_HEAD = HEADER_LENGTH + 2 * REGISTERS + 4096;

export const isValue = (byte: number): boolean => byte >= VALUE;
export const isXzero = (byte: number): boolean => byte >= XZERO && byte < VALUE;
export const valueIn = (byte: number): number => ((byte >>> 2) & 31) + 1;
export const valuesIn = (byte: number): number => (byte & 3) + 1;
/** The length of an xzero run of which the second byte is given. */
export const zerosIn = (byte: number, next: number): number => (((byte & 63) << 8) | next) + 1;

export const valueRun = (value: number, length: number): number => VALUE | ((value - 1) << 2) | (length - 1);

/**
 * Counts in `histogram` how many registers have which value. Answers whether the runs cover the registers exactly.
 * @param length of the value in bytes; the array may be longer
 */
export function countSparse(bytes: Uint8Array, length: number, histogram: Int32Array): boolean {
  let index = 0;
  let at = HEADER_LENGTH;
  while (at < length && index <= REGISTERS) {
    const byte = bytes[at++];
    let value = 0;
    let run = byte + 1;
    if (isValue(byte)) {
      value = valueIn(byte);
      run = valuesIn(byte);
    } else if (byte >= XZERO) {
      run = zerosIn(byte, at < length ? bytes[at] : 0);
      at++;
    }
    histogram[value] += run;
    index += run;
  }
  return index === REGISTERS;
}

/**
 * Raises each of `registers` to that of a sparse value, where that one is higher. Answers whether the runs cover the
 * registers exactly; runs of values behind the last register do not matter.
 */
export function raiseToSparse(bytes: Uint8Array, length: number, registers: Uint8Array): boolean {
  let index = 0;
  let at = HEADER_LENGTH;
  while (at < length) {
    const byte = bytes[at++];
    if (isValue(byte)) {
      const value = valueIn(byte);
      const end = index + valuesIn(byte);
      if (end > REGISTERS) break;
      for (; index < end; index++) {
        if (value > registers[index]) registers[index] = value;
      }
      continue;
    }
    if (byte < XZERO) index += byte + 1;
    else {
      index += zerosIn(byte, at < length ? bytes[at] : 0);
      at++;
    }
    if (index > REGISTERS) return false;
  }
  return index === REGISTERS;
}

/** The same registers as a dense value; undefined: the runs do not cover them. */
export function sparseToDense(bytes: Uint8Array, length: number): GrowableBytes | undefined {
  const registers = new Uint8Array(REGISTERS);
  return raiseToSparse(bytes, length, registers) ? denseValue(bytes, registers) : undefined;
}

/** What a run needs at most in what PFDEBUG DECODE shows: `Z:16384 `. */
const LONGEST_TEXT = 8;
/** How many bytes of text are put together at once. */
const CHUNK = 65_536;

/**
 * The runs as PFDEBUG DECODE shows them: `z:3`, `Z:70` and `v:5,2` for the three kinds, with blanks between them.
 * @param append gets the text in pieces
 */
export function describeRuns(bytes: Uint8Array, length: number, append: (piece: string) => void): void {
  const chunk = new Uint8Array(CHUNK);
  let used = 0;
  const put = (text: string) => {
    for (let at = 0; at < text.length; at++) chunk[used++] = text.charCodeAt(at);
  };
  for (let at = HEADER_LENGTH; at < length; ) {
    const byte = bytes[at++];
    if (at > HEADER_LENGTH + 1) put(' ');
    if (isValue(byte)) put(`v:${valueIn(byte)},${valuesIn(byte)}`);
    else if (isXzero(byte)) put(`Z:${zerosIn(byte, at < length ? bytes[at++] : 0)}`);
    else put(`z:${byte + 1}`);
    if (used > CHUNK - LONGEST_TEXT) {
      append(bytesToString(chunk, 0, used));
      used = 0;
    }
  }
  append(bytesToString(chunk, 0, used));
}
