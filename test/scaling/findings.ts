/** Twice as much, and a bit for what is n log n. */
export const FACTOR = 2.5;

/** From some sizes on other ways are taken, which makes for a leap there; so a size that is larger by this factor decides. */
export const LARGER = 8;

/** What was found out about all functions, all commands, or all readers of texts. */
export interface Findings {
  /** What there is. */
  readonly names: readonly string[];
  /** What there are samples of. */
  readonly sampled: readonly string[];
  /** By name the samples that take more than they should, with the steps for a size and for twice the size. */
  readonly subjects: Record<string, unknown[]>;
}
