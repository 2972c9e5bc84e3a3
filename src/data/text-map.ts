/**
 * Maps and sets of texts that others choose. They are those of JavaScript, which V8 makes fast by keeping the hash of
 * a text in the text itself. But V8 hashes a text of more than 16,383 characters by nothing but its length. So it compares
 * each with all others that are as long, and whoever sends them chooses the length: 2,000 of 20 KB take 80 times as long as
 * shorter ones (`node bench/micro/v8.js alike`). So long keys are in a `Dict` of their own, which hashes all of a text.
 *
 * What is iterated comes in the order in which it was put in, the short texts before the long ones.
 */
import { LONGEST_HASHED } from '../bytes/hash.ts';
import { Dict } from './dict.ts';

export class TextMap<V> {
  private readonly short = new Map<string, V>();
  /** Made for the first long text. */
  private long: Dict<V> | undefined = undefined;

  get size(): number {
    return this.short.size + (this.long?.size ?? 0);
  }

  get(key: string): V | undefined {
    return key.length <= LONGEST_HASHED ? this.short.get(key) : this.long?.get(key);
  }

  has(key: string): boolean {
    return key.length <= LONGEST_HASHED ? this.short.has(key) : this.long?.has(key) === true;
  }

  set(key: string, value: V): void {
    if (key.length <= LONGEST_HASHED) this.short.set(key, value);
    else {
      this.long ??= new Dict<V>();
      this.long.set(key, value);
    }
  }

  /** Answers whether the key was there. The current one of an iteration may be deleted. */
  delete(key: string): boolean {
    return key.length <= LONGEST_HASHED ? this.short.delete(key) : this.long?.delete(key) === true;
  }

  clear(): void {
    this.short.clear();
    this.long = undefined;
  }

  *[Symbol.iterator](): Generator<[key: string, value: V], void> {
    yield* this.short;
    if (this.long !== undefined) yield* this.long;
  }

  *keys(): Generator<string, void> {
    yield* this.short.keys();
    if (this.long !== undefined) yield* this.long.keys();
  }

  *values(): Generator<V, void> {
    yield* this.short.values();
    if (this.long !== undefined) yield* this.long.values();
  }
}

export class TextSet {
  private readonly texts = new TextMap<true>();

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(text);
  }

  get size(): number {
    return this.texts.size;
  }

  has(text: string): boolean {
    return this.texts.has(text);
  }

  add(text: string): void {
    this.texts.set(text, true);
  }

  /** Answers whether the text was there. */
  delete(text: string): boolean {
    return this.texts.delete(text);
  }

  [Symbol.iterator](): Generator<string, void> {
    return this.texts.keys();
  }
}
