/**
 * The interactive client. It reads lines and runs them, and shows messages while it is subscribed.
 *
 * Besides the server's commands it knows `quit`, `exit`, `connect <host> <port>`, `clear` and `help`. A number in front of
 * a command is how many times to run it.
 */
import { BLANKS, endOfRun } from '../../bytes/character-set.ts';
import { parseLooseInteger } from '../../bytes/number.ts';
import { splitArguments } from '../../bytes/quote.ts';
import { CliExit } from './cli-exit.ts';
import { ConnectionError } from './connection.ts';
import { type LineSource, PipedLines, TerminalLines } from './lines.ts';
import { isTerminalOutput, leadingInteger } from './options.ts';
import type { TerminalSession } from './terminal-session.ts';

/** Milliseconds. The time that a command has taken is printed if it is longer than this. */
const SLOW_ENOUGH = 500;

/** Says how to leave a subscription, in grey where the terminal has colours. What is printed next overwrites it. */
function messagesHint(): string {
  const hint = 'Reading messages... (press Ctrl-C to quit or any key to type command)\r';
  return process.env.TERM?.includes('xterm') ? `\x1b[1;90m${hint}\x1b[0m` : hint;
}

/** Runs until the input ends or the user quits. */
export async function runInteractive(session: TerminalSession, isTerminal: boolean): Promise<void> {
  session.isInteractive = true;
  await session.connect();
  if (isTerminal) await loadHelp(session);
  let isBusy = false;
  const lines: LineSource = isTerminal
    ? new TerminalLines({
        complete: (line) => session.help.complete(line),
        onInterrupt: () => {
          if (session.isMonitoring || session.isSubscribed) session.close();
          else process.exit(isBusy ? 1 : 0);
        },
      })
    : new PipedLines(process.stdin);
  try {
    for (;;) {
      const line = await lines.next(session.prompt);
      if (line === undefined) {
        if (!session.isSubscribed || !(await session.connect())) return;
        continue;
      }
      isBusy = true;
      if (await runLine(session, line)) return;
      isBusy = false;
      if (session.isSubscribed) await showMessages(session, lines);
    }
  } finally {
    lines.close();
  }
}

/** Loads the names of the commands for completion, which is all that is lost with a server that does not tell them. */
async function loadHelp(session: TerminalSession): Promise<void> {
  try {
    if (session.connection !== undefined) await session.help.load();
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
  }
}

/** Answers whether the user wants to leave. */
async function runLine(session: TerminalSession, line: string): Promise<boolean> {
  const words = splitArguments(line);
  if (words === undefined) {
    session.output.out('Invalid argument(s)\n');
    return false;
  }
  if (words.length === 0) return false;
  let repeat = 1;
  if (words.length > 1 && parseLooseInteger(words[0].slice(endOfRun(words[0], 0, BLANKS))) !== undefined) {
    repeat = Number(words.shift());
    if (repeat <= 0 || !Number.isSafeInteger(repeat)) {
      session.output.out('Invalid redis-cli repeat command option value.\n');
      return false;
    }
  }
  const name = words[0].toLowerCase();
  if (name === 'quit' || name === 'exit') return true;
  if (name === 'connect' && words.length === 3) {
    session.options.host = words[1];
    session.options.port = leadingInteger(words[2]);
    await session.connect();
  } else if (name === 'clear' && words.length === 1) {
    session.output.out('\x1b[H\x1b[2J');
  } else await runCommand(session, words, repeat);
  return false;
}

async function runCommand(session: TerminalSession, words: string[], repeat: number): Promise<void> {
  const start = performance.now();
  await session.issue(words, repeat);
  const elapsed = performance.now() - start;
  if (elapsed >= SLOW_ENOUGH && session.options.output === 'standard') {
    session.output.out(`(${(elapsed / 1000).toFixed(2)}s)\n`);
  }
}

/** Prints messages until a key is pressed, input arrives, or Ctrl-C leaves the subscription. */
async function showMessages(session: TerminalSession, lines: LineSource): Promise<void> {
  const showHint = session.options.output !== 'raw' && isTerminalOutput();
  let hasInput = false;
  const input = lines.untilInput().then(() => {
    hasInput = true;
  });
  while (!hasInput) {
    const { connection } = session;
    if (connection === undefined) break;
    try {
      for (let reply = connection.readBuffered(); reply !== undefined; reply = connection.readBuffered()) {
        session.print(reply);
      }
    } catch (error) {
      if (error instanceof ConnectionError) throw new CliExit(1, `Error: ${error.message}`);
      throw error;
    }
    if (connection.isBroken && session.connection === connection) {
      throw new CliExit(1, 'Error: Server closed the connection');
    }
    if (showHint) session.output.out(messagesHint());
    await Promise.race([input, connection.waitForBytes()]);
    if (showHint) session.output.out('\x1b[K');
  }
  // Ctrl-C has closed the connection, since only a new one has no subscriptions.
  if (session.connection === undefined) await session.connect();
}
