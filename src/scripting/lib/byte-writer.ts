/**
 * A text that grows byte by byte. As a byte string it would be a rope of as many pieces as there are values: slower to
 * make, garbage of several times its size, and still to be flattened by whoever reads it. Only of a text that is longer
 * than the buffer may be is it a rope: of one piece for each buffer that was full.
 *
 * What is written is charged to the script while it is written; a writer has to call `charge` now and then.
 */
import { MAXIMUM_STRING } from '../../bytes/ceilings.ts';
import { bytesToString } from '../../bytes/convert.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { errorHere } from '../../lua/runtime/lua-error.ts';

const SMALLEST = 16 * 1024;
/** The buffer grows up to this size, and is kept for the next text. */
const LARGEST = 1024 * 1024;
/** How many bytes are charged to the script's budget at once. */
const CHUNK = 65_536;
/** When a text is finished, so few bytes need not be charged. */
const UNPAID = 1024;
const BYTES_PER_STEP = 8;
/** A text longer than this is not copied into the buffer. */
const LONG = 4096;

/**
 * The buffer of a text that is finished, for the next one, whichever engine writes it: a text has its buffer for itself,
 * and reads no byte that it has not written.
 */
let idle: Uint8Array | undefined;

export class ByteWriter {
  /** The buffer, and how many of its bytes are written. Subclasses write into it where they have made room. */
  protected bytes: Uint8Array;
  protected length = 0;
  /** What did not fit into the buffer. */
  private before = '';
  /** How many bytes of the buffer are charged. */
  private paid = 0;
  private readonly longest: number;

  /** @param longest how long the text may become */
  constructor(longest = MAXIMUM_STRING) {
    this.bytes = idle ?? new Uint8Array(SMALLEST);
    idle = undefined;
    this.longest = longest;
  }

  /** One byte. */
  put(code: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = code;
  }

  append(text: string): void {
    if (text.length > LONG) {
      this.appendLong(text);
      return;
    }
    const end = this.length + text.length;
    if (end > this.bytes.length) this.grow(text.length);
    const { bytes, length } = this;
    for (let position = 0; position < text.length; position++) {
      bytes[length + position] = text.charCodeAt(position);
    }
    this.length += text.length;
  }

  /** The text is not copied, so nothing is charged for it. */
  private appendLong(text: string): void {
    this.pay();
    this.flush();
    this.checkLength(text.length);
    this.before += text;
  }

  /** Quicker to read than the bytes of a text. */
  appendBytes(written: Uint8Array): void {
    const end = this.length + written.length;
    if (end > this.bytes.length) this.grow(written.length);
    const { bytes, length } = this;
    for (let position = 0; position < written.length; position++)
      bytes[length + position] = written[position];
    this.length += written.length;
  }

  /** Charges what was written since the last charge to the script's budget, once that is much. */
  charge(): void {
    if (this.length - this.paid > CHUNK) this.pay();
  }

  protected makeRoom(wanted: number): void {
    if (this.length + wanted > this.bytes.length) this.grow(wanted);
  }

  private pay(): void {
    const written = this.length - this.paid;
    this.paid = this.length;
    spend(Math.ceil(written / BYTES_PER_STEP));
    accountMemory(written);
  }

  /** Makes room for so many bytes, where there is none. */
  private grow(wanted: number): void {
    this.pay();
    this.checkLength(0);
    if (this.length + wanted > LARGEST) this.flush();
    const needed = this.length + wanted;
    if (needed <= this.bytes.length) return;
    let size = this.bytes.length * 2;
    while (size < needed) size *= 2;
    const larger = new Uint8Array(size);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  private flush(): void {
    this.checkLength(0);
    this.before += bytesToString(this.bytes, 0, this.length);
    this.length = this.paid = 0;
  }

  private checkLength(more: number): void {
    if (this.before.length + this.length + more > this.longest) throw errorHere('not enough memory');
  }

  /** The whole text, after the last charge. Nothing may be written after this call. */
  finish(): string {
    if (this.length - this.paid > UNPAID) this.pay();
    this.checkLength(0);
    const text = this.before + bytesToString(this.bytes, 0, this.length);
    if (this.bytes.length <= LARGEST) idle = this.bytes;
    return text;
  }
}
