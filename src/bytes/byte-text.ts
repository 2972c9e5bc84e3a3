/**
 * A byte string that is put together piece by piece. Concatenated, each short piece would cost V8 several times its
 * length; here the pieces are gathered as bytes, and become text a window at a time.
 */
import { bytesToString } from './convert.ts';

const SMALLEST = 64;
const WINDOW = 65_536;
/** A piece longer than this becomes part of the text as it is. */
const LONG = 4096;

export class ByteText {
  private text = '';
  private bytes = new Uint8Array(SMALLEST);
  private used = 0;

  get length(): number {
    return this.text.length + this.used;
  }

  /** Adds one byte. */
  put(code: number): void {
    if (this.used === this.bytes.length) this.makeRoom();
    this.bytes[this.used++] = code;
  }

  /** Adds `text[start, end)`. */
  append(text: string, start = 0, end = text.length): void {
    if (end - start > LONG) {
      this.flush();
      this.text += text.slice(start, end);
      return;
    }
    for (let position = start; position < end; position++) this.put(text.charCodeAt(position));
  }

  private makeRoom(): void {
    if (this.used < WINDOW) {
      const larger = new Uint8Array(this.used * 2);
      larger.set(this.bytes);
      this.bytes = larger;
      return;
    }
    this.flush();
  }

  private flush(): void {
    this.text += bytesToString(this.bytes, 0, this.used);
    this.used = 0;
  }

  /** The whole text. */
  finish(): string {
    return this.text + bytesToString(this.bytes, 0, this.used);
  }
}
