/**
 * Conformance cases: the same commands on Tidelock and on the real server, compared byte for byte in RESP2 and RESP3.
 *
 * `CONFORMANCE` in the environment chooses what a run does:
 *   (nothing)  Tidelock against the recorded answers; an installed server of the recorded version against them too
 *   embedded   the engine in this process, without a build, against the recorded answers
 *   oracle     only the installed server against the recorded answers
 *   record     writes the recorded answers anew (`npm run conformance:record`)
 *   collect    runs nothing: the cases are for another test, which takes them from `collected`
 *   explore    generated sequences only, with a fresh seed, Tidelock against the installed server, shrunk on a difference
 */
import type fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explore, type GeneratedOptions, recordSequences, replay } from './generated.ts';
import { inProcessPeer } from './in-process-peer.ts';
import { installedRedisVersion, redisPeer, sameMinor, tidelockPeer } from './peers.ts';
import { Recording, type Transcripts } from './recording.ts';
import { type CaseOptions, type Connection, type Peer, type Protocol, runCase } from './run.ts';
import { ShownAnswers } from './shown-answers.ts';
import type { Step } from './steps.ts';

const MODE = process.env.CONFORMANCE ?? '';
const BOTH: readonly Protocol[] = [2, 3];

export interface FamilyOptions {
  /** Command-line words for the servers, e.g. `['--maxmemory', '1mb']`. */
  readonly server?: readonly string[];
}

/** What a family declares. */
export interface CollectedFamily {
  readonly family: string;
  readonly server: readonly string[];
  readonly cases: { name: string; steps: readonly Step[]; options: CaseOptions }[];
  readonly sequences: { name: string; commands: string[][][]; options: GeneratedOptions }[];
}

/** The families that were opened in the mode `collect`. */
export const collected: CollectedFamily[] = [];

/** A server with a connection for the harness; started when first asked for. */
class Bench {
  readonly #start: () => Promise<Peer>;
  #running: Promise<{ peer: Peer; admin: Connection }> | undefined;

  constructor(start: () => Promise<Peer>) {
    this.#start = start;
  }

  get(): Promise<{ peer: Peer; admin: Connection }> {
    this.#running ??= this.#start().then(async (peer) => ({ peer, admin: await peer.connect() }));
    return this.#running;
  }

  async stop(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    running?.admin.close();
    await running?.peer.stop();
  }
}

/**
 * Opens a family of cases, one a file: its answers are recorded in `recorded/<family>.json`.
 * Call it once at the top of a `<family>.test.ts`, then add cases to what it answers.
 */
export function conformance(family: string, { server = [] }: FamilyOptions = {}): Family {
  return new Family(family, server);
}

export class Family {
  readonly #recording: Recording;
  readonly #tidelock: Bench;
  readonly #redis: Bench;
  readonly #shown: ShownAnswers;
  readonly #names = new Set<string>();
  readonly #live: boolean;
  readonly #collected: CollectedFamily;

  constructor(family: string, options: readonly string[]) {
    this.#recording = new Recording(family);
    this.#shown = new ShownAnswers(this.#recording);
    this.#collected = { family, server: options, cases: [], sequences: [] };
    this.#tidelock = new Bench(() => (MODE === 'embedded' ? inProcessPeer(options) : tidelockPeer(options)));
    this.#redis = new Bench(() => redisPeer(options));
    const installed = installedRedisVersion();
    if (MODE === 'collect') {
      this.#live = false;
      collected.push(this.#collected);
      return;
    }
    this.#live = MODE === 'oracle' || (MODE === '' && sameMinor(installed, this.#recording.server));
    if (MODE === 'record') {
      const isRight = sameMinor(installed, '7.2.0');
      beforeAll(() => {
        if (!isRight) throw new Error(`answers are recorded from 7.2, not ${installed}`);
      });
      afterAll(() => {
        if (!isRight) return;
        this.#recording.save(installed ?? '', this.#names);
        this.#shown.write();
      });
    } else if (MODE !== 'explore') {
      test('what stands beside the commands is what was recorded', () =>
        expect(this.#shown.differences(), this.#advice).toEqual([]));
    }
    afterAll(async () => {
      await Promise.all([this.#tidelock.stop(), this.#redis.stop()]);
    });
  }

  /** Adds a case: `name` says what it shows; `steps`, or groups of them, run in order on an empty server. */
  case(name: string, list: readonly (Step | readonly Step[])[], options: CaseOptions = {}): void {
    this.#declare(name);
    const groups = list.map((steps) => [steps].flat());
    const steps = groups.flat();
    if (MODE === 'collect') {
      this.#collected.cases.push({ name, steps, options });
      return;
    }
    this.#shown.declare(name, groups);
    const run = (bench: Bench) => transcriptsOf(bench, steps, options);
    if (MODE === 'record') {
      test(`records: ${name}`, async () => {
        const first = await run(this.#redis);
        expect(lines(await run(this.#redis)), 'two runs differ: normalise what may').toEqual(lines(first));
        this.#recording.recordCase(name, first);
      });
      return;
    }
    if (MODE === 'explore') {
      test.skip(name, () => {});
      return;
    }
    const recorded = () => this.#recorded(name, steps);
    if (MODE !== 'oracle') {
      test(name, async () => expect(lines(await run(this.#tidelock))).toEqual(lines(recorded())));
    }
    if (this.#live) {
      test(`the installed server answers as recorded: ${name}`, async () =>
        expect(lines(await run(this.#redis))).toEqual(lines(recorded())));
    }
  }

  /** Adds generated sequences: `commands` makes one command; sequences and answers are recorded under `name`. */
  generated(name: string, commands: fc.Arbitrary<string[]>, options: GeneratedOptions = {}): void {
    this.#declare(name);
    if (MODE === 'collect') {
      const commands = (this.#recording.sequences(name)?.sequences ?? []).map(
        (sequence) => sequence.commands,
      );
      this.#collected.sequences.push({ name, commands, options });
      return;
    }
    if (MODE === 'record') {
      test(`records: ${name}`, async () => {
        const sequences = await recordSequences(await this.#redis.get(), commands, options);
        this.#recording.recordSequences(name, sequences);
      });
      return;
    }
    if (MODE === 'explore') {
      test(
        name,
        async () => explore(await this.#tidelock.get(), await this.#redis.get(), commands, options),
        600_000,
      );
      return;
    }
    const recorded = () => {
      const sequences = this.#recording.sequences(name);
      if (sequences === undefined) throw new Error(this.#adviceFor(name));
      return sequences;
    };
    describe(name, () => {
      if (MODE !== 'oracle') {
        test('as recorded', async () => replay(await this.#tidelock.get(), recorded(), options));
      }
      if (this.#live) {
        test('the installed server answers as recorded', async () =>
          replay(await this.#redis.get(), recorded(), options));
      }
    });
  }

  #declare(name: string): void {
    if (this.#names.has(name)) throw new Error(`two cases are called ${name}`);
    this.#names.add(name);
  }

  #recorded(name: string, steps: readonly Step[]): Transcripts {
    const transcripts = this.#recording.transcripts(name);
    const sent = (transcripts?.[2] ?? transcripts?.[3])?.map(([line]) => line);
    const declared = steps.map((step) => step.describe());
    if (transcripts === undefined || JSON.stringify(sent) !== JSON.stringify(declared)) {
      throw new Error(this.#adviceFor(name));
    }
    return transcripts;
  }

  #adviceFor(name: string): string {
    return `no recorded answers for ${name} as it stands: ${this.#advice}`;
  }

  get #advice(): string {
    return `npm run conformance:record -- ${this.#recording.family}.test.ts`;
  }
}

async function transcriptsOf(
  bench: Bench,
  steps: readonly Step[],
  options: CaseOptions,
): Promise<Transcripts> {
  const { peer, admin } = await bench.get();
  const transcripts: Transcripts = {};
  for (const protocol of options.protocols ?? BOTH) {
    transcripts[protocol] = await runCase(peer, admin, steps, protocol, options);
  }
  return transcripts;
}

/** One line an exchange, so that a difference reads well. */
function lines(transcripts: Transcripts): string[] {
  return BOTH.flatMap((protocol) =>
    (transcripts[protocol] ?? []).map(
      ([sent, reply]) => `RESP${protocol} ${sent} -> ${JSON.stringify(reply)}`,
    ),
  );
}
