/**
 * Recorded answers of the real server: one JSON file a family in test/conformance/recorded.
 *
 * A reply that is the same in RESP2 and RESP3 stands there once: `[sent, reply]`, else `[sent, resp2, resp3]`;
 * the sent text is kept so that a changed case is told apart from a wrong reply.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exchange, Protocol } from './run.ts';

/** What one case did in each protocol that it runs in. */
export type Transcripts = Partial<Record<Protocol, readonly Exchange[]>>;

type RecordedLine =
  | [sent: string, reply: string]
  | [sent: string, resp2: string | null, resp3: string | null];

/** Generated sequences are recorded with their commands: replaying them needs no generator. */
export interface RecordedSequences {
  readonly seed: number;
  readonly sequences: readonly { readonly commands: string[][]; readonly replies: [string, string?][] }[];
}

interface RecordingFile {
  /** The version that answered, `7.2.6`. */
  server: string;
  cases: Record<string, RecordedLine[]>;
  generated: Record<string, RecordedSequences>;
}

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'recorded');

export class Recording {
  readonly family: string;
  readonly #path: string;
  readonly #file: RecordingFile;

  constructor(family: string) {
    this.family = family;
    this.#path = join(FOLDER, `${family}.json`);
    this.#file = existsSync(this.#path)
      ? JSON.parse(readFileSync(this.#path, 'utf8'))
      : { server: '', cases: {}, generated: {} };
  }

  /** The version of the server that answered; empty while nothing is recorded. */
  get server(): string {
    return this.#file.server;
  }

  /** The recorded transcripts of a case, or undefined. */
  transcripts(name: string): Transcripts | undefined {
    const lines = this.#file.cases[name];
    if (lines === undefined) return undefined;
    const pick = (protocol: Protocol): Exchange[] | undefined => {
      const replies = lines.map((line) => (line.length === 2 ? line[1] : line[protocol - 1]));
      if (replies.some((reply) => reply === null)) return undefined;
      return lines.map(([sent], position) => [sent, replies[position] ?? '']);
    };
    const [resp2, resp3] = [pick(2), pick(3)];
    return { ...(resp2 && { 2: resp2 }), ...(resp3 && { 3: resp3 }) };
  }

  sequences(name: string): RecordedSequences | undefined {
    return this.#file.generated[name];
  }

  recordCase(name: string, transcripts: Transcripts): void {
    const [resp2, resp3] = [transcripts[2], transcripts[3]];
    const lines = resp2 ?? resp3 ?? [];
    this.#file.cases[name] = lines.map(([sent], position): RecordedLine => {
      const replies = [resp2?.[position][1] ?? null, resp3?.[position][1] ?? null] as const;
      return replies[0] !== null && replies[0] === replies[1] ? [sent, replies[0]] : [sent, ...replies];
    });
  }

  recordSequences(name: string, sequences: RecordedSequences): void {
    this.#file.generated[name] = sequences;
  }

  /** Writes the file, one exchange a line; answers of cases that are gone are dropped. */
  save(server: string, names: ReadonlySet<string>): void {
    const kept = <T>(entries: Record<string, T>) =>
      Object.entries(entries).filter(([name]) => names.has(name));
    const cases = kept(this.#file.cases).map(
      ([name, lines]) =>
        `    ${quoted(name)}: [\n${lines.map((line) => `      ${quoted(line)}`).join(',\n')}\n    ]`,
    );
    const generated = kept(this.#file.generated).map(
      ([name, { seed, sequences }]) =>
        `    ${quoted(name)}: { "seed": ${seed}, "sequences": [\n${sequences
          .map((sequence) => `      ${quoted(sequence)}`)
          .join(',\n')}\n    ] }`,
    );
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(
      this.#path,
      `{\n  "server": ${quoted(server)},\n  "cases": {\n${cases.join(',\n')}\n  },\n  "generated": {\n${generated.join(
        ',\n',
      )}\n  }\n}\n`,
    );
  }
}

/** JSON in plain ASCII: bytes above 127 are escaped, so that editors and diffs leave them alone. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
