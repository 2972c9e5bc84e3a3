/**
 * An edit of sparse registers, which is made beside the value: whether it changes anything, and whether it fails on the
 * way because the runs do not cover the registers, is known before the value is touched. The runs are split and joined
 * step by step as Redis does, so that the bytes are the same.
 *
 * A value can be a string of any length that somebody has written. Only its head is copied and edited: what is behind
 * decides nothing (see SPARSE_HEAD), and is moved once, at the end, and not by each step.
 */
import { GrowableBytes } from './growable-bytes.ts';
import { EMPTY, HEADER_LENGTH, markStale, REGISTERS } from './hyperloglog.ts';
import { denseRegister, setDenseRegister } from './hyperloglog-dense.ts';
import {
  HIGHEST_VALUE,
  isValue,
  isXzero,
  LONGEST_VALUES,
  LONGEST_ZERO,
  SPARSE_HEAD,
  sparseToDense,
  valueIn,
  valueRun,
  valuesIn,
  XZERO,
  zerosIn,
} from './hyperloglog-sparse.ts';

/** How many runs are looked at, from the one before the changed run on, for some that can be joined. */
const JOINED_RUNS = 5;
/** Room for the head, and for what splitting runs can add to it: no more than two bytes a register. */
const ROOM = SPARSE_HEAD + 2 * REGISTERS + 8;
/** The longest row of runs that takes the place of one: zeros, a value, zeros. */
const REPLACEMENT = 5;

/**
 * How many registers a run of one byte covers; 0: it has two. Kinds of runs come in no order, and a look at a table cannot
 * be guessed wrong, as a branch can: adding to a value of 1,500 elements takes a quarter less.
 */
const SPANS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (isValue(byte)) return valuesIn(byte);
  return isXzero(byte) ? 0 : byte + 1;
});

export class SparseEdit {
  /** Whether a register was raised. */
  isChanged = false;
  /** The value, if it has become dense. */
  dense: GrowableBytes | undefined;
  /** `hll-sparse-max-bytes` */
  private maximum = 0;
  private readonly bytes = new Uint8Array(ROOM);
  /** Length of the edited head, and of what follows it in the source. */
  private length = 0;
  private tail = 0;
  /** A run at or before the register that was looked for last, with a run between them unless it is the first. */
  private resumeAt = HEADER_LENGTH;
  private resumeFirst = 0;
  private lastIndex = REGISTERS;
  /** What `find` has found: the run's place, the first register it covers, how many, its bytes, and the run before it. */
  private at = 0;
  private first = 0;
  private span = 0;
  private width = 0;
  private previous = 0;
  private readonly replacement = new Uint8Array(REPLACEMENT);
  private replacementLength = 0;

  /**
   * Begins an edit; what another one has left is gone.
   * @param source undefined: of a value that does not exist yet, without elements
   * @param maximum how long the value may be and stay sparse
   */
  begin(source: GrowableBytes | undefined, maximum: number): void {
    this.maximum = maximum;
    this.isChanged = false;
    this.dense = undefined;
    const from = source === undefined ? EMPTY : source.storage;
    const length = source === undefined ? EMPTY.length : source.length;
    this.length = Math.min(length, SPARSE_HEAD);
    this.tail = length - this.length;
    this.bytes.set(from.length === this.length ? from : from.subarray(0, this.length));
    this.bytes[this.length] = 0;
    this.lastIndex = REGISTERS;
  }

  /**
   * The edited value: the source, which gets its new registers only now, or another one if it is new or has become dense.
   * The source is not kept meanwhile, because an edit that changes nothing is not finished, and the value may be large.
   */
  finish(source: GrowableBytes | undefined): GrowableBytes {
    if (this.dense !== undefined) return this.dense;
    const edited = this.bytes.subarray(0, this.length);
    if (source !== undefined) {
      source.replaceHead(source.length - this.tail, edited);
      return source;
    }
    const value = new GrowableBytes('', this.length);
    value.replaceHead(0, edited);
    return value;
  }

  /** Makes the register at least `count`. Answers whether it was less, or undefined where no run covers the register. */
  raise(index: number, count: number): boolean | undefined {
    if (this.dense !== undefined) return this.raiseDense(this.dense.storage, index, count);
    if (count > HIGHEST_VALUE) return this.promote(index, count);

    if (!this.find(index, index > this.lastIndex)) return undefined;
    const { bytes, at, first, span, width } = this;
    const byte = bytes[at];
    if (isValue(byte)) {
      if (valueIn(byte) >= count) return false;
      if (span === 1) bytes[at] = valueRun(count, 1);
    } else if (byte === 0) bytes[at] = valueRun(count, 1);
    if (span > 1 || width > 1) {
      this.split(byte, index - first, count, first + span - 1 - index);
      const growth = this.replacementLength - width;
      const end = this.length;
      if (growth > 0 && end + this.tail + growth > this.maximum) return this.promote(index, count);
      if (growth !== 0 && at + width < end) bytes.copyWithin(at + width + growth, at + width, end);
      this.length = end + growth;
      bytes[this.length] = 0;
      for (let from = 0; from < this.replacementLength; from++) bytes[at + from] = this.replacement[from];
    }
    this.join(this.previous);
    markStale(bytes);
    this.isChanged = true;
    return true;
  }

  /**
   * Finds the run that covers a register, and the one before it. Answers whether there is one.
   * @param resumes begins near the run that was found last, which has to be that of a lower register
   */
  private find(index: number, resumes: boolean): boolean {
    const { bytes, length } = this;
    const spans = SPANS;
    const start = resumes ? this.resumeAt : HEADER_LENGTH;
    let at = start;
    let first = resumes ? this.resumeFirst : 0;
    let previous = start;
    let previousFirst = first;
    let beforeAt = start;
    let beforeFirst = first;
    while (at < length) {
      const byte = bytes[at];
      let width = 1;
      let span = spans[byte];
      if (span === 0) {
        span = zerosIn(byte, bytes[at + 1]);
        width = 2;
      }
      if (index < first + span) {
        // The run before the one where the search began is not known.
        if (at === start && resumes && start !== HEADER_LENGTH) return this.find(index, false);
        this.at = at;
        this.first = first;
        this.span = span;
        this.width = width;
        this.previous = previous;
        this.resumeAt = beforeAt;
        this.resumeFirst = beforeFirst;
        this.lastIndex = index;
        return true;
      }
      beforeAt = previous;
      beforeFirst = previousFirst;
      previous = at;
      previousFirst = first;
      at += width;
      first += span;
    }
    return false;
  }

  /** Makes what takes the place of a run: `before` of its registers, one that is `count`, and `after` more of its own. */
  private split(run: number, before: number, count: number, after: number): void {
    this.replacementLength = 0;
    this.addPart(run, before);
    this.replacement[this.replacementLength++] = valueRun(count, 1);
    this.addPart(run, after);
  }

  private addPart(run: number, length: number): void {
    if (length === 0) return;
    const { replacement } = this;
    if (isValue(run)) replacement[this.replacementLength++] = valueRun(valueIn(run), length);
    else if (length > LONGEST_ZERO) {
      replacement[this.replacementLength++] = XZERO | ((length - 1) >>> 8);
      replacement[this.replacementLength++] = length - 1;
    } else replacement[this.replacementLength++] = length - 1;
  }

  /** Joins runs of one value that are side by side, among the few from `at` on. */
  private join(at: number): void {
    const { bytes } = this;
    for (let looks = JOINED_RUNS; at < this.length && looks > 0; looks--) {
      const byte = bytes[at];
      if (isXzero(byte)) {
        at += 2;
        continue;
      }
      const next = bytes[at + 1];
      if (isValue(byte) && at + 1 < this.length && isValue(next) && valueIn(next) === valueIn(byte)) {
        const length = valuesIn(byte) + valuesIn(next);
        if (length <= LONGEST_VALUES) {
          bytes.copyWithin(at, at + 1, this.length);
          bytes[at] = valueRun(valueIn(byte), length);
          bytes[--this.length] = 0;
          // What has been joined may fit the next one as well.
          continue;
        }
      }
      at++;
    }
  }

  /** Makes the value dense and raises the register there; undefined: the runs do not cover the registers. */
  private promote(index: number, count: number): boolean | undefined {
    const dense = sparseToDense(this.bytes, this.length);
    if (dense === undefined) return undefined;
    this.dense = dense;
    return this.raiseDense(dense.storage, index, count);
  }

  private raiseDense(bytes: Uint8Array, index: number, count: number): boolean {
    if (denseRegister(bytes, index) >= count) return false;
    setDenseRegister(bytes, index, count);
    this.isChanged = true;
    return true;
  }
}
