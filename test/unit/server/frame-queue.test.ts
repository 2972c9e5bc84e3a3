import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { FrameQueue } from '../../../src/server/frame-queue.ts';
import { latin1 } from '../../../src/server/latin1.ts';
import { kinds } from '../../../src/server/messages.ts';
import { createRing, type Frame, RingReader, RingWriter } from '../../../src/server/ring.ts';
import { SharedRunState } from '../../../src/server/run-words.ts';

const encode = (text: string) => Buffer.from(text, 'latin1');
const textOf = ({ bytes, start }: Frame) => latin1(bytes, start, bytes.length);

function way(capacity: number): { queue: FrameQueue; writer: RingWriter; reader: RingReader } {
  const ring = createRing(capacity);
  const writer = new RingWriter(ring);
  return { queue: new FrameQueue(writer), writer, reader: new RingReader(ring) };
}

/** What the reader finds, with the room given back after each frame so that the queue can go on. */
function readAll({ queue, writer, reader }: ReturnType<typeof way>): string[] {
  const found: string[] = [];
  for (;;) {
    writer.publish();
    if (!reader.next()) return found;
    found.push(`${reader.slot}:${latin1(reader.bytes, reader.start, reader.end)}`);
    reader.release();
    queue.flush();
  }
}

describe('the way to the engine', () => {
  it('keeps the order of what the ring has no room for', () => {
    const parts = way(64);
    for (let slot = 1; slot <= 20; slot++) parts.queue.send(slot, kinds.data, encode(`frame ${slot}`));
    expect(parts.queue.isWaiting).toBe(true);
    expect(readAll(parts)).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index + 1}:frame ${index + 1}`),
    );
    expect(parts.queue.isWaiting).toBe(false);
  });

  it('knows whether the engine has come to everything', () => {
    const { queue, writer, reader } = way(256);
    expect(queue.hasUnread).toBe(false);
    queue.send(1, kinds.data, encode('x'));
    expect(queue.hasUnread).toBe(true);
    writer.publish();
    reader.next();
    expect(queue.hasUnread).toBe(false);
  });
});

describe('frames that are taken back', () => {
  it('are those that the engine has not come to, published or not, in the ring or outside of it', () => {
    const { queue, writer, reader } = way(64);
    queue.send(1, kinds.data, encode('read'));
    queue.send(2, kinds.data, encode('in the ring'));
    writer.publish();
    reader.next();
    queue.send(3, kinds.signal, encode('SIGTERM'));
    queue.send(4, kinds.data, encode('outside of it'));
    const frames = queue.takeBack();
    expect(frames.map((frame) => [frame.slot, frame.kind, textOf(frame)])).toEqual([
      [2, kinds.data, 'in the ring'],
      [3, kinds.signal, 'SIGTERM'],
      [4, kinds.data, 'outside of it'],
    ]);
    expect(queue.hasUnread).toBe(false);
  });

  it('can be put back, changed and without some; the engine sees what is left, and what is sent afterwards', () => {
    const parts = way(128);
    const { queue, writer, reader } = parts;
    for (const text of ['0', '1', '2', 'three', '4']) queue.send(7, kinds.data, encode(text));
    writer.publish();
    reader.next();
    reader.release();
    const [one, , three, four] = queue.takeBack();
    three.start = 2;
    queue.putBack([one, three, four]);
    queue.send(8, kinds.data, encode('new'));
    writer.publish();
    reader.forgetTail();
    expect(readAll(parts)).toEqual(['7:1', '7:ree', '7:4', '8:new']);
  });

  it('leave nothing behind for a reader that has looked before', () => {
    const { queue, writer, reader } = way(128);
    queue.send(7, kinds.data, encode('0'));
    queue.send(7, kinds.data, encode('1'));
    writer.publish();
    reader.next();
    queue.takeBack();
    writer.publish();
    reader.forgetTail();
    expect(reader.next()).toBe(false);
  });

  it('may stand behind padding at the end of the ring', () => {
    const parts = way(64);
    const { queue, writer, reader } = parts;
    for (let round = 0; round < 200; round++) {
      const texts = ['a', 'bb'.repeat(round % 9), 'c'].map((text) => `${round}${text}`);
      for (const text of texts) queue.send(1, kinds.data, encode(text));
      writer.publish();
      const frames = queue.takeBack();
      queue.putBack(frames);
      writer.publish();
      reader.forgetTail();
      expect(
        readAll(parts)
          .map((text) => text.slice(2))
          .join(''),
      ).toBe(texts.join(''));
    }
  });
});

describe('the hand-over between two threads', () => {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    import { RingReader } from './src/server/ring.ts';
    import { SharedRunState } from './src/server/run-words.ts';
    const reader = new RingReader(workerData.ring);
    const run = new SharedRunState(workerData.memory);
    const seen = [];
    const take = () => {
      if (run.takeStoodIn()) reader.forgetTail();
      if (!reader.next()) return false;
      seen.push(Number(Buffer.from(reader.bytes.subarray(reader.start, reader.end)).toString()));
      reader.release();
      return true;
    };
    const work = () => { for (let turn = 0; turn < 300; turn++) if (run.fate !== undefined) throw new Error('killed'); };
    while (seen.at(-1) !== -1) {
      if (!take()) continue;
      run.begin('script', 0);
      work();
      run.beginDrain();
      take();
      run.endDrain();
      work();
      run.end();
    }
    parentPort.postMessage(seen);`;

  it('loses nothing, doubles nothing, and keeps the order', async () => {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: resolve('.'), loader: 'ts' },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      write: false,
    });
    const [ring, memory] = [createRing(1024), new SharedArrayBuffer(SharedRunState.BYTES)];
    const worker = new Worker(outputFiles[0].text, { eval: true, workerData: { ring, memory } });
    const done = new Promise<number[]>((resolveDone, reject) => {
      worker.once('message', resolveDone);
      worker.once('error', reject);
    });
    const writer = new RingWriter(ring);
    const queue = new FrameQueue(writer);
    const run = new SharedRunState(memory);
    const answered: number[] = [];
    let held = 0;
    const COUNT = 3000;
    /** Sends what waits, in turns with the other thread. */
    const settle = async () => {
      for (;;) {
        queue.flush();
        writer.publish();
        if (!queue.isWaiting) return;
        await new Promise((resolveTurn) => setImmediate(resolveTurn));
      }
    };
    for (let number = 0; number < COUNT; number++) {
      queue.send(1, kinds.data, encode(String(number)));
      await settle();
      if (!run.hold()) continue;
      held++;
      const frames = queue.takeBack();
      const stays = (frame: Frame) => Number(textOf(frame)) % 3 !== 0;
      for (const frame of frames) if (!stays(frame)) answered.push(Number(textOf(frame)));
      queue.putBack(frames.filter(stays));
      writer.publish();
      run.letGo();
    }
    queue.send(1, kinds.data, encode('-1'));
    await settle();
    const seen = (await done).slice(0, -1);
    await worker.terminate();
    expect(held).toBeGreaterThan(0);
    expect(answered).toEqual([...answered].sort((a, b) => a - b));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(new Set([...seen, ...answered]).size).toBe(COUNT);
    expect(seen.length + answered.length).toBe(COUNT);
  });
});
