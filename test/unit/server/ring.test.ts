import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRing, RingReader, RingWriter } from '../../../src/server/ring.ts';

const DATA = 1;

function pair(capacity: number): { writer: RingWriter; reader: RingReader } {
  const ring = createRing(capacity);
  return { writer: new RingWriter(ring), reader: new RingReader(ring) };
}

const payload = (reader: RingReader) =>
  Buffer.from(reader.bytes.slice(reader.start, reader.end)).toString('latin1');

describe('the ring', () => {
  it('carries frames in order', () => {
    const { writer, reader } = pair(256);
    writer.writeText(7, DATA, 'hello', 0);
    writer.writeText(9, 2, 'a text of more than sixteen bytes \xff', 0);
    writer.writeText(3, 4, '', 0);
    expect(reader.next()).toBe(false);
    writer.publish();
    const frames = [];
    while (reader.next()) frames.push([reader.slot, reader.kind, payload(reader)]);
    expect(frames).toEqual([
      [7, DATA, 'hello'],
      [9, 2, 'a text of more than sixteen bytes \xff'],
      [3, 4, ''],
    ]);
  });

  it('tells a reader that polls whether there is something new', () => {
    const { writer, reader } = pair(64);
    expect(reader.poll(3)).toBe(false);
    writer.writeText(1, DATA, 'x', 0);
    expect(reader.poll(3)).toBe(false);
    writer.publish();
    expect(reader.poll(3)).toBe(true);
    reader.next();
    expect(reader.poll(3)).toBe(false);
  });

  it('takes what there is room for and goes on after a release', () => {
    const { writer, reader } = pair(64);
    const text = 'x'.repeat(100);
    const taken = writer.writeText(1, DATA, text, 0);
    expect(taken).toBe(56);
    expect(writer.writeText(1, DATA, text, taken)).toBe(0);
    writer.publish();
    expect(reader.next()).toBe(true);
    expect(writer.writeText(1, DATA, text, taken)).toBe(0);
    reader.release();
    expect(writer.writeText(1, DATA, text, taken)).toBe(44);
  });

  it('tells the producer of room once it has asked', () => {
    const { writer, reader } = pair(64);
    writer.writeText(1, DATA, 'x'.repeat(100), 0);
    writer.publish();
    expect(writer.requestRoomNotice()).toBe(true);
    reader.next();
    expect(reader.release()).toBe(true);
    expect(writer.requestRoomNotice()).toBe(false);
  });

  it('keeps whole messages whole', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { maxLength: 60 }), (lengths) => {
        const { writer, reader } = pair(256);
        for (const length of lengths) {
          const text = String.fromCharCode(65 + (length % 26)).repeat(length);
          expect(writer.writeWhole(5, 3, text)).toBe(true);
          writer.publish();
          expect(reader.next()).toBe(true);
          expect(payload(reader)).toBe(text);
          reader.release();
        }
      }),
    );
  });

  it('loses and invents nothing, whatever the sizes and the pace', () => {
    const step = fc.record({
      slot: fc.nat({ max: 3 }),
      length: fc.nat({ max: 150 }),
      asText: fc.boolean(),
      reads: fc.nat({ max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { writer, reader } = pair(128);
        const sent = ['', '', '', ''];
        const received = ['', '', '', ''];
        const read = (count: number) => {
          for (let i = 0; i < count && reader.next(); i++) received[reader.slot] += payload(reader);
          reader.release();
        };
        let counter = 0;
        for (const { slot, length, asText, reads } of steps) {
          const text = Array.from({ length }, () => String.fromCharCode(counter++ & 255)).join('');
          const taken = asText
            ? writer.writeText(slot, DATA, text, 0)
            : writer.write(slot, DATA, Buffer.from(text, 'latin1'), 0, length);
          sent[slot] += text.slice(0, taken);
          writer.publish();
          read(reads);
        }
        read(1000);
        expect(received).toEqual(sent);
      }),
      { numRuns: 300 },
    );
  });
});
