/**
 * The options of `tidelock cli`, which are those of redis-cli: their names begin with one or two dashes, and the value of
 * an option is the next argument.
 *
 * The command to send begins with the first argument that is no option. Whatever becomes part of a command is a byte
 * string.
 */

import type { RespVersion } from '../../protocol/reply.ts';
import { CliExit } from './cli-exit.ts';
import { parseRedisUri } from './redis-uri.ts';

/** How replies are printed. */
export type OutputMode = 'standard' | 'raw' | 'csv' | 'json' | 'quoted-json';

export interface ClientOptions {
  host: string;
  port: number;
  /** The path of a Unix socket, which is used instead of host and port. */
  socketPath: string | undefined;
  user: string | undefined;
  password: string | undefined;
  askPassword: boolean;
  warnAboutPassword: boolean;
  /** The database that is selected on each connection. SELECT changes it. */
  database: number;
  /** How many times to run the command; a negative number repeats it without end. */
  repeat: number;
  /** The pause after each run, in milliseconds. */
  interval: number;
  output: OutputMode;
  /** What is printed between the items of an array, and after each reply, in raw mode. */
  itemDelimiter: string;
  replyDelimiter: string;
  /** 3 or 2 when the user asks for that version, 'prefer' when an option works better with RESP3. */
  protocol: RespVersion | 'prefer' | undefined;
  showPushes: boolean;
  /** Whether to exit with 1 when the reply is an error. */
  failOnError: boolean;
  /** Whether arguments are strings in quotes, with escapes. */
  quotedInput: boolean;
  /** Whether standard input becomes the last argument, or stands in the place of a tag. */
  standardInput: 'none' | 'last' | { tag: string };
  evalFile: string | undefined;
  help: boolean;
  version: boolean;
}

/** The UTF-8 bytes of an argument of the process, which Node gives as UTF-16. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function defaultOptions(isTerminal: boolean): ClientOptions {
  return {
    host: '127.0.0.1',
    port: 6379,
    socketPath: undefined,
    user: undefined,
    password: undefined,
    askPassword: false,
    warnAboutPassword: true,
    database: 0,
    repeat: 1,
    interval: 0,
    output: isTerminal ? 'standard' : 'raw',
    itemDelimiter: '\n',
    replyDelimiter: '\n',
    protocol: undefined,
    showPushes: isTerminal,
    failOnError: false,
    quotedInput: false,
    standardInput: 'none',
    evalFile: undefined,
    help: false,
    version: false,
  };
}

/** Whether a person reads the output. Tests say so by the environment. */
export function isTerminalOutput(): boolean {
  return process.stdout.isTTY === true || process.env.FAKETTY !== undefined;
}

/** What C's atoi answers: the number that the text begins with, or 0 when it begins with none. */
export function leadingInteger(text: string): number {
  return Number.parseInt(text, 10) || 0;
}

function checkPort(port: number): number {
  if (port < 0 || port > 65535) throw new CliExit(1, 'Invalid server port.');
  return port;
}

function preferResp3(options: ClientOptions): void {
  options.protocol ??= 'prefer';
}

function forceProtocol(options: ClientOptions, protocol: RespVersion): void {
  if (options.protocol === (protocol === 2 ? 3 : 2)) {
    throw new CliExit(1, 'Options -2 and -3 are mutually exclusive.');
  }
  options.protocol = protocol;
}

function setStandardInput(options: ClientOptions, use: 'last' | { tag: string }): void {
  if (options.standardInput !== 'none' && typeof options.standardInput !== typeof use) {
    throw new CliExit(1, 'Options -x and -X are mutually exclusive.');
  }
  options.standardInput = use;
}

/** Options that stand alone. */
const SWITCHES = new Map(
  Object.entries<(options: ClientOptions) => void>({
    '-h': (o) => (o.help = true),
    '--help': (o) => (o.help = true),
    '-v': (o) => (o.version = true),
    '--version': (o) => (o.version = true),
    '-x': (o) => setStandardInput(o, 'last'),
    '--no-auth-warning': (o) => (o.warnAboutPassword = false),
    '--askpass': (o) => (o.askPassword = true),
    '--raw': (o) => (o.output = 'raw'),
    '--no-raw': (o) => (o.output = 'standard'),
    '--csv': (o) => (o.output = 'csv'),
    '--json': (o) => {
      preferResp3(o);
      o.output = 'json';
    },
    '--quoted-json': (o) => {
      preferResp3(o);
      o.output = 'quoted-json';
    },
    '--quoted-input': (o) => (o.quotedInput = true),
    '-e': (o) => (o.failOnError = true),
    '-2': (o) => forceProtocol(o, 2),
    '-3': (o) => forceProtocol(o, 3),
  }),
);

/** Options that take the argument behind them. `-h`, which is also a switch, is one when no argument follows. */
const WITH_ARGUMENT = new Map(
  Object.entries<(options: ClientOptions, value: string) => void>({
    '-h': (o, value) => (o.host = value),
    '-p': (o, value) => (o.port = checkPort(leadingInteger(value))),
    '-s': (o, value) => (o.socketPath = value),
    '-a': (o, value) => (o.password = toBytes(value)),
    '--pass': (o, value) => (o.password = toBytes(value)),
    '--user': (o, value) => (o.user = toBytes(value)),
    '-u': (o, value) => {
      Object.assign(o, parseRedisUri(value));
      checkPort(o.port);
    },
    '-n': (o, value) => (o.database = leadingInteger(value)),
    '-r': (o, value) => (o.repeat = leadingInteger(value)),
    '-i': (o, value) => (o.interval = (Number.parseFloat(value) || 0) * 1000),
    '-X': (o, value) => setStandardInput(o, { tag: toBytes(value) }),
    '-d': (o, value) => (o.itemDelimiter = toBytes(value)),
    '-D': (o, value) => (o.replyDelimiter = toBytes(value)),
    '--eval': (o, value) => (o.evalFile = value),
    '--show-pushes': (o, value) => {
      const answer = value[0]?.toLowerCase();
      if (answer === 'y' || answer === 'n') o.showPushes = answer === 'y';
      else process.stderr.write(`Unknown --show-pushes value '${value}' (valid: '[y]es', '[n]o')\n`);
    },
  }),
);

/**
 * Reads the options in front of the command. The defaults depend on `isTerminal`: whether a person reads the output.
 * Throws `CliExit` for an option that does not exist or has no value.
 */
export function parseClientOptions(
  argv: string[],
  isTerminal: boolean,
  environmentPassword?: string,
): { options: ClientOptions; command: string[] } {
  const options = defaultOptions(isTerminal);
  let position = 0;
  for (; position < argv.length; position++) {
    const name = argv[position];
    const isLast = position === argv.length - 1;
    const takeArgument = isLast ? undefined : WITH_ARGUMENT.get(name);
    const takeSwitch = SWITCHES.get(name);
    if (takeArgument !== undefined) takeArgument(options, argv[++position]);
    else if (takeSwitch !== undefined) takeSwitch(options);
    else if (name.startsWith('-')) {
      throw new CliExit(1, `Unrecognized option or bad number of args for: '${name}'`);
    } else break;
    if (options.help || options.version) break;
  }
  if (options.warnAboutPassword && options.password !== undefined) {
    process.stderr.write(
      "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
    );
  }
  if (environmentPassword !== undefined) options.password ??= toBytes(environmentPassword);
  return { options, command: argv.slice(position) };
}
