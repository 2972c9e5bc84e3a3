/** What the front has answered in the engine's place, for the engine to count: INFO shows it as if the engine had. */
import type { Command } from '../engine/command-table.ts';
import type { Engine } from '../engine/engine.ts';

/** `rejected`: the command was not run. `failed`: it was, and answered an error. `unknown`: there is no such command. */
export type Outcome = 'called' | 'failed' | 'rejected' | 'unknown';

export class AnswerReport {
  inputBytes = 0;
  outputBytes = 0;
  /** How often there was an outcome: by `outcome code command`, without spaces in any of them. */
  private readonly counts = new Map<string, number>();

  /** @param text the reply, whose first word says what kind of error it is */
  count(outcome: Outcome, text: string, command = '-'): void {
    const [code] = text.split(' ', 1);
    this.add(`${outcome} ${code} ${command}`, 1);
  }

  get isEmpty(): boolean {
    return this.counts.size === 0;
  }

  encode(): string {
    const lines = [...this.counts].map(([key, count]) => `${key} ${count}`);
    return [`${this.inputBytes} ${this.outputBytes}`, ...lines].join('\n');
  }

  /** Adds what another report says. */
  addEncoded(text: string): void {
    const [bytes, ...lines] = text.split('\n');
    const [input, output] = bytes.split(' ');
    this.inputBytes += Number(input);
    this.outputBytes += Number(output);
    for (const line of lines) {
      const end = line.lastIndexOf(' ');
      this.add(line.slice(0, end), Number(line.slice(end + 1)));
    }
  }

  /** Counts all this where INFO looks. */
  countIn({ statistics, commands }: Pick<Engine, 'statistics' | 'commands'>): void {
    statistics.netInputBytes += this.inputBytes;
    statistics.netOutputBytes += this.outputBytes;
    const byName = new Map([...commands.all()].map((command) => [command.fullName, command]));
    for (const [key, count] of this.counts) {
      const [outcome, code, name] = key.split(' ');
      if (outcome !== 'called') statistics.countError(code, count);
      const command = byName.get(name);
      if (command !== undefined) countCalls(command, outcome, count);
      if (outcome === 'called' || outcome === 'failed') statistics.commandsProcessed += count;
    }
  }

  private add(key: string, count: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }
}

function countCalls(
  command: Pick<Command, 'calls' | 'failedCalls' | 'rejectedCalls'>,
  outcome: string,
  count: number,
): void {
  if (outcome === 'rejected') {
    command.rejectedCalls += count;
    return;
  }
  command.calls += count;
  if (outcome === 'failed') command.failedCalls += count;
}
