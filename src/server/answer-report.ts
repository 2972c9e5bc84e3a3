/** What the front has answered in the engine's place, for the engine to count: INFO shows it as if the engine had. */
import type { Command } from '../engine/command-table.ts';
import type { Engine } from '../engine/engine.ts';

/** `rejected`: the command was not run. `failed`: it was, and answered an error. `unknown`: there is no such command. */
export type Outcome = 'called' | 'failed' | 'rejected' | 'unknown';

interface Entry {
  outcome: Outcome;
  /** The first word of the reply, which says what kind of error it is. */
  code: string;
  /** The full name; empty: there is no such command. */
  command: string;
  count: number;
}

interface Encoded {
  inputBytes: number;
  outputBytes: number;
  entries: Entry[];
}

export class AnswerReport {
  inputBytes = 0;
  outputBytes = 0;
  private readonly entries = new Map<string, Entry>();

  /** @param text the reply */
  count(outcome: Outcome, text: string, command = ''): void {
    const [code] = text.split(' ', 1);
    this.add({ outcome, code, command, count: 1 });
  }

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  encode(): string {
    const { inputBytes, outputBytes, entries } = this;
    return JSON.stringify({ inputBytes, outputBytes, entries: [...entries.values()] } satisfies Encoded);
  }

  /** Adds what another report says. */
  addEncoded(text: string): void {
    const { inputBytes, outputBytes, entries } = JSON.parse(text) as Encoded;
    this.inputBytes += inputBytes;
    this.outputBytes += outputBytes;
    for (const entry of entries) this.add(entry);
  }

  /** Counts all this where INFO looks. */
  countIn({ statistics, commands }: Pick<Engine, 'statistics' | 'commands'>): void {
    statistics.netInputBytes += this.inputBytes;
    statistics.netOutputBytes += this.outputBytes;
    const byName = new Map([...commands.all()].map((command) => [command.fullName, command]));
    for (const { outcome, code, command, count } of this.entries.values()) {
      if (outcome !== 'called') statistics.countCode(code, count);
      if (outcome === 'called' || outcome === 'failed') statistics.commandsProcessed += count;
      const named = byName.get(command);
      if (named !== undefined) countCalls(named, outcome, count);
    }
  }

  private add(entry: Entry): void {
    const key = `${entry.outcome} ${entry.code} ${entry.command}`;
    const known = this.entries.get(key);
    if (known === undefined) this.entries.set(key, { ...entry });
    else known.count += entry.count;
  }
}

function countCalls(
  command: Pick<Command, 'calls' | 'failedCalls' | 'rejectedCalls'>,
  outcome: Outcome,
  count: number,
): void {
  if (outcome === 'rejected') {
    command.rejectedCalls += count;
    return;
  }
  command.calls += count;
  if (outcome === 'failed') command.failedCalls += count;
}
