/** How fast a counter grows at present, for INFO's `instantaneous_...` fields. */

/** The average is taken over this many samples. */
const SAMPLES = 16;

export class Rate {
  private readonly samples: number[] = new Array(SAMPLES).fill(0);
  private next = 0;
  private lastCount = 0;
  /** Milliseconds since the epoch. */
  private lastTime = 0;

  /** Takes the counter's state at a time in milliseconds since the epoch. */
  sample(count: number, now: number): void {
    const elapsed = now - this.lastTime;
    // A counter that was set back begins anew.
    if (this.lastTime > 0 && elapsed > 0) {
      this.samples[this.next] = (Math.max(0, count - this.lastCount) * 1000) / elapsed;
      this.next = (this.next + 1) % SAMPLES;
    }
    this.lastCount = count;
    this.lastTime = now;
  }

  get perSecond(): number {
    return this.samples.reduce((sum, sample) => sum + sample, 0) / SAMPLES;
  }
}
