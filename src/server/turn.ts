/**
 * How much is done in one turn of the engine's loop, and for whom: bounded by time and by bytes, and shared by those who
 * have sent something, so that nobody waits long for the next turn.
 */

/** A turn runs about this many bytes of requests at most, then replies are written: so the front has work meanwhile. */
const TURN_BYTES = 65_536;
/** After this time no further command of a turn's frames is begun, nor of those that wait from turns before, microseconds. */
const TURN_TIME = 5000;
/** No frame counts as more than this, so that a long one does not end the turn before others have theirs. */
const FRAME_BYTES = 16_384;
/** However many clients wait, each may use this much of a turn, microseconds. */
const SLICE = 500;

/** What tells the time: when the last command ended, in microseconds. */
export interface Ticks {
  readonly lastTick: number;
}

/** One who takes part. */
export interface Member {
  /** The number of the last turn that ran one of its frames. */
  lastTurn: number;
}

export class Turn {
  private readonly ticks: Ticks;
  private number = 0;
  private end = 0;
  private bytes = 0;
  /** When those who wait have had their part of the turn. */
  private waitingEnd = 0;

  constructor(ticks: Ticks) {
    this.ticks = ticks;
  }

  /** @param now as `lastTick` tells the time */
  begin(now: number): void {
    this.number++;
    this.bytes = TURN_BYTES;
    this.end = now + TURN_TIME;
  }

  /** Whether the time is over of who has the turn. */
  get isOver(): boolean {
    return this.ticks.lastTick > this.end;
  }

  /** Whether more frames may be looked at. Those that are kept do not count: there are no more of them than the ring holds. */
  get takesFrames(): boolean {
    return this.bytes > 0;
  }

  /**
   * Whether a frame of so many bytes is run now. One of each member is, until the turn is over: behind the frames of a long
   * pipeline lie those of others, who would have to wait a turn for each of them.
   */
  admits(member: Member, bytes: number): boolean {
    if (member.lastTurn === this.number || this.isOver) return false;
    member.lastTurn = this.number;
    this.bytes -= Math.min(bytes, FRAME_BYTES);
    return true;
  }

  /** The part of the turn begins in which those go on who wait. */
  beginWaiting(): void {
    this.waitingEnd = this.ticks.lastTick + TURN_TIME;
  }

  /** Gives the next of those who wait its slice. False: the time is over. @param members how many wait */
  beginSlice(members: number): boolean {
    const { lastTick } = this.ticks;
    if (lastTick > this.waitingEnd) return false;
    this.end = lastTick + Math.max(TURN_TIME / members, SLICE);
    return true;
  }
}
