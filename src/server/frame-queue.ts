/**
 * The front's way to the engine: the ring, and a queue of the frames for which it has no room. Frames go through both in
 * the order in which they were sent.
 */
import { latin1 } from './latin1.ts';
import { kinds } from './messages.ts';
import type { Frame, RingWriter } from './ring.ts';

export class FrameQueue {
  private readonly writer: RingWriter;
  private waiting: Frame[] = [];

  constructor(writer: RingWriter) {
    this.writer = writer;
  }

  /** Whether there are frames for which the ring had no room. */
  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Whether there are frames that the engine has not begun to handle. */
  get hasUnread(): boolean {
    return this.waiting.length > 0 || this.writer.hasUnread;
  }

  /** The slots of the connections of which data waits outside of the ring. */
  waitingSlots(): Set<number> {
    const slots = new Set<number>();
    for (const { slot, kind, bytes, start } of this.waiting) {
      if (kind === kinds.data && start < bytes.length) slots.add(slot);
    }
    return slots;
  }

  /** Sends the first `length` bytes of `bytes` to the engine. The caller may change them afterwards. */
  send(slot: number, kind: number, bytes: Uint8Array, length = bytes.length): void {
    const taken = this.waiting.length > 0 ? -1 : this.put(slot, kind, bytes, 0, length);
    if (taken < length) {
      this.waiting.push({ slot, kind, bytes: bytes.slice(Math.max(taken, 0), length), start: 0 });
    }
  }

  /** Puts into the ring what there is room for. */
  flush(): void {
    let done = 0;
    for (const frame of this.waiting) {
      const { slot, kind, bytes } = frame;
      const taken = this.put(slot, kind, bytes, frame.start, bytes.length);
      if (taken >= 0) frame.start = taken;
      if (taken < 0 || frame.start < bytes.length) break;
      done++;
    }
    this.waiting.splice(0, done);
  }

  /** Takes everything back that the engine has not read: see `RingWriter.takeBack`. */
  takeBack(): Frame[] {
    const frames = [...this.writer.takeBack(), ...this.waiting];
    this.waiting = [];
    return frames;
  }

  /** Sends frames that were taken back. */
  putBack(frames: Frame[]): void {
    this.waiting = frames;
    this.flush();
  }

  /**
   * Writes `bytes[start, end)` to the ring. Answers up to where there was room for them, -1 if there was none at all. Only
   * data may be cut in several frames.
   */
  private put(slot: number, kind: number, bytes: Uint8Array, start: number, end: number): number {
    if (kind !== kinds.data) return this.writer.writeWhole(slot, kind, latin1(bytes, 0, end)) ? end : -1;
    const taken = this.writer.write(slot, kind, bytes, start, end);
    return taken === 0 && start < end ? -1 : start + taken;
  }
}
