/** A JSON text that grows byte by byte. */
import { ByteWriter } from './byte-writer.ts';

/** A string longer than this is written in windows of this length, which are charged one by one. */
const WINDOW = 16_384;

const QUOTE = 34;
const ZERO = 48;
const MINUS = 45;
/** Integers that are written digit by digit. */
const SHORT_INTEGER = 1e9;
const INTEGER_LENGTH = 10;

const SHORT_ESCAPES = new Map([
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [12, '\\f'],
  [13, '\\r'],
  [34, '\\"'],
  [47, '\\/'],
  [92, '\\\\'],
]);

function escapeOf(code: number): string | undefined {
  const isControl = code < 32 || code === 127;
  return SHORT_ESCAPES.get(code) ?? (isControl ? `\\u${code.toString(16).padStart(4, '0')}` : undefined);
}

const ESCAPES = Array.from({ length: 256 }, (_, code) => escapeOf(code));
const MUST_ESCAPE = Uint8Array.from(ESCAPES, (escaped) => (escaped === undefined ? 0 : 1));
const LONGEST_ESCAPE = 6;

export class JsonText extends ByteWriter {
  /** An integer with at most nine digits; false for any other number. */
  appendInteger(value: number): boolean {
    const magnitude = Math.abs(value);
    if (!(magnitude < SHORT_INTEGER) || (value | 0) !== value || Object.is(value, -0)) return false;
    this.makeRoom(INTEGER_LENGTH);
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
    if (text.length > WINDOW) {
      this.appendQuotedLong(text);
      return;
    }
    this.makeRoom(text.length * LONGEST_ESCAPE + 2);
    this.bytes[this.length++] = QUOTE;
    this.appendEscaped(text, 0, text.length);
    this.bytes[this.length++] = QUOTE;
  }

  private appendQuotedLong(text: string): void {
    this.put(QUOTE);
    for (let start = 0; start < text.length; start += WINDOW) {
      const end = Math.min(start + WINDOW, text.length);
      this.makeRoom((end - start) * LONGEST_ESCAPE);
      this.appendEscaped(text, start, end);
      this.charge();
    }
    this.put(QUOTE);
  }

  /** `text[from, to)`, for which there is room. */
  private appendEscaped(text: string, from: number, to: number): void {
    const { bytes } = this;
    let end = this.length;
    for (let position = from; position < to; position++) {
      const code = text.charCodeAt(position);
      if (MUST_ESCAPE[code] === 0) bytes[end++] = code;
      else {
        const escaped = ESCAPES[code] as string;
        for (let part = 0; part < escaped.length; part++) bytes[end++] = escaped.charCodeAt(part);
      }
    }
    this.length = end;
  }
}
