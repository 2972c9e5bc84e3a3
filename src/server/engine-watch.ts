/**
 * Watches that the engine comes to what it is sent. While a script lets nobody in although it should (it runs for longer
 * than `busy-reply-threshold`, and has not looked up for a while), it has the front stand in. There is a timer only
 * while there is something that the engine has not read.
 */
// Not the global ones: a test may have faked those of the process that it starts a server in.
import { clearTimeout, setTimeout } from 'node:timers';
import type { FrameQueue } from './frame-queue.ts';
import type { SharedRunState } from './run-words.ts';
import type { StandIn } from './stand-in.ts';

/**
 * Milliseconds between two looks, and how long a script may not have looked up until it counts as deaf. A client waits for
 * BUSY until the threshold, and then for both at most. A script that does look up does so several times in a millisecond.
 */
const INTERVAL = 20;
const PATIENCE = 40;

export class EngineWatch {
  /** Set once the engine has told what commands there are. */
  standIn: StandIn | undefined;

  private readonly run: SharedRunState;
  private readonly queue: FrameQueue;
  private readonly threshold: () => number;
  private readonly onBegin: () => void;
  private timer: NodeJS.Timeout | undefined;
  /** When the run began that the front stood in for last. */
  private lastRun = Number.NaN;

  /**
   * @param threshold answers `busy-reply-threshold`
   * @param onBegin is called when the front stands in for the first time in a run of a script
   */
  constructor(run: SharedRunState, queue: FrameQueue, threshold: () => number, onBegin: () => void) {
    this.run = run;
    this.queue = queue;
    this.threshold = threshold;
    this.onBegin = onBegin;
  }

  /** Something was sent to the engine. */
  begin(): void {
    this.timer ??= setTimeout(this.look, INTERVAL);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private readonly look = (): void => {
    this.timer = undefined;
    if (!this.queue.hasUnread) return;
    const hasMore = this.isNeeded() && this.standIn?.pass();
    this.timer = setTimeout(this.look, hasMore ? 0 : INTERVAL);
  };

  private isNeeded(): boolean {
    const { run } = this;
    const threshold = this.threshold();
    if (threshold <= 0 || !run.isDeaf(threshold, PATIENCE)) return false;
    if (run.began !== this.lastRun) this.onBegin();
    this.lastRun = run.began;
    return true;
  }
}
