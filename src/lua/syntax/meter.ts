/**
 * How the front end says what it costs. The parser and the generator know nothing of the runtime and its budget, so whoever
 * calls them passes a meter. They charge as they go, so that a text of any length can be stopped at any point, and no
 * more is ever under way than was charged for.
 */
export interface Meter {
  /** Counts work as steps of the running script (lua/runtime/budget.ts). It may throw whatever ends the script. */
  spend(steps: number): void;
  /** Counts bytes that are about to be allocated. It throws if they are too many. */
  accountMemory(bytes: number): void;
}

/** For work that nobody has to be charged for. */
export const FREE: Meter = { spend: () => {}, accountMemory: () => {} };

/**
 * How many tokens a text may have. The longest list in a syntax tree has one item for each token or fewer, so no list comes
 * near the length at which V8 gives up the process.
 */
export const MAXIMUM_TOKENS = 2 ** 25;

/** Tokens, or bytes of one long token, between two charges: few enough for a tick to come in time. */
export const TOKENS_PER_CHARGE = 64;
export const BYTES_PER_CHARGE = 2 ** 14;

/** What lexing and parsing a token costs, in steps, and the bytes that its nodes take (docs/measurements.md). */
export const STEPS_PER_TOKEN = 100;
export const BYTES_PER_TOKEN = 100;
