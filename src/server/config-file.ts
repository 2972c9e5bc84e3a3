/**
 * Reads `redis.conf` and the command line and cuts them into directives. The only directive that it knows is `include`.
 *
 * As in Redis, the options of the command line become lines behind those of the file and of standard input. So a later
 * line overrides an earlier one, and an error names the same line number as in Redis. Texts are byte strings.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { characterSet, trim } from '../bytes/character-set.ts';
import { globMatch } from '../bytes/glob.ts';
import { quote, splitArguments } from '../bytes/quote.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { systemReason } from './start-error.ts';

/** A line of the configuration is wrong. `message` is what Redis says of it. */
export class ConfigFileError extends Error {
  readonly line: number;
  readonly text: string;
  constructor(line: number, text: string, message: string) {
    super(message);
    this.line = line;
    this.text = text;
  }

  /** The block that goes to standard error before the server exits. */
  report(version: string): string {
    return (
      `\n*** FATAL CONFIG FILE ERROR (Redis ${version}) ***\n` +
      `Reading the configuration file, at line ${this.line}\n>>> '${this.text}'\n${this.message}\n`
    );
  }
}

/** A configuration file cannot be opened. */
export class ConfigOpenError extends Error {}

/** A directive: its lower-case name and its arguments, and where it stands. */
export interface Directive {
  name: string;
  args: string[];
  /** Counted from 1. */
  line: number;
  text: string;
}

/** Applies one directive; answers what is wrong with it, if anything. */
export type ApplyDirective = (directive: Directive) => string | undefined;

export interface CommandLine {
  /** An absolute path as a byte string. */
  configFile: string | undefined;
  readsStandardInput: boolean;
  /** The options as lines of a configuration file. */
  options: string;
}

/** Splits `[redis.conf] [--name value ...] [-]`, as `redis-server` takes it. The words are byte strings. */
export function parseCommandLine(argv: string[]): CommandLine {
  let configFile: string | undefined;
  let readsStandardInput = false;
  let options = '';
  let first = 0;
  if (argv.length > 0 && !argv[0].startsWith('-')) {
    configFile = encodeUtf8(resolve(decodeUtf8(argv[0])));
    first = 1;
  }
  // A word that starts with -- is a value when the option before it still waits for its first one.
  let optionHasValue = true;
  for (let i = first; i < argv.length; i++) {
    const word = argv[i];
    const isLast = i === argv.length - 1;
    if (word === '-' && (i === 0 || isLast)) {
      readsStandardInput = true;
    } else if (optionHasValue && word.startsWith('--')) {
      options += `${options === '' ? '' : '\n'}${word.slice(2)} `;
      const isBare = splitArguments(word)?.length === 1;
      optionHasValue = !isBare;
      const nextIsOption = !isLast && argv[i + 1].startsWith('--');
      if (isBare && word.toLowerCase() === '--save' && (isLast || nextIsOption)) {
        options += '""';
        optionHasValue = nextIsOption;
      }
    } else {
      options += `${quote(word)} `;
      optionHasValue = true;
    }
  }
  return { configFile, readsStandardInput, options };
}

/** The whole text that a command line stands for: its file, standard input, its options. */
export function configText(commandLine: CommandLine, readStandardInput: () => string): string {
  let text = commandLine.configFile === undefined ? '' : readConfigFile(commandLine.configFile);
  if (commandLine.readsStandardInput) text += readStandardInput();
  return `${text}\n${commandLine.options}`;
}

const LINE_BLANKS = characterSet(' \t\r\n');

/** Applies every line of a text. Throws `ConfigFileError` or `ConfigOpenError` at the first that is wrong. */
export function applyConfigText(text: string, apply: ApplyDirective): void {
  let next = 0;
  for (let i = 0; next <= text.length; i++) {
    const start = next;
    const end = text.indexOf('\n', start);
    next = end < 0 ? text.length + 1 : end + 1;
    const line = trim(text.slice(start, next - 1), LINE_BLANKS);
    if (line === '' || line.startsWith('#')) continue;
    const words = splitArguments(line);
    if (words === undefined)
      throw new ConfigFileError(i + 1, line, 'Unbalanced quotes in configuration line');
    if (words.length === 0) continue;
    const name = words[0].toLowerCase();
    if (name === 'include' && words.length === 2) {
      applyConfigText(readConfigFile(words[1]), apply);
      continue;
    }
    const problem = apply({ name, args: words.slice(1), line: i + 1, text: line });
    if (problem !== undefined) throw new ConfigFileError(i + 1, line, problem);
  }
}

/** A file's text, or that of all files that match, in order, when the path's last part is a pattern. */
function readConfigFile(path: string): string {
  if (!/[*?[]/.test(path)) return readOne(path);
  const folder = dirname(path);
  let names: string[];
  try {
    names = readdirSync(decodeUtf8(folder)).map(encodeUtf8).sort();
  } catch {
    return '';
  }
  const matching = names.filter((name) => !name.startsWith('.') && globMatch(basename(path), name));
  return matching.map((name) => readOne(join(folder, name))).join('');
}

function readOne(path: string): string {
  try {
    return readFileSync(decodeUtf8(path), 'latin1');
  } catch (error) {
    throw new ConfigOpenError(`Fatal error, can't open config file '${path}': ${systemReason(error)}`);
  }
}
