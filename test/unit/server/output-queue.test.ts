import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, encodeBeginning, type Rest, UnfinishedReply } from '../../../src/protocol/encode.ts';
import { GeneratedReply, type Reply } from '../../../src/protocol/reply.ts';
import { OutputQueue } from '../../../src/server/output-queue.ts';

const long = (length: number) => Array.from({ length }, (_, number) => `element ${number}`);

/** Adds a reply as a session does. */
function add(queue: OutputQueue, reply: Reply): void {
  const rest: Rest = [];
  queue.add(encodeBeginning(reply, 2, '', rest));
  if (rest.length > 0) queue.addReply(new UnfinishedReply(rest, 2));
}

describe('the queue of what is to be written', () => {
  it('gives all out in order and knows how much is left, however it is filled and emptied', () => {
    const added: Record<string, Reply> = { short: 'short', many: long(5000), long: ['x'.repeat(100_000)] };
    const step = fc.constantFrom('take', ...Object.keys(added));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const queue = new OutputQueue();
        let expected = '';
        let taken = '';
        for (const what of steps) {
          if (what === 'take') taken += queue.take();
          else {
            add(queue, added[what]);
            expected += encode(added[what], 2);
          }
          expect(queue.bytes).toBe(expected.length - taken.length);
          expect(queue.isEmpty).toBe(queue.bytes === 0);
        }
        while (!queue.isEmpty) taken += queue.take();
        expect(taken === expected).toBe(true);
        expect(queue.bytes).toBe(0);
      }),
    );
  });

  it('counts a reply of estimated length down to nothing, be it too long or too short', () => {
    for (const estimate of [1, 107, 1000]) {
      const queue = new OutputQueue();
      add(queue, new GeneratedReply(10_000, Array<string>(10_000).fill('x'.repeat(100)), estimate));
      add(queue, 'behind');
      let taken = '';
      while (!queue.isEmpty) {
        taken += queue.take();
        expect(queue.bytes).toBeGreaterThanOrEqual(0);
      }
      expect(queue.bytes).toBe(0);
      expect(taken.endsWith('$6\r\nbehind\r\n')).toBe(true);
    }
  });

  it('of many short texts stays quick', () => {
    const queue = new OutputQueue();
    for (let number = 0; number < 200_000; number++) queue.add('+OK\r\n');
    let taken = 0;
    while (!queue.isEmpty) taken += queue.take().length;
    expect(taken).toBe(1_000_000);
  });

  it('forgets all at once', () => {
    const queue = new OutputQueue();
    add(queue, long(100_000));
    queue.clear();
    expect([queue.isEmpty, queue.bytes, queue.take()]).toEqual([true, 0, '']);
  });
});
