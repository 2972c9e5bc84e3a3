import { describe, expect, it } from 'vitest';
import { SharedWords } from '../../../src/server/messages.ts';
import { ReplyRotation } from '../../../src/server/reply-rotation.ts';
import type { ServerSession } from '../../../src/server/server-session.ts';

const PART = 100;

/** Sessions with so many parts each, and the order in which their parts are written. */
function bench(...parts: number[]) {
  const words = new SharedWords();
  const order: number[] = [];
  const sessions = parts.map((count, slot) => {
    let left = count;
    return {
      slot,
      get isQueued() {
        return left > 0;
      },
      writePart: () => {
        left--;
        order.push(slot);
        return PART;
      },
      drop: () => {
        left = 0;
      },
    } as unknown as ServerSession;
  });
  const turns: number[] = [];
  const rotation = new ReplyRotation(words, ({ slot }) => turns.push(slot));
  for (const session of sessions) rotation.add(session);
  return { words, order, sessions, turns, rotation };
}

describe('sessions with long replies', () => {
  it('take turns, until so much is written', () => {
    const { order, rotation } = bench(5, 2, 5);
    rotation.write(4 * PART);
    expect(order).toEqual([0, 1, 2, 0]);
    rotation.write(5 * PART);
    expect(order).toEqual([0, 1, 2, 0, 1, 2, 0, 2, 0]);
    expect(rotation.isReady).toBe(true);
    rotation.write(100 * PART);
    expect(order.length).toBe(12);
    expect(rotation.isReady).toBe(false);
  });

  it('are left out while much waits for their peers', () => {
    const { words, order, sessions, rotation } = bench(3, 3);
    words.setCongested(0);
    rotation.write(100 * PART);
    expect(order).toEqual([1, 1, 1]);
    expect(rotation.isReady).toBe(false);
    // The session got another reply meanwhile.
    rotation.add(sessions[0]);
    expect(rotation.isReady).toBe(false);
    expect(words.clearCongested(0)).toBe(true);
    rotation.resume(sessions[0]);
    rotation.write(100 * PART);
    expect(order).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('lose their replies with their peers', () => {
    const { words, order, sessions, turns, rotation } = bench(3);
    words.setCongested(0);
    rotation.write(100 * PART);
    expect(words.setBroken(0)).toBe(true);
    rotation.resume(sessions[0]);
    rotation.write(100 * PART);
    expect([order, turns, sessions[0].isQueued]).toEqual([[], [0], false]);
  });

  it('are forgotten when they end', () => {
    const { order, sessions, rotation } = bench(3, 1);
    rotation.remove(sessions[0]);
    rotation.resume(sessions[0]);
    rotation.write(100 * PART);
    expect(order).toEqual([1]);
  });
});

describe('what the front tells of a peer', () => {
  it('is told on only if the engine waits for it', () => {
    const words = new SharedWords();
    words.setCongested(3);
    expect(words.clearCongested(3)).toBe(false);
    words.setCongested(3);
    expect(words.mayWrite(3)).toBe(false);
    expect(words.mayWrite(4)).toBe(true);
    expect(words.clearCongested(3)).toBe(true);
    expect(words.mayWrite(3)).toBe(true);
    expect(words.setBroken(3)).toBe(false);
    expect(words.isBroken(3)).toBe(true);
    words.beginPeer(3);
    expect(words.isBroken(3)).toBe(false);
  });
});
