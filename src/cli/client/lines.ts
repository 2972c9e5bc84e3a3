/**
 * Where the interactive client gets its lines from: a pipe, or a person at a terminal, who can edit lines, complete them
 * and look up those of earlier sessions.
 *
 * Lines are byte strings. Those that arrive before they are asked for wait in their order. The end of the input is
 * undefined.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import readline from 'node:readline';
import { splitArguments } from '../../bytes/quote.ts';
import { toBytes } from './options.ts';
import { isSensitive } from './sensitive-commands.ts';

export interface LineSource {
  /** The next line, without its end. The prompt is shown at a terminal. */
  next(prompt: string): Promise<string | undefined>;
  /** Resolves as soon as there is input, or when it has ended. */
  untilInput(): Promise<void>;
  close(): void;
}

/** Hands lines over to whoever waits for one. */
class LineQueue {
  private readonly lines: string[] = [];
  private ended = false;
  private wake: (() => void) | undefined;

  get hasInput(): boolean {
    return this.lines.length > 0 || this.ended;
  }

  add(line: string): void {
    this.lines.push(line);
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  async take(): Promise<string | undefined> {
    await this.untilInput();
    return this.lines.shift();
  }

  untilInput(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        if (this.hasInput) resolve();
      };
      this.wake();
    });
  }
}

/** Standard input that is no terminal. */
export class PipedLines implements LineSource {
  private readonly queue = new LineQueue();
  private rest = '';
  private readonly input: NodeJS.ReadableStream;

  constructor(input: NodeJS.ReadableStream) {
    this.input = input;
    input.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        this.queue.add(this.rest + text.slice(start, end));
        this.rest = '';
        start = end + 1;
      }
      this.rest += text.slice(start);
    });
    input.on('end', () => {
      if (this.rest !== '') this.queue.add(this.rest);
      this.queue.end();
    });
  }

  next(): Promise<string | undefined> {
    return this.queue.take();
  }

  untilInput(): Promise<void> {
    return this.queue.untilInput();
  }

  close(): void {
    this.input.pause();
  }
}

const HISTORY_LENGTH = 1000;

/** The file of the history: `~/.tidelockcli_history`, or what the environment says. With `/dev/null` there is none. */
function historyPath(): string | undefined {
  const named = process.env.TIDELOCKCLI_HISTFILE;
  if (named === '/dev/null') return undefined;
  return named || join(homedir(), '.tidelockcli_history');
}

/** Reads the history, with the newest line first, as readline wants it. In the file the oldest line comes first. */
function loadHistory(path: string | undefined): string[] {
  try {
    return path === undefined ? [] : readFileSync(path, 'utf8').split('\n').filter(Boolean).reverse();
  } catch {
    return []; // There is no file when the client is used for the first time.
  }
}

function saveHistory(path: string | undefined, history: string[]): void {
  try {
    if (path !== undefined) writeFileSync(path, `${[...history].reverse().join('\n')}\n`, { mode: 0o600 });
  } catch {
    // Where the file cannot be written only the history is lost.
  }
}

export interface TerminalOptions {
  complete(line: string): string[];
  /** Called for Ctrl-C. */
  onInterrupt(): void;
}

export class TerminalLines implements LineSource {
  private readonly queue = new LineQueue();
  private readonly reader: readline.Interface;

  constructor(options: TerminalOptions) {
    const path = historyPath();
    this.reader = readline.createInterface({
      input: process.stdin,
      output: process.stdout,
      terminal: true,
      history: loadHistory(path),
      historySize: HISTORY_LENGTH,
      removeHistoryDuplicates: true,
      completer: (line: string) => [options.complete(line), line],
    });
    this.reader.on('history', (history: string[]) => {
      if (isSensitive(splitArguments(toBytes(history[0])) ?? [])) history.shift();
      else saveHistory(path, history);
    });
    this.reader.on('line', (line) => this.queue.add(toBytes(line)));
    this.reader.on('close', () => this.queue.end());
    this.reader.on('SIGINT', () => options.onInterrupt());
  }

  next(prompt: string): Promise<string | undefined> {
    if (!this.queue.hasInput) {
      this.reader.setPrompt(prompt);
      this.reader.prompt(true);
    }
    return this.queue.take();
  }

  /** Resolves when any key is pressed, which becomes the first one of the next line. */
  untilInput(): Promise<void> {
    if (this.queue.hasInput) return Promise.resolve();
    this.reader.resume();
    return new Promise((resolve) => process.stdin.once('keypress', () => resolve()));
  }

  close(): void {
    this.reader.close();
  }
}
