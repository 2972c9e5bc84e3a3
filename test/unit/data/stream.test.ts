import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stream, type TrimOptions } from '../../../src/data/stream.ts';
import {
  compareStreamIds,
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
} from '../../../src/data/stream-id.ts';

const LIMITS = { entries: 100, bytes: 4096 };

/** A stream with the entries 1-0, 2-0 ... `count`-0. */
function filled(count: number, limits = LIMITS): Stream {
  const stream = new Stream();
  for (let i = 1; i <= count; i++) stream.append({ ms: i, seq: 0 }, ['field', `${i}`], limits);
  return stream;
}

function ids(stream: Stream, start = MIN_STREAM_ID, end = MAX_STREAM_ID, reverse = false): number[] {
  const found: number[] = [];
  stream.range(start, end, reverse, (id) => found.push(Number(id.ms)));
  return found;
}

const at = (ms: number) => ({ ms, seq: 0 });

/** Trims; answers how many entries went. */
function trim(stream: Stream, options: TrimOptions): number {
  const plan = stream.planTrim(options);
  stream.trim(plan);
  return plan.entries;
}

describe('a stream', () => {
  it('keeps entries in order, with their fields', () => {
    const stream = new Stream();
    stream.append({ ms: 5, seq: 1 }, ['a', '1', 'b', '2'], LIMITS);
    stream.append({ ms: 5, seq: 2 }, ['a', '3', 'b', '4'], LIMITS);
    stream.append({ ms: 6, seq: 0 }, ['c', '5'], LIMITS);
    const found: unknown[] = [];
    stream.range(MIN_STREAM_ID, MAX_STREAM_ID, false, (id, fields) =>
      found.push([formatStreamId(id), ...fields]),
    );
    expect(found).toEqual([
      ['5-1', 'a', '1', 'b', '2'],
      ['5-2', 'a', '3', 'b', '4'],
      ['6-0', 'c', '5'],
    ]);
    expect([stream.length, stream.firstId, stream.lastId, stream.entriesAdded]).toEqual([
      3,
      { ms: 5, seq: 1 },
      { ms: 6, seq: 0 },
      3,
    ]);
  });

  it('keeps IDs up to the last bit of 64', () => {
    const stream = new Stream();
    const big = { ms: 2n ** 64n - 2n, seq: 2n ** 63n + 1n };
    for (const id of [{ ms: 1, seq: 2n ** 64n - 1n }, { ms: 2, seq: 0 }, big, MAX_STREAM_ID]) {
      stream.append(id, ['f', 'v'], LIMITS);
    }
    const found: string[] = [];
    stream.range(at(2), MAX_STREAM_ID, false, (id) => found.push(formatStreamId(id)));
    expect(found).toEqual([
      '2-0',
      '18446744073709551614-9223372036854775809',
      '18446744073709551615-18446744073709551615',
    ]);
    expect(stream.get(big)).toEqual(['f', 'v']);
  });

  it('answers any range both ways, over blocks and gaps', () => {
    const stream = filled(1000);
    for (let ms = 300; ms < 520; ms++) stream.delete(at(ms));
    fc.assert(
      fc.property(fc.nat(1100), fc.nat(1100), (start, end) => {
        const expected = Array.from({ length: 1000 }, (_, i) => i + 1).filter(
          (ms) => ms >= start && ms <= end && (ms < 300 || ms >= 520),
        );
        expect(ids(stream, at(start), at(end))).toEqual(expected);
        expect(ids(stream, at(start), at(end), true)).toEqual(expected.reverse());
      }),
    );
  });

  it('knows the highest deleted entry and the first one left', () => {
    const stream = filled(10);
    expect(stream.delete(at(3))).toBe(true);
    expect(stream.delete(at(3))).toBe(false);
    expect(stream.delete(at(1))).toBe(true);
    expect(stream.maxDeletedId).toEqual(at(3));
    expect(stream.firstId).toEqual(at(2));
    expect(stream.length).toBe(8);
    for (let ms = 2; ms <= 10; ms++) stream.delete(at(ms));
    expect([stream.length, stream.firstId, stream.lastId]).toEqual([0, MIN_STREAM_ID, at(10)]);
  });

  it('is copied with its groups', () => {
    const stream = filled(300);
    const group = stream.createGroup('g', at(5), 5);
    const consumer = group?.createConsumer('c', 100);
    if (group && consumer) group.deliver(at(4), consumer, 100, 1);
    const copy = stream.copy();
    trim(stream, { strategy: { maxLength: 0 }, approximate: false, limit: 0 });
    group?.acknowledge(at(4));
    expect(ids(copy)).toHaveLength(300);
    const twin = copy.groups.get('g');
    expect(twin?.pending.first?.consumer).toBe(twin?.consumers.get('c'));
    expect(twin?.consumers.get('c')?.pending.size).toBe(1);
    expect(group?.pending.size).toBe(0);
  });
});

describe('blocks', () => {
  it('are cut after so many entries, deleted ones included', () => {
    const stream = filled(99);
    for (let ms = 2; ms <= 50; ms++) stream.delete(at(ms));
    stream.append(at(100), ['field', 'x'], LIMITS);
    expect(stream.blockIds).toHaveLength(1);
    stream.append(at(101), ['field', 'x'], LIMITS);
    expect(stream.blockIds).toEqual([at(1), at(101)]);
  });

  it('are cut before they grow over so many bytes', () => {
    const stream = new Stream();
    for (let i = 1; i <= 10; i++) stream.append(at(i), ['f', 'x'.repeat(500)], { entries: 0, bytes: 1100 });
    expect(stream.blockIds).toHaveLength(5);
  });
});

describe('trimming', () => {
  it('to a length removes exactly what is too much', () => {
    const stream = filled(1000);
    expect(trim(stream, { strategy: { maxLength: 555 }, approximate: false, limit: 0 })).toBe(445);
    expect([stream.length, stream.firstId]).toEqual([555, at(446)]);
    expect(ids(stream)[0]).toBe(446);
  });

  it('to an ID removes exactly what is below', () => {
    const stream = filled(1000);
    expect(trim(stream, { strategy: { minId: at(251) }, approximate: false, limit: 0 })).toBe(250);
    expect(stream.firstId).toEqual(at(251));
    expect(trim(stream, { strategy: { minId: at(5000) }, approximate: false, limit: 0 })).toBe(750);
    expect([stream.length, stream.firstId]).toEqual([0, MIN_STREAM_ID]);
  });

  it('approximately removes whole blocks, and stops before the limit is exceeded', () => {
    const stream = filled(1000);
    expect(trim(stream, { strategy: { maxLength: 555 }, approximate: true, limit: 0 })).toBe(400);
    expect(trim(stream, { strategy: { maxLength: 0 }, approximate: true, limit: 250 })).toBe(200);
    expect(trim(stream, { strategy: { minId: at(650) }, approximate: true, limit: 0 })).toBe(0);
    expect(trim(stream, { strategy: { minId: at(701) }, approximate: true, limit: 0 })).toBe(100);
    expect(stream.length).toBe(300);
  });

  it('is no deletion: it does not count as a gap', () => {
    const stream = filled(10);
    trim(stream, { strategy: { maxLength: 5 }, approximate: false, limit: 0 });
    expect(stream.maxDeletedId).toEqual(MIN_STREAM_ID);
    expect(compareStreamIds(stream.firstId, at(6))).toBe(0);
  });
});
