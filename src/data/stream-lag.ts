/**
 * How far a consumer group is behind its stream, as Redis estimates it: deletions leave gaps that cannot be
 * counted, so the answer may be unknown.
 */
import type { Stream } from './stream.ts';
import { type ConsumerGroup, UNKNOWN_ENTRIES_READ } from './stream-group.ts';
import { addUint64, compareStreamIds, isZeroId, type StreamId, subtractUint64 } from './stream-id.ts';

/** Number of entries ever added up to an ID, UNKNOWN_ENTRIES_READ if it cannot be told. */
export function entriesUpTo(stream: Stream, id: StreamId): number | bigint {
  if (stream.entriesAdded === 0) return 0;
  const toLast = compareStreamIds(id, stream.lastId);
  if (stream.length === 0 && toLast <= 0) return stream.entriesAdded;
  if (toLast === 0) return stream.entriesAdded;
  if (toLast > 0) return UNKNOWN_ENTRIES_READ;
  if (isZeroId(stream.maxDeletedId) || compareStreamIds(stream.maxDeletedId, stream.firstId) < 0) {
    const toFirst = compareStreamIds(id, stream.firstId);
    const beforeFirst = subtractUint64(stream.entriesAdded, stream.length);
    if (toFirst < 0) return beforeFirst;
    if (toFirst === 0) return addUint64(beforeFirst, 1);
  }
  return UNKNOWN_ENTRIES_READ;
}

/** Entries that the group has not read yet, null if it cannot be told. */
export function groupLag(stream: Stream, group: ConsumerGroup): number | bigint | null {
  if (stream.entriesAdded === 0) return 0;
  if (group.entriesRead !== UNKNOWN_ENTRIES_READ && !stream.hasTombstoneFrom(group.lastId)) {
    return subtractUint64(stream.entriesAdded, group.entriesRead);
  }
  const read = entriesUpTo(stream, group.lastId);
  return read === UNKNOWN_ENTRIES_READ ? null : subtractUint64(stream.entriesAdded, read);
}

/** Moves a group on to an entry that it is about to read; `id` must be above the group's last one. */
export function advanceGroup(stream: Stream, group: ConsumerGroup, id: StreamId): void {
  if (group.entriesRead !== UNKNOWN_ENTRIES_READ && !stream.hasTombstoneFrom(id)) {
    group.entriesRead = addUint64(group.entriesRead, 1);
  } else if (stream.entriesAdded !== 0) {
    group.entriesRead = entriesUpTo(stream, id);
  }
  group.lastId = id;
}
