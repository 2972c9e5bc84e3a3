/**
 * About how many bytes of memory a key takes, for MEMORY USAGE: an estimate from the sizes of V8's objects.
 * Collections are sampled: the average of the first elements stands for all.
 */
import { GrowableBytes } from '../../data/growable-bytes.ts';
import { Hash } from '../../data/hash.ts';
import { List } from '../../data/list.ts';
import { MemberSet } from '../../data/set.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import type { Stream } from '../../data/stream.ts';
import { MAX_STREAM_ID, MIN_STREAM_ID } from '../../data/stream-id.ts';
import type { KeyEntry } from '../../engine/keyspace.ts';
import type { Value } from '../../engine/values.ts';

const WORD = 8;
/** Header of a string: map, hash, length. */
const STRING_HEADER = 16;
/** Key slot, value slot, hash and index slot in a dictionary. */
const DICTIONARY_SLOT = 4 * WORD;
/** The object of an entry or a collection with its fields. */
const OBJECT = 6 * WORD;
/** Node of a score tree or slot of an array, a number included. */
const SCORE_SLOT = 3 * WORD;

const stringBytes = (text: string) => STRING_HEADER + Math.ceil(text.length / WORD) * WORD;

/** Gathers sizes of elements until enough were seen. */
class Sample {
  private readonly limit: number;
  private sum = 0;
  private count = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Adds the size of one element; answers whether more elements are wanted. */
  add(bytes: number): boolean {
    this.sum += bytes;
    this.count++;
    return this.count < this.limit;
  }

  /** The size of all elements, if those that were seen are like the others. */
  total(size: number): number {
    return this.count === 0 ? 0 : Math.round((this.sum / this.count) * size);
  }
}

function valueBytes(value: Value, samples: number): number {
  if (typeof value === 'number') return WORD;
  if (typeof value === 'string') return stringBytes(value);
  if (value instanceof GrowableBytes) return OBJECT + value.length;
  const sample = new Sample(samples);
  if (value instanceof List) {
    value.visit((element) => sample.add(stringBytes(element) + WORD));
  } else if (value instanceof MemberSet) {
    for (const member of value.values()) if (!sample.add(stringBytes(member) + DICTIONARY_SLOT)) break;
  } else if (value instanceof Hash) {
    for (const [field, content] of value.entries()) {
      if (!sample.add(stringBytes(field) + stringBytes(content) + DICTIONARY_SLOT)) break;
    }
  } else if (value instanceof SortedSet) {
    for (let at = 0; at < value.size; at++) {
      const entry = value.at(at);
      if (entry === undefined || !sample.add(stringBytes(entry.member) + DICTIONARY_SLOT + SCORE_SLOT)) break;
    }
  } else return OBJECT + streamBytes(value, samples);
  return OBJECT + sample.total(value instanceof List ? value.length : value.size);
}

function streamBytes(stream: Stream, samples: number): number {
  const sample = new Sample(samples);
  stream.range(MIN_STREAM_ID, MAX_STREAM_ID, false, (_id, fields) => {
    return sample.add(fields.reduce((sum, text) => sum + stringBytes(text) + WORD, OBJECT));
  });
  return sample.total(stream.length);
}

/** Bytes of a key, its entry and its value; `samples` elements are looked at. */
export function memoryUsage(key: string, { value }: KeyEntry, samples: number): number {
  return stringBytes(key) + DICTIONARY_SLOT + OBJECT + valueBytes(value, samples);
}
