/**
 * The sessions whose replies go out in parts. They take turns, a part each. One whose peer has much to read already is left
 * out until the peer has read, so that nothing is encoded for those who do not read.
 */
import type { SharedWords } from './messages.ts';
import type { ServerSession } from './server-session.ts';

export class ReplyRotation {
  private readonly words: SharedWords;
  private readonly onTurn: (session: ServerSession) => void;
  /** In the order of their turns. */
  private readonly ready = new Set<ServerSession>();
  private readonly stalled = new Set<ServerSession>();

  /** @param onTurn is called when something of a session's queue has been written or dropped */
  constructor(words: SharedWords, onTurn: (session: ServerSession) => void) {
    this.words = words;
    this.onTurn = onTurn;
  }

  /** Whether something can be written. */
  get isReady(): boolean {
    return this.ready.size > 0;
  }

  /** The session has something in its queue. */
  add(session: ServerSession): void {
    if (!this.stalled.has(session)) this.ready.add(session);
  }

  /** The session's peer has read, or will never read again. */
  resume(session: ServerSession): void {
    if (this.stalled.delete(session)) this.ready.add(session);
  }

  remove(session: ServerSession): void {
    this.ready.delete(session);
    this.stalled.delete(session);
  }

  /** Writes parts of about so many bytes in all. */
  write(bytes: number): void {
    let left = bytes;
    // One that is added again is visited again.
    for (const session of this.ready) {
      if (left <= 0) break;
      this.ready.delete(session);
      const { slot } = session;
      if (this.words.isBroken(slot)) session.drop();
      else if (this.words.mayWrite(slot)) left -= session.writePart();
      else {
        this.stalled.add(session);
        continue;
      }
      if (session.isQueued) this.ready.add(session);
      this.onTurn(session);
    }
  }
}
