/**
 * Generated command sequences: what nobody thought of.
 *
 * Sequences are made once, from a fixed seed, and recorded with the real server's answers; a run replays them.
 * Exploring makes new ones and shrinks a difference to the shortest sequence that shows it.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { printCommand } from '../../support/wire.ts';
import type { Normaliser } from './normalise.ts';
import type { RecordedSequences } from './recording.ts';
import {
  type Connection,
  call,
  normalised,
  type Peer,
  type Protocol,
  reset,
  shortened,
  withSettings,
} from './run.ts';

export interface GeneratedOptions {
  /** How many sequences are recorded; each costs about a kilobyte. */
  readonly runs?: number;
  /** Commands in a sequence. */
  readonly length?: number;
  readonly seed?: number;
  /** What may differ in the replies of a command, by its name in upper case. */
  readonly normalisers?: Readonly<Record<string, Normaliser>>;
  /** CONFIG settings for all of the sequences. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly peer: Peer;
  readonly admin: Connection;
}

const DEFAULTS = { runs: 30, length: 30, seed: 20_240_607 };

/** Sends one sequence to an empty server, in one pipeline, and takes the replies. */
export async function runSequence(
  { peer, admin }: Running,
  commands: readonly string[][],
  protocol: Protocol,
  { normalisers = {} }: GeneratedOptions,
): Promise<string[]> {
  await reset(admin);
  const connection = await peer.connect();
  try {
    if (protocol === 3) await call(connection, 'HELLO', '3');
    connection.write(commands.map(printCommand).join(''));
    const replies: string[] = [];
    for (const [name] of commands) {
      const normaliser = normalisers[name.toUpperCase()];
      replies.push(shortened(normalised(await connection.receive(), normaliser ? [normaliser] : [])));
    }
    return replies;
  } finally {
    connection.close();
  }
}

/** Makes the sequences and takes the real server's answers. Fails when a second run answers differently. */
export async function recordSequences(
  running: Running,
  commands: fc.Arbitrary<string[]>,
  options: GeneratedOptions,
): Promise<RecordedSequences> {
  const { runs, length, seed } = { ...DEFAULTS, ...options };
  const sample = fc.sample(fc.array(commands, { minLength: length, maxLength: length }), {
    seed,
    numRuns: runs,
  });
  return withSettings(running.admin, options.settings ?? {}, async () => {
    const sequences = [];
    for (const sequence of sample) {
      const resp2 = await runSequence(running, sequence, 2, options);
      const again = await runSequence(running, sequence, 2, options);
      expect(again, 'two runs differ: normalise what may').toEqual(resp2);
      const resp3 = await runSequence(running, sequence, 3, options);
      const replies = resp2.map((reply, position): [string, string?] =>
        reply === resp3[position] ? [reply] : [reply, resp3[position]],
      );
      sequences.push({ commands: sequence, replies });
    }
    return { seed, sequences };
  });
}

/** Sends the recorded sequences and compares the replies in both protocols. */
export async function replay(
  running: Running,
  { sequences }: RecordedSequences,
  options: GeneratedOptions,
): Promise<void> {
  await withSettings(running.admin, options.settings ?? {}, async () => {
    for (const { commands, replies } of sequences) {
      for (const protocol of [2, 3] as const) {
        const expected = replies.map(([resp2, resp3]) => (protocol === 3 ? (resp3 ?? resp2) : resp2));
        compare(commands, await runSequence(running, commands, protocol, options), expected, protocol);
      }
    }
  });
}

/** Looks for a difference between two servers in fresh sequences: `CONFORMANCE_RUNS` of them (100 by default). */
export async function explore(
  left: Running,
  right: Running,
  commands: fc.Arbitrary<string[]>,
  options: GeneratedOptions,
): Promise<void> {
  const { length } = { ...DEFAULTS, ...options };
  const settings = options.settings ?? {};
  const property = fc.asyncProperty(
    fc.array(commands, { minLength: 1, maxLength: length }),
    async (sequence) => {
      for (const protocol of [2, 3] as const) {
        const expected = await runSequence(right, sequence, protocol, options);
        compare(sequence, await runSequence(left, sequence, protocol, options), expected, protocol);
      }
    },
  );
  const seed = process.env.CONFORMANCE_SEED;
  const parameters = {
    numRuns: Number(process.env.CONFORMANCE_RUNS ?? 100),
    ...(seed !== undefined && { seed: Number(seed) }),
  };
  await withSettings(left.admin, settings, () =>
    withSettings(right.admin, settings, () => fc.assert(property, parameters)),
  );
}

/** Fails at the first reply that differs, and shows the sequence up to it. */
function compare(
  commands: readonly string[][],
  actual: readonly string[],
  expected: readonly string[],
  protocol: Protocol,
): void {
  const position = actual.findIndex((reply, at) => reply !== expected[at]);
  if (position < 0) return;
  const sequence = commands
    .slice(0, position + 1)
    .map((words) => words.map((word) => JSON.stringify(word)).join(' '));
  expect(actual[position], `RESP${protocol}, after:\n${sequence.join('\n')}\n`).toBe(expected[position]);
}
