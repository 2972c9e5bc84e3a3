/**
 * What a key can hold. A string is stored in one of three forms: as a byte string; as a number if it was last written as
 * an integer, so that INCR in a loop neither parses nor prints; or as a growable buffer once it was edited in place.
 * A collection that is stored is never empty.
 */

import { parseInteger64 } from '../bytes/number.ts';
import { GrowableBytes } from '../data/growable-bytes.ts';
import { Hash } from '../data/hash.ts';
import { List } from '../data/list.ts';
import { MemberSet } from '../data/set.ts';
import { SortedSet } from '../data/sorted-set.ts';
import { Stream } from '../data/stream.ts';
import { errors } from './errors.ts';

export type StringValue = string | number | GrowableBytes;

export type Value = StringValue | List | Hash | MemberSet | SortedSet | Stream;

/** As TYPE and SCAN's TYPE name them. */
export type TypeName = 'string' | 'list' | 'set' | 'zset' | 'hash' | 'stream';

/** Longest string that Redis keeps in one allocation with its object. */
const EMBEDDED_LENGTH = 44;
const LONGEST_INTEGER = 20;

export function typeName(value: Value): TypeName {
  if (isString(value)) return 'string';
  if (value instanceof Hash) return 'hash';
  if (value instanceof List) return 'list';
  if (value instanceof MemberSet) return 'set';
  if (value instanceof SortedSet) return 'zset';
  return 'stream';
}

export function isString(value: Value): value is StringValue {
  return typeof value === 'string' || typeof value === 'number' || value instanceof GrowableBytes;
}

/**
 * A string value as a byte string.
 * @throws ErrorReply WRONGTYPE
 */
export function stringOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof GrowableBytes) return value.toByteString();
  throw errors.wrongType;
}

/** The length of a string value in bytes, for which it is neither printed nor copied. */
export function lengthOf(value: Value): number {
  return value instanceof GrowableBytes ? value.length : stringOf(value).length;
}

/** A string value as a buffer that can be edited. A value becomes one at its first edit, so that later ones copy nothing. */
export function editableBytes(entry: { value: Value }): GrowableBytes {
  if (!(entry.value instanceof GrowableBytes)) entry.value = new GrowableBytes(stringOf(entry.value));
  return entry.value;
}

/** What OBJECT ENCODING answers. */
export function encodingName(value: Value): string {
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') {
    if (value.length <= LONGEST_INTEGER && parseInteger64(value) !== undefined) return 'int';
    return value.length <= EMBEDDED_LENGTH ? 'embstr' : 'raw';
  }
  if (value instanceof GrowableBytes) return 'raw';
  if (value instanceof Stream) return 'stream';
  return value.encoding;
}

/** A copy that shares nothing with the original: COPY. */
export function copyOf(value: Value): Value {
  return typeof value === 'string' || typeof value === 'number' ? value : value.copy();
}
