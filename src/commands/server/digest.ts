/**
 * A signature of values, databases and the whole keyspace, for tests: the same as DEBUG DIGEST of Redis computes.
 *
 * What has an order is mixed in one after the other, what has none (sets, the fields of a hash, the keys of a
 * database) is exclusive-ored, so that the order in which it is visited makes no difference.
 */

import { bytesToString, hexToBytes, writeBytes } from '../../bytes/convert.ts';
import { formatDouble } from '../../bytes/number.ts';
import { sha1Hex } from '../../bytes/sha1.ts';
import { Hash } from '../../data/hash.ts';
import { List } from '../../data/list.ts';
import { MemberSet } from '../../data/set.ts';
import { SortedSet } from '../../data/sorted-set.ts';
import { Stream } from '../../data/stream.ts';
import { MAX_STREAM_ID, MIN_STREAM_ID } from '../../data/stream-id.ts';
import { type KeyEntry, type Keyspace, NO_EXPIRY } from '../../engine/keyspace.ts';
import { stringOf, type TypeName, typeName } from '../../engine/values.ts';

/** The numbers of the types, as they stand in the digest. */
const TYPE_NUMBERS: Record<TypeName, number> = { string: 0, list: 1, set: 2, zset: 3, hash: 4, stream: 6 };

const sha1Bytes = (bytes: string) => hexToBytes(sha1Hex(bytes));

const bigEndian = (value: number) =>
  String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

/** A signature of 20 bytes into which texts are mixed. */
class Digest {
  private readonly bytes = new Uint8Array(20);

  /** Mixes a text in so that the order of such texts makes no difference. */
  add(bytes: string): this {
    const other = sha1Bytes(bytes);
    for (let at = 0; at < this.bytes.length; at++) this.bytes[at] ^= other.charCodeAt(at);
    return this;
  }

  /** Mixes a text in so that the order of such texts makes a difference. */
  mix(bytes: string): this {
    this.add(bytes);
    writeBytes(sha1Bytes(this.toBytes()), this.bytes);
    return this;
  }

  toBytes(): string {
    return bytesToString(this.bytes);
  }

  toString(): string {
    return Array.from(this.bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}

/** Mixes in the type and the content of a value, and whether its key expires. */
function mixEntry(digest: Digest, { value, expireAt }: KeyEntry): void {
  digest.mix(bigEndian(TYPE_NUMBERS[typeName(value)]));
  if (value instanceof List) for (const element of value.values()) digest.mix(element);
  else if (value instanceof MemberSet) for (const member of value.values()) digest.add(member);
  else if (value instanceof SortedSet) {
    value.visitAll((member, score) => {
      digest.add(new Digest().mix(member).mix(formatDouble(score)).toBytes());
    });
  } else if (value instanceof Hash) {
    value.forEach((content, field) => {
      digest.add(new Digest().mix(field).mix(content).toBytes());
    });
  } else if (value instanceof Stream) mixStream(digest, value);
  else digest.mix(stringOf(value));
  if (expireAt !== NO_EXPIRY) digest.add('!!expire!!');
}

function mixStream(digest: Digest, stream: Stream): void {
  stream.range(MIN_STREAM_ID, MAX_STREAM_ID, false, (id, fields) => {
    digest.mix(`${id.ms}.${id.seq}`);
    for (const text of fields) digest.mix(text);
  });
}

/** The signature of one value in hexadecimal; zeros where there is none. */
export function valueDigest(entry: KeyEntry | undefined): string {
  const digest = new Digest();
  if (entry !== undefined) mixEntry(digest, entry);
  return digest.toString();
}

/** The signature of all databases in hexadecimal. */
export function keyspaceDigest(keyspace: Keyspace): string {
  const whole = new Digest();
  for (const database of keyspace.databases) {
    if (database.size === 0) continue;
    whole.mix(bigEndian(database.index));
    for (const [key, entry] of database.keys.entries()) {
      const digest = new Digest().mix(key);
      mixEntry(digest, entry);
      whole.add(digest.toBytes());
    }
  }
  return whole.toString();
}
