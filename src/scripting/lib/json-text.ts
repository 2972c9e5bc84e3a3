/**
 * A JSON text that grows byte by byte. As a byte string it would be a rope of as many pieces as there are names, values
 * and commas: slower to make, garbage of several times its size, and still to be flattened by whoever reads it.
 */
import { bytesToString } from '../../bytes/convert.ts';
import { accountMemory, spend } from '../../lua/runtime/budget.ts';
import { LuaError } from '../../lua/runtime/error.ts';

const SMALLEST = 16 * 1024;
/** A buffer up to this size is kept for the next text. */
const LARGEST_KEPT = 1024 * 1024;
/** V8 holds no longer string. */
const LONGEST_STRING = 2 ** 29 - 24;
/** How many bytes are charged to the script's budget at once. */
const CHUNK = 65_536;
/** When a text is finished, so few bytes need not be charged. */
const UNPAID = 1024;
const BYTES_PER_STEP = 16;

const QUOTE = 34;
const ZERO = 48;
const MINUS = 45;
/** Integers that are written digit by digit. */
const SHORT_INTEGER = 1e9;

function escapeOf(code: number): string | undefined {
  const short: Readonly<Record<number, string>> = {
    8: '\\b',
    9: '\\t',
    10: '\\n',
    12: '\\f',
    13: '\\r',
    34: '\\"',
    47: '\\/',
    92: '\\\\',
  };
  return short[code] ?? (code < 32 || code === 127 ? `\\u${code.toString(16).padStart(4, '0')}` : undefined);
}

const ESCAPES = Array.from({ length: 256 }, (_, code) => escapeOf(code));
const MUST_ESCAPE = Uint8Array.from(ESCAPES, (escaped) => (escaped === undefined ? 0 : 1));
const LONGEST_ESCAPE = 6;

/** The length of a text with its escapes. */
function escapedLength(text: string): number {
  let { length } = text;
  for (let position = 0; position < text.length; position++) {
    const escaped = ESCAPES[text.charCodeAt(position)];
    if (escaped !== undefined) length += escaped.length - 1;
  }
  return length;
}

/**
 * The buffer of a text that is finished, for the next one, whichever engine writes it: a text has its buffer for itself,
 * and reads no byte that it has not written.
 */
let idle: Uint8Array | undefined;

export class JsonText {
  private bytes: Uint8Array;
  private length = 0;
  private paid = 0;

  constructor() {
    this.bytes = idle ?? new Uint8Array(SMALLEST);
    idle = undefined;
  }

  /** One character that needs no escape. */
  put(code: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = code;
  }

  /** A text that needs no escapes. */
  append(text: string): void {
    const end = this.length + text.length;
    if (end > this.bytes.length) this.grow(text.length);
    const { bytes, length } = this;
    for (let position = 0; position < text.length; position++) {
      bytes[length + position] = text.charCodeAt(position);
    }
    this.length = end;
  }

  /** Bytes that need no escapes: quicker to read than those of a text. */
  appendBytes(written: Uint8Array): void {
    const end = this.length + written.length;
    if (end > this.bytes.length) this.grow(written.length);
    const { bytes, length } = this;
    for (let position = 0; position < written.length; position++)
      bytes[length + position] = written[position];
    this.length = end;
  }

  /** An integer with at most nine digits; false for any other number. */
  appendInteger(value: number): boolean {
    const magnitude = Math.abs(value);
    if (!(magnitude < SHORT_INTEGER) || (value | 0) !== value || Object.is(value, -0)) return false;
    if (this.length + 10 > this.bytes.length) this.grow(10);
    const { bytes } = this;
    if (value < 0) bytes[this.length++] = MINUS;
    let end = this.length + 1;
    for (let rest = magnitude; rest >= 10; rest = (rest / 10) | 0) end++;
    this.length = end;
    for (let rest = magnitude; ; ) {
      const tens = (rest / 10) | 0;
      bytes[--end] = ZERO + rest - tens * 10;
      if (tens === 0) return true;
      rest = tens;
    }
  }

  /** A string with its quotes. */
  appendQuoted(text: string): void {
    const longest = text.length * LONGEST_ESCAPE + 2;
    if (this.length + longest > this.bytes.length) this.grow(escapedLength(text) + 2);
    const { bytes } = this;
    let end = this.length;
    bytes[end++] = QUOTE;
    for (let position = 0; position < text.length; position++) {
      const code = text.charCodeAt(position);
      if (MUST_ESCAPE[code] === 0) bytes[end++] = code;
      else {
        const escaped = ESCAPES[code] as string;
        for (let part = 0; part < escaped.length; part++) bytes[end++] = escaped.charCodeAt(part);
      }
    }
    bytes[end++] = QUOTE;
    this.length = end;
  }

  /** Charges what was written since the last charge to the script's budget, once that is much. */
  charge(): void {
    if (this.length - this.paid > CHUNK) this.pay();
  }

  private pay(): void {
    const written = this.length - this.paid;
    this.paid = this.length;
    spend(Math.ceil(written / BYTES_PER_STEP));
    accountMemory(written);
  }

  /** Makes room for so many bytes, where there is none. */
  private grow(wanted: number): void {
    const needed = this.length + wanted;
    if (needed <= this.bytes.length) return;
    this.pay();
    let size = this.bytes.length * 2;
    while (size < needed) size *= 2;
    if (this.length > LONGEST_STRING) throw new LuaError('not enough memory');
    const larger = new Uint8Array(size);
    larger.set(this.bytes);
    this.bytes = larger;
  }

  /** The whole text, as one flat string, after the last charge. Nothing may be written after this call. */
  finish(): string {
    if (this.length - this.paid > UNPAID) this.pay();
    if (this.length > LONGEST_STRING) throw new LuaError('not enough memory');
    const text = bytesToString(this.bytes, 0, this.length);
    if (this.bytes.length <= LARGEST_KEPT) idle = this.bytes;
    return text;
  }
}
