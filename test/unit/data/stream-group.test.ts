import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/data/stream.ts';
import { ConsumerGroup, UNKNOWN_ENTRIES_READ } from '../../../src/data/stream-group.ts';
import { MAX_STREAM_ID, MIN_STREAM_ID } from '../../../src/data/stream-id.ts';
import { advanceGroup, entriesUpTo, groupLag } from '../../../src/data/stream-lag.ts';
import { PendingList } from '../../../src/data/stream-pending.ts';

const at = (ms: number) => ({ ms, seq: 0 });
const LIMITS = { entries: 100, bytes: 4096 };

function groupOf(...names: string[]): ConsumerGroup {
  const group = new ConsumerGroup('g', MIN_STREAM_ID, 0);
  for (const name of names) group.createConsumer(name, 1);
  return group;
}

function consumer(group: ConsumerGroup, name: string) {
  const found = group.consumers.get(name);
  if (found === undefined) throw new Error(`no consumer ${name}`);
  return found;
}

describe('a pending list', () => {
  it('is ordered by ID whatever the order of insertion and deletion', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat(600)), { maxLength: 2000, size: 'max' }),
        (steps) => {
          const list = new PendingList<string>();
          const model = new Set<number>();
          for (const [add, ms] of steps) {
            if (add && !model.has(ms))
              list.add({ id: at(ms), consumer: 'c', deliveryTime: 0, deliveryCount: 1 });
            if (add) model.add(ms);
            else expect(list.delete(at(ms)) !== undefined).toBe(model.delete(ms));
          }
          const expected = [...model].sort((a, b) => a - b);
          expect([...list].map((entry) => entry.id.ms)).toEqual(expected);
          expect([list.size, list.first?.id.ms, list.last?.id.ms]).toEqual([
            model.size,
            expected[0],
            expected.at(-1),
          ]);
          const range: unknown[] = [];
          list.range(at(100), at(300), (entry) => range.push(entry.id.ms));
          expect(range).toEqual(expected.filter((ms) => ms >= 100 && ms <= 300));
          expect(list.from(at(250))?.id.ms).toBe(expected.find((ms) => ms >= 250));
          for (const ms of [0, 77, 599]) expect(list.get(at(ms)) !== undefined).toBe(model.has(ms));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a consumer group', () => {
  it('shares each pending entry with one consumer', () => {
    const group = groupOf('a', 'b');
    const entry = group.deliver(at(1), consumer(group, 'a'), 10, 1);
    group.transfer(entry, consumer(group, 'b'));
    expect([consumer(group, 'a').pending.size, consumer(group, 'b').pending.get(at(1))]).toEqual([0, entry]);
    expect(group.acknowledge(at(1))).toBe(true);
    expect(group.acknowledge(at(1))).toBe(false);
    expect(consumer(group, 'b').pending.size).toBe(0);
  });

  it('forgets what a deleted consumer had pending', () => {
    const group = groupOf('a', 'b');
    for (let ms = 1; ms <= 5; ms++) group.deliver(at(ms), consumer(group, ms < 4 ? 'a' : 'b'), 10, 1);
    expect(group.deleteConsumer('a')).toBe(3);
    expect(group.deleteConsumer('a')).toBeUndefined();
    expect([...group.pending].map((entry) => entry.id.ms)).toEqual([4, 5]);
  });
});

describe('the lag of a group', () => {
  function scene() {
    const stream = new Stream();
    for (let ms = 1; ms <= 5; ms++) stream.append(at(ms), ['f', 'v'], LIMITS);
    const group = stream.createGroup('g', MIN_STREAM_ID, UNKNOWN_ENTRIES_READ);
    if (group === undefined) throw new Error('no group');
    const read = (count: number) => {
      const next: (typeof MIN_STREAM_ID)[] = [];
      stream.range({ ms: group.lastId.ms, seq: 1 }, MAX_STREAM_ID, false, (id) => next.push(id) < count);
      for (const id of next) advanceGroup(stream, group, id);
    };
    return { stream, group, read };
  }

  it('counts down as entries are read', () => {
    const { stream, group, read } = scene();
    expect(groupLag(stream, group)).toBe(5);
    read(2);
    expect([group.entriesRead, groupLag(stream, group)]).toEqual([2, 3]);
    read(3);
    expect(groupLag(stream, group)).toBe(0);
  });

  it('is unknown while a deletion ahead leaves a gap, and known again after the last entry', () => {
    const { stream, group, read } = scene();
    read(1);
    stream.delete(at(3));
    expect(groupLag(stream, group)).toBeNull();
    read(1);
    expect(groupLag(stream, group)).toBeNull();
    read(5);
    expect([group.entriesRead, groupLag(stream, group)]).toEqual([5, 0]);
  });

  it('is not disturbed by trimming', () => {
    const { stream, group, read } = scene();
    read(1);
    stream.trim(stream.planTrim({ strategy: { maxLength: 2 }, approximate: false, limit: 0 }));
    expect(groupLag(stream, group)).toBe(4);
    expect(entriesUpTo(stream, at(4))).toBe(4);
    expect(entriesUpTo(stream, at(9))).toBe(UNKNOWN_ENTRIES_READ);
  });
});
