/**
 * Reads requests from bytes: RESP arrays of bulk strings, and inline commands. The bytes may arrive in pieces that are
 * cut anywhere.
 *
 * It follows Redis 7.2 down to its error texts and to what it tolerates (the byte behind a CR is not looked at, a NUL
 * ends the search for a line's end). Invariants: every string handed out is flat and independent of the bytes it came
 * from; no byte is copied more than a constant number of times, however small the pieces are in which it arrives.
 */
import { MAXIMUM_ELEMENTS, MAXIMUM_STRING } from '../bytes/ceilings.ts';
import { bytesToString, stringToBytes } from '../bytes/convert.ts';
import { parseInteger64 } from '../bytes/integer.ts';
import { splitArguments } from '../bytes/quote.ts';

/** Makes the byte string of `bytes[start, end)`. In Node `Buffer.prototype.latin1Slice`. */
export type Latin1 = (bytes: Uint8Array, start: number, end: number) => string;

/** Limits that can change while the server runs; one object for all decoders of an engine. */
export interface RequestLimits {
  /** `proto-max-bulk-len`, bytes. */
  maxBulkLength: number;
  /** The most arguments of one command; `MAXIMUM_ELEMENTS` if it is not given. */
  maxArguments?: number;
}

const CR = 13;
const LF = 10;
const STAR = 42;
const DOLLAR = 36;

/** Longest line, without its end. */
const MAX_LINE = 64 * 1024;
/** What an argument takes besides its bytes: a place in a list that grows, and what V8 keeps of each string. */
const ARGUMENT_OVERHEAD = 32;
/** What a client may send before it is authenticated. */
const UNAUTHENTICATED_ARGUMENTS = 10;
const UNAUTHENTICATED_BULK = 16_384;

/** A slice shorter than this is copied by V8, a longer one keeps its parent alive. */
const COPIED_SLICE = 13;
/** How many bytes are turned into text at once, for short strings to be sliced from. */
const WINDOW = 4096;
/**
 * Command names seen lately, at most one in each place, so that a name is one string object whose hash is known. All
 * decoders in the process share them: what is found here has the same bytes as what was sent.
 */
const knownNames: string[] = new Array(256).fill('');

/** How many times of what has arrived of a bulk string the room for it may be, because a client has announced it. */
const TRUSTED = 8;

const NO_BYTES = new Uint8Array(0);

export class RequestDecoder {
  /** The command that `next` found. */
  name = '';
  args: string[] = [];
  /** Set once the bytes break the protocol: the reply's text; nothing further is decoded. */
  error: string | undefined;
  /** Whether the tight limits for clients that are not authenticated hold. */
  unauthenticated = false;
  /** The memory that the arguments take which have been read of a command that is not complete yet. */
  argumentBytes = 0;

  private readonly latin1: Latin1;
  private readonly limits: RequestLimits;

  /** Bytes being read, not yet used ones in [position, end). They are the feeder's unless `owned`. */
  private bytes: Uint8Array = NO_BYTES;
  private position = 0;
  private end = 0;
  private owned = false;

  /** Where the search for the end of the current line goes on, so that no byte is searched twice. */
  private searched = 0;
  private inLine: 'unknown' | 'array' | 'inline' = 'unknown';
  /** Arguments of the current array that have not been read; 0: its header has not. */
  private missing = 0;
  private bulkLength = -1;
  private nextName: string | undefined;
  private nextArgs: string[] = [];

  /** Text of bytes [windowStart, windowStart + window.length). */
  private window = '';
  private windowStart = 0;

  constructor(latin1: Latin1, limits: RequestLimits) {
    this.latin1 = latin1;
    this.limits = limits;
  }

  /** Bytes received and not yet part of a command that was handed out. */
  get bufferedBytes(): number {
    return this.end - this.position;
  }

  /** Whether all that was received belongs to commands that were handed out. */
  get isBetweenRequests(): boolean {
    return this.position === this.end && this.inLine === 'unknown';
  }

  /** Adds bytes. They may change again once `next` has answered false, or after `retain`. */
  feed(bytes: Uint8Array, start: number, end: number): void {
    this.window = '';
    if (this.position === this.end) {
      this.bytes = bytes;
      this.position = this.searched = start;
      this.end = end;
      this.owned = false;
      return;
    }
    this.retain();
    this.reserve(end - start);
    this.bytes.set(bytes.subarray(start, end), this.end);
    this.end += end - start;
  }

  /** Copies what has not been used, so that the fed bytes may change. */
  retain(): void {
    if (this.owned) return;
    const rest = new Uint8Array(this.end - this.position);
    rest.set(this.bytes.subarray(this.position, this.end));
    this.searched -= this.position;
    this.end -= this.position;
    this.position = 0;
    this.bytes = rest;
    this.owned = true;
    this.window = '';
  }

  /** Finds the next command; false when more bytes are needed or `error` is set. */
  next(): boolean {
    while (this.error === undefined && this.readRequest()) {
      const name = this.nextName;
      if (name === undefined) continue;
      this.name = name;
      this.args = this.nextArgs;
      this.nextName = undefined;
      this.nextArgs = [];
      this.argumentBytes = 0;
      return true;
    }
    if (this.position < this.end) this.retain();
    else {
      this.bytes = NO_BYTES;
      this.position = this.end = this.searched = 0;
      this.owned = false;
    }
    return false;
  }

  /** Room for `count` more bytes in the own buffer, by closing up or by growing. */
  private reserve(count: number): void {
    const used = this.end - this.position;
    if (this.end + count <= this.bytes.length) return;
    const closesUp = used + count <= this.bytes.length && used <= this.position;
    const needed = used + count;
    // A long bulk string gets all of its room once an eighth of it is there, so that others do not wait while hundreds of
    // megabytes are copied. The system gives the memory only when it is written to.
    const target = closesUp
      ? this.bytes
      : new Uint8Array(
          this.bulkLength > needed ? Math.min(needed * TRUSTED, this.bulkLength + 2) : needed * 2,
        );
    if (closesUp) target.copyWithin(0, this.position, this.end);
    else target.set(this.bytes.subarray(this.position, this.end));
    this.bytes = target;
    this.searched -= this.position;
    this.position = 0;
    this.end = used;
  }

  /** True when a whole request has been read, which may be empty (no `nextName`). */
  private readRequest(): boolean {
    if (this.position === this.end) return false;
    if (this.inLine === 'unknown') this.inLine = this.bytes[this.position] === STAR ? 'array' : 'inline';
    const complete = this.inLine === 'array' ? this.readArray() : this.readInline();
    if (complete) this.inLine = 'unknown';
    return complete;
  }

  private fail(message: string): false {
    this.error = `ERR Protocol error: ${message}`;
    return false;
  }

  /** Where the given byte is, -1 when it is not there yet. A NUL before it hides it. */
  private find(byte: number): number {
    const { bytes, end } = this;
    let at = this.searched;
    while (at < end && bytes[at] !== byte && bytes[at] !== 0) at++;
    this.searched = at;
    return at < end && bytes[at] === byte ? at : -1;
  }

  private readArray(): boolean {
    if (this.missing === 0) {
      const lineEnd = this.findLine('too big mbulk count string');
      if (lineEnd < 0) return false;
      const count = this.readNumber(this.position + 1, lineEnd);
      const most = this.limits.maxArguments ?? MAXIMUM_ELEMENTS;
      if (count === undefined || count > most) return this.fail('invalid multibulk length');
      if (count > UNAUTHENTICATED_ARGUMENTS && this.unauthenticated) {
        return this.fail('unauthenticated multibulk length');
      }
      this.moveTo(lineEnd + 2);
      if (count <= 0) return true;
      this.missing = count;
    }
    while (this.missing > 0) {
      if (this.bulkLength < 0 && !this.readBulkLength()) return false;
      const length = this.bulkLength;
      if (this.end - this.position < length + 2) return false;
      if (this.nextName === undefined) this.nextName = this.commandName(length);
      else this.nextArgs.push(this.text(length));
      this.moveTo(this.position + length + 2);
      this.argumentBytes += length + ARGUMENT_OVERHEAD;
      this.bulkLength = -1;
      this.missing--;
    }
    return true;
  }

  private readBulkLength(): boolean {
    const lineEnd = this.findLine('too big bulk count string');
    if (lineEnd < 0) return false;
    const kind = this.bytes[this.position];
    if (kind !== DOLLAR) {
      // A NUL ends the text, and line ends cannot stand in a reply's line.
      if (kind === 0) return this.fail("expected '$', got '");
      const shown = kind === CR || kind === LF ? ' ' : String.fromCharCode(kind);
      return this.fail(`expected '$', got '${shown}'`);
    }
    const length = this.readNumber(this.position + 1, lineEnd);
    const limit = Math.min(this.limits.maxBulkLength, MAXIMUM_STRING);
    if (length === undefined || length < 0 || length > limit) return this.fail('invalid bulk length');
    if (length > UNAUTHENTICATED_BULK && this.unauthenticated)
      return this.fail('unauthenticated bulk length');
    this.moveTo(lineEnd + 2);
    this.bulkLength = length;
    return true;
  }

  /** Where the current line's CR is; -1 when the line and the byte behind its CR have not arrived. */
  private findLine(tooBig: string): number {
    const at = this.find(CR);
    if (at < 0) {
      if (this.end - this.position > MAX_LINE) this.fail(tooBig);
      return -1;
    }
    return at + 2 <= this.end ? at : -1;
  }

  /** A decimal number as Redis reads it: no sign but a minus, no leading zero, 64 bits. */
  private readNumber(start: number, end: number): number | undefined {
    const { bytes } = this;
    const first = bytes[start];
    // The common case, up to nine digits, without making a string.
    if (end > start && end - start < 10 && (first > 48 || end === start + 1)) {
      let value = 0;
      let at = start;
      for (; at < end; at++) {
        const digit = bytes[at] - 48;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
      }
      if (at === end) return value;
    }
    if (end - start > 20) return undefined;
    const parsed = parseInteger64(this.latin1(bytes, start, end));
    return parsed === undefined ? undefined : Number(parsed);
  }

  private readInline(): boolean {
    const lineEnd = this.find(LF);
    const length = (lineEnd < 0 ? this.end : lineEnd) - this.position;
    if (length > MAX_LINE) return this.fail('too big inline request');
    if (lineEnd < 0) return false;
    const textEnd = lineEnd > this.position && this.bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    const words = splitArguments(this.latin1(this.bytes, this.position, textEnd));
    if (words === undefined) return this.fail('unbalanced quotes in request');
    const [name, ...args] = words.map(flat);
    this.nextName = name;
    this.nextArgs = args;
    this.moveTo(lineEnd + 1);
    return true;
  }

  private moveTo(position: number): void {
    this.position = this.searched = position;
  }

  /** The byte string of the next `length` bytes. */
  private text(length: number): string {
    const start = this.position;
    // A slice of text that is already there is cheaper than a native call for a short one.
    if (length >= COPIED_SLICE) return this.latin1(this.bytes, start, start + length);
    if (length === 0) return '';
    let offset = start - this.windowStart;
    if (offset < 0 || offset + length > this.window.length) {
      this.window = this.latin1(this.bytes, start, Math.min(this.end, start + WINDOW));
      this.windowStart = start;
      offset = 0;
    }
    return this.window.slice(offset, offset + length);
  }

  private commandName(length: number): string {
    if (length === 0 || length > 32) return this.text(length);
    const { bytes, position } = this;
    const slot = (length * 31 + bytes[position] * 7 + bytes[position + length - 1]) & 255;
    const known = knownNames[slot];
    if (known.length === length) {
      let at = 0;
      while (at < length && known.charCodeAt(at) === bytes[position + at]) at++;
      if (at === length) return known;
    }
    const name = this.text(length);
    knownNames[slot] = name;
    return name;
  }
}

/** The text as a string of its own: it may be a slice of the line. */
function flat(text: string): string {
  return text.length < COPIED_SLICE ? text : bytesToString(stringToBytes(text));
}
