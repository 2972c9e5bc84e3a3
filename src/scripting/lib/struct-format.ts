/**
 * The formats of the `struct` library: a sequence of options, read one at a time while packing goes on, so that
 * a bad option is found only when its turn comes.
 */
import { argumentError, raise } from '../../lua/runtime/error.ts';

/** Largest size of an integer option, in bytes. */
const MAXIMUM_INTEGER_SIZE = 32;
const NATIVE_ALIGNMENT = 8;
const INT_MAX = 2 ** 31 - 1;

/** Sizes on x86-64, in bytes. */
const FIXED_SIZES: Readonly<Record<string, number>> = {
  B: 1,
  b: 1,
  H: 2,
  h: 2,
  L: 8,
  l: 8,
  T: 8,
  f: 4,
  d: 8,
  x: 1,
};
const DEFAULT_INTEGER_SIZE = 4;

const isDigit = (character: string) => character >= '0' && character <= '9';

export class StructFormat {
  /** The option that was read last, and its size in bytes; 0 for control options and for `s`. */
  option = '';
  size = 0;
  little = true;
  private alignment = 1;
  private readonly format: string;
  private readonly functionName: string;
  private position = 0;

  constructor(format: string, functionName: string) {
    const nul = format.indexOf('\0');
    this.format = nul < 0 ? format : format.slice(0, nul);
    this.functionName = functionName;
  }

  /** Reads the next option; false at the end. */
  next(): boolean {
    if (this.position >= this.format.length) return false;
    this.option = this.format[this.position++];
    this.size = this.readSize();
    return true;
  }

  /** Bytes to add before an item of this option that would start at `offset`. */
  padding(offset: number): number {
    if (this.size === 0 || this.option === 'c') return 0;
    // C computes with any size as if it were a power of 2.
    const size = Math.min(this.size, this.alignment);
    return (size - (offset & (size - 1))) & (size - 1);
  }

  /** Obeys an option that stands for no item. */
  control(): void {
    switch (this.option) {
      case ' ':
        return;
      case '>':
        this.little = false;
        return;
      case '<':
        this.little = true;
        return;
      case '!': {
        const alignment = this.readNumber(NATIVE_ALIGNMENT);
        if (alignment <= 0 || (alignment & (alignment - 1)) !== 0) {
          raise(`alignment ${alignment} is not a power of 2`);
        }
        this.alignment = alignment;
        return;
      }
      default:
        argumentError(1, this.functionName, `invalid format option '${this.option}'`);
    }
  }

  private readSize(): number {
    const { option } = this;
    if (option === 'c') return this.readNumber(1);
    if (option !== 'i' && option !== 'I') return FIXED_SIZES[option] ?? 0;
    const size = this.readNumber(DEFAULT_INTEGER_SIZE);
    if (size > MAXIMUM_INTEGER_SIZE) {
      raise(`integral size ${size} is larger than limit of ${MAXIMUM_INTEGER_SIZE}`);
    }
    return size;
  }

  private readNumber(otherwise: number): number {
    if (!isDigit(this.format.charAt(this.position))) return otherwise;
    let number = 0;
    while (isDigit(this.format.charAt(this.position))) {
      number = number * 10 + Number(this.format[this.position++]);
      if (number > INT_MAX) raise('integral size overflow');
    }
    return number;
  }
}
