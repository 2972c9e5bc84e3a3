/**
 * Hash: fields with a value each, both byte strings.
 *
 * The fields are kept in a Dict, whatever the encoding is. The encoding is only what OBJECT ENCODING answers: it becomes
 * hashtable where Redis would convert a listpack, and never goes back. A listpack is iterated in the order of insertion.
 */
import { Dict } from './dict.ts';

/** The settings hash-max-listpack-entries and hash-max-listpack-value (bytes of a field or value). */
export interface HashLimits {
  readonly entries: number;
  readonly value: number;
}

export class Hash {
  private fields = new Dict<string>();
  encoding: 'listpack' | 'hashtable' = 'listpack';

  /** Number of fields. */
  get size(): number {
    return this.fields.size;
  }

  /** The value of a field, undefined where there is none. */
  get(field: string): string | undefined {
    return this.fields.get(field);
  }

  has(field: string): boolean {
    return this.fields.has(field);
  }

  /** Chooses the encoding for fields and values about to be set (flat), whether or not they are new: as HSET does. */
  prepare(fieldsAndValues: readonly string[], limits: HashLimits): void {
    if (this.encoding === 'hashtable') return;
    if (
      fieldsAndValues.length / 2 > limits.entries ||
      fieldsAndValues.some((text) => text.length > limits.value)
    ) {
      this.encoding = 'hashtable';
    }
  }

  /** Sets a field; whether it is new. */
  set(field: string, value: string, limits: HashLimits): boolean {
    const added = this.fields.set(field, value);
    if (this.encoding === 'listpack') {
      if (
        field.length > limits.value ||
        value.length > limits.value ||
        (added && this.fields.size > limits.entries)
      ) {
        this.encoding = 'hashtable';
      }
    }
    return added;
  }

  /** Removes a field; whether it was there. */
  delete(field: string): boolean {
    return this.fields.delete(field);
  }

  /** Visits every field. `visit` may remove the current one, and must not add any. */
  forEach(visit: (value: string, field: string) => void): void {
    this.fields.forEach(visit);
  }

  /** All fields with their values. */
  entries(): Generator<[string, string], void> {
    return this.fields.entries();
  }

  [Symbol.iterator](): Generator<[string, string], void> {
    return this.fields.entries();
  }

  /** As `Dict.scan`; a listpack is visited whole in one call. */
  scan(cursor: bigint | number, visit: (value: string, field: string) => void): number {
    if (this.encoding === 'hashtable') return this.fields.scan(cursor, visit);
    this.fields.forEach(visit);
    return 0;
  }

  /** A random field with its value, undefined when empty. `random` answers [0, 1). */
  random(random: () => number): [string, string] | undefined {
    return this.fields.random(random);
  }

  /** An independent copy. */
  copy(): Hash {
    const copy = new Hash();
    copy.fields = this.fields.copy();
    copy.encoding = this.encoding;
    return copy;
  }
}
