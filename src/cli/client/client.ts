/** `tidelock cli`: it runs one command from its arguments, or a script from a file, or an interactive session. */
import { readFileSync } from 'node:fs';
import readline from 'node:readline';
import { splitArguments } from '../../bytes/quote.ts';
import { VERSION } from '../version.ts';
import { CliExit } from './cli-exit.ts';
import { CLIENT_USAGE } from './client-usage.ts';
import { ConnectionError, systemErrorText } from './connection.ts';
import { runInteractive } from './interactive.ts';
import { type ClientOptions, isTerminalOutput, parseClientOptions, toBytes } from './options.ts';
import { type Output, TerminalSession } from './terminal-session.ts';

const PROCESS_OUTPUT: Output = {
  out: (bytes) => void process.stdout.write(bytes, 'latin1'),
  error: (bytes) => void process.stderr.write(bytes, 'latin1'),
};

/** Runs the client. Answers the exit code; throws `CliExit`. */
export async function runClient(argv: string[]): Promise<number> {
  const { options, command } = parseClientOptions(argv, isTerminalOutput(), process.env.REDISCLI_AUTH);
  if (options.help) process.stdout.write(CLIENT_USAGE);
  else if (options.version) process.stdout.write(`tidelock cli ${VERSION}\n`);
  else return connectAndRun(options, command);
  return 0;
}

async function connectAndRun(options: ClientOptions, command: string[]): Promise<number> {
  if (options.askPassword) options.password = await askPassword();
  const session = new TerminalSession(options, PROCESS_OUTPUT);
  try {
    if (options.evalFile !== undefined) {
      const words = evalCommand(options.evalFile, command.map(toBytes));
      if (!(await session.connect())) return 1;
      return await runOnce(session, words);
    }
    if (command.length === 0) {
      await runInteractive(session, process.stdin.isTTY === true);
      return 0;
    }
    const words = completeCommand(options, command.map(toBytes));
    await session.connect({ quiet: true });
    return await runOnce(session, words);
  } finally {
    session.close();
  }
}

/** Runs one command. After one that subscribes it prints messages until the connection ends. */
async function runOnce(session: TerminalSession, words: string[]): Promise<number> {
  const succeeded = await session.issue(words, session.options.repeat);
  try {
    while (session.isSubscribed) await session.readReply();
  } catch (error) {
    if (error instanceof ConnectionError) throw new CliExit(1, `Error: ${error.message}`);
    throw error;
  }
  return succeeded ? 0 : 1;
}

/** The words to send: quotes are undone, and what standard input is to give is read. */
function completeCommand(options: ClientOptions, command: string[]): string[] {
  const words = options.quotedInput ? command.map(unquote) : command;
  const { standardInput } = options;
  if (standardInput === 'last') return [...words, readStandardInput()];
  if (standardInput === 'none') return words;
  const position = words.indexOf(standardInput.tag);
  if (position < 0) throw new CliExit(1, 'Using -X option but stdin tag not match.');
  return words.with(position, readStandardInput());
}

function unquote(word: string): string {
  const words = splitArguments(word);
  if (words?.length !== 1) {
    process.stdout.write('Invalid quoted string\n');
    throw new CliExit(1);
  }
  return words[0];
}

function readStandardInput(): string {
  return readFileSync(0, 'latin1');
}

/** The EVAL command of `--eval file key ... , argument ...`, where the first comma that stands alone ends the keys. */
function evalCommand(file: string, words: string[]): string[] {
  let script: string;
  try {
    script = readFileSync(file, 'latin1');
  } catch (error) {
    throw new CliExit(1, `Can't open file '${file}': ${systemErrorText(error as NodeJS.ErrnoException)}`);
  }
  const comma = words.indexOf(',');
  const keys = comma < 0 ? words : words.slice(0, comma);
  const rest = comma < 0 ? [] : words.slice(comma + 1);
  return ['EVAL', script, String(keys.length), ...keys, ...rest];
}

/** Reads a password without showing it. */
async function askPassword(): Promise<string> {
  process.stdout.write('Please input password: ');
  const reader = readline.createInterface({ input: process.stdin, terminal: process.stdin.isTTY === true });
  const line = await new Promise<string>((resolve) => {
    reader.once('line', resolve);
    reader.once('close', () => resolve(''));
  });
  reader.close();
  process.stdout.write('\n');
  return toBytes(line);
}
