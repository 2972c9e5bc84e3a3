/**
 * The dataset of an engine as text, to tell whether two datasets are the same and where they differ: every key of every
 * database with its value and the time at which it expires, and the function libraries.
 *
 * Left out is what no command that is replayed could bring back: encodings, access times, and when a consumer of a
 * stream was last seen.
 */
import { createHash } from 'node:crypto';
import { Hash } from '../../src/data/hash.ts';
import { List } from '../../src/data/list.ts';
import { MemberSet } from '../../src/data/set.ts';
import { SortedSet } from '../../src/data/sorted-set.ts';
import { Stream } from '../../src/data/stream.ts';
import type { ConsumerGroup } from '../../src/data/stream-group.ts';
import { formatStreamId, MAX_STREAM_ID, MIN_STREAM_ID } from '../../src/data/stream-id.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Database, KeyEntry } from '../../src/engine/keyspace.ts';
import { stringOf, type Value } from '../../src/engine/values.ts';
import { scriptingOf } from '../../src/scripting/scripting.ts';

/** From the place of a key to its value; a place is the database's number, a space and the key. */
export type Dataset = Map<string, string>;

/** Longer texts are kept as their beginning and a hash. */
const LONGEST_TEXT = 400;

/** Under this place stand the function libraries, which are part of the dataset but no keys. */
const LIBRARIES = 'function libraries';

export function placeOf(database: Database, key: string): string {
  return `${database.index} ${key}`;
}

export function datasetOf(engine: Engine): Dataset {
  const dataset: Dataset = new Map();
  for (const database of engine.keyspace.databases) {
    for (const [key, entry] of database.keys.entries()) dataset.set(placeOf(database, key), textOf(entry));
  }
  const { libraries } = scriptingOf(engine).libraries;
  if (libraries.size > 0) {
    const sources = [...libraries.values()].map(({ name, code }) => [name, code]);
    dataset.set(LIBRARIES, shortened(JSON.stringify(sources.sort())));
  }
  return dataset;
}

/** What one key holds; undefined where there is none, or a key that expired and was not removed yet. */
export function keyText(database: Database, key: string): string | undefined {
  const entry = database.keys.get(key);
  return entry && textOf(entry);
}

/** The places at which two datasets differ. */
export function differences(left: Dataset, right: Dataset): string[] {
  const places = new Set([...left.keys(), ...right.keys()]);
  return [...places].filter((place) => left.get(place) !== right.get(place));
}

const textOf = ({ value, expireAt }: KeyEntry): string => shortened(`${describe(value)} until ${expireAt}`);

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}... ${createHash('sha1').update(text, 'latin1').digest('hex')}`;
}

function describe(value: Value): string {
  if (value instanceof List) return `list ${JSON.stringify([...value.values()])}`;
  if (value instanceof MemberSet) return `set ${JSON.stringify([...value.values()].sort())}`;
  if (value instanceof Hash) return `hash ${JSON.stringify([...value].map(([f, v]) => [f, v]).sort())}`;
  if (value instanceof SortedSet) return `sorted set ${describeSortedSet(value)}`;
  if (value instanceof Stream) return `stream ${describeStream(value)}`;
  return `string ${stringOf(value)}`;
}

function describeSortedSet(set: SortedSet): string {
  const members: string[] = [];
  set.visitAll((member, score) => {
    members.push(JSON.stringify([member, Object.is(score, -0) ? '-0' : String(score)]));
  });
  return members.sort().join();
}

function describeStream(stream: Stream): string {
  const entries: [string, readonly string[]][] = [];
  stream.range(MIN_STREAM_ID, MAX_STREAM_ID, false, (id, fields) => {
    entries.push([formatStreamId(id), fields]);
  });
  const { lastId, maxDeletedId, entriesAdded, groups } = stream;
  const counters = [formatStreamId(lastId), formatStreamId(maxDeletedId), String(entriesAdded)];
  return JSON.stringify([entries, counters, [...groups.values()].map(describeGroup).sort()]);
}

function describeGroup({ name, lastId, entriesRead, consumers, pending }: ConsumerGroup): string {
  const deliveries = [...pending].map(({ id, consumer, deliveryTime, deliveryCount }) => [
    formatStreamId(id),
    consumer.name,
    deliveryTime,
    String(deliveryCount),
  ]);
  const names = [...consumers.keys()].sort();
  return JSON.stringify([name, formatStreamId(lastId), String(entriesRead), names, deliveries]);
}
