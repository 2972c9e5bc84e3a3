import { describe, expect, it, vi } from 'vitest';
import { EngineLoop } from '../../../src/server/engine-loop.ts';
import { latin1 } from '../../../src/server/latin1.ts';
import { encodeOpen, kinds, SharedWords } from '../../../src/server/messages.ts';
import { createRing, RingReader, RingWriter } from '../../../src/server/ring.ts';
import { type EngineBench, engineBench } from '../../support/engine.ts';
import { printCommand } from '../../support/wire.ts';

/** What the front sends: the slot of a connection, and the bytes of one frame; undefined: its peer is gone. */
type Sent = readonly [slot: number, text: string | undefined];

class Ended extends Error {}

/**
 * Gives the loop frames that are all there when its first turn begins, which has to come to all of them. The clock moves by
 * `reading` microseconds each time that it is read.
 */
function turnWith(frames: readonly Sent[], reading = 0): { bench: EngineBench; replies: string[] } {
  const bench = engineBench();
  const { clock, engine } = bench;
  const { monotonic } = clock;
  let read = 0;
  clock.monotonic = () => monotonic.call(clock) + reading * read++;
  const channel = {
    toEngine: createRing(1 << 20),
    toFront: createRing(1 << 20),
    words: new SharedWords().memory,
  };
  const toEngine = new RingWriter(channel.toEngine);
  const write = (slot: number, kind: number, text: string) => {
    if (!toEngine.writeWhole(slot, kind, text)) throw new Error('the ring is full');
  };
  for (const slot of new Set(frames.map(([slot]) => slot))) {
    const address = `127.0.0.1:${slot}`;
    write(
      slot,
      kinds.open,
      encodeOpen({ address, localAddress: '', fileDescriptor: slot, unixSocket: false }),
    );
  }
  for (const [slot, text] of frames) write(slot, text === undefined ? kinds.gone : kinds.data, text ?? '');
  write(0, kinds.signal, 'SIGTERM');
  toEngine.publish();
  const loop = new EngineLoop(
    channel,
    () => {},
    () => {
      throw new Ended();
    },
  );
  const begins = vi.spyOn(engine, 'beginBatch');
  expect(() => loop.run(engine, [][Symbol.iterator]())).toThrow(Ended);
  expect(begins).toHaveBeenCalledTimes(1);
  loop.flush();
  const replies: string[] = [];
  for (const reader = new RingReader(channel.toFront); reader.next(); ) {
    if (reader.kind !== kinds.data) continue;
    replies[reader.slot] = (replies[reader.slot] ?? '') + latin1(reader.bytes, reader.start, reader.end);
  }
  return { bench, replies };
}

const INCR = printCommand(['INCR', 'n']);

describe('a turn', () => {
  it('comes to everybody, however many frames one client has sent before them', () => {
    const long: Sent[] = Array.from({ length: 14 }, () => [1, INCR.repeat(2000)]);
    const { bench, replies } = turnWith([...long, [2, printCommand(['PING'])]]);
    expect(replies[2]).toBe('+PONG\r\n');
    expect(bench.connect().call('GET', 'n')).toBe(String(14 * 2000));
    expect(replies[1]).toBe(Array.from({ length: 14 * 2000 }, (_, at) => `:${at + 1}\r\n`).join(''));
  });

  it('gives nothing to a client that waits for a key and has gone, whatever it has sent since', () => {
    const { bench } = turnWith([
      [1, printCommand(['BLPOP', 'queue', '0'])],
      [1, printCommand(['PING'])],
      [1, undefined],
      [2, printCommand(['RPUSH', 'queue', 'x'])],
    ]);
    expect(bench.connect().call('LLEN', 'queue')).toBe(1);
  });

  it('is over after a time, which each client that waits has a part of', () => {
    const { bench, replies } = turnWith(
      [
        [1, INCR.repeat(1000)],
        [2, printCommand(['INCR', 'm']).repeat(1000)],
        [3, printCommand(['PING'])],
      ],
      100,
    );
    const [first, second] = ['n', 'm'].map((key) => Number(bench.connect().call('GET', key)));
    expect(first).toBeGreaterThan(50);
    expect(first).toBeLessThan(80);
    expect(second).toBeGreaterThan(10);
    expect(second).toBeLessThan(20);
    expect(replies[3]).toBe('+PONG\r\n');
  });

  it.each([
    ['unknown', 'x\r\n'],
    ['called with too few words', 'GET\r\n'],
  ])('is over for commands that are %s, for which no clock is read', (_, line) => {
    const { bench } = turnWith([[1, line.repeat(10_000)]], 1000);
    expect(bench.engine.statistics.totalErrors).toBeGreaterThan(64);
    expect(bench.engine.statistics.totalErrors).toBeLessThan(20 * 64);
  });

  it('is over for commands that are queued', () => {
    const { bench } = turnWith([[1, `MULTI\r\n${INCR.repeat(10_000)}`]], 1000);
    const [client] = bench.engine.clients.values();
    const queued = client.context.transaction?.queue.length;
    expect(queued).toBeGreaterThan(64);
    expect(queued).toBeLessThan(20 * 64);
  });
});
