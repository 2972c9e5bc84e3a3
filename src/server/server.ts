/**
 * The server's two entrances: `startServer` for programs (subpath `./server`), `runServer` for the command line.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { REDIS_VERSION } from '../engine/redis-version.ts';
import {
  type ApplyDirective,
  applyConfigText,
  ConfigFileError,
  ConfigOpenError,
  configText,
  parseCommandLine,
} from './config-file.ts';
import { directiveApplier, newConfiguration } from './directives.ts';
import { Log } from './log.ts';
import { type LaunchOptions, RunningServer } from './running-server.ts';
import { USAGE, VERSION_LINE } from './texts.ts';

export interface ServerOptions {
  /** TCP port; 0: any free one. 6379 by default. */
  port?: number;
  /** Address to listen on. `127.0.0.1` by default. */
  host?: string;
  /** Further settings by their names in redis.conf, as text: `{ maxmemory: '100mb' }`. */
  settings?: Record<string, string>;
}

export interface Server {
  /** The TCP port that is listened on. */
  readonly port: number;
  /** Ends the server in good order; clients are disconnected. */
  close(): Promise<void>;
}

/** How long `close` waits for a script to end before the engine is stopped in the middle of it, milliseconds. */
const CLOSE_PATIENCE = 5000;
/** Set for the process that `daemonize` starts. */
const DAEMON_MARK = 'TIDELOCK_DAEMON';

const REASONS: Record<string, string> = { ENOENT: 'No such file or directory', ENOTDIR: 'Not a directory' };

type Draft = Omit<LaunchOptions, 'onExit' | 'takesAnyPort' | 'configFile'>;

function newDraft(): Draft {
  return { configuration: newConfiguration(), directives: [], log: new Log() };
}

/** Applies directives to a draft, and keeps them for the engine's thread. */
function applier(draft: Draft): ApplyDirective {
  const apply = directiveApplier(draft.configuration);
  return (directive) => {
    const isFolder = directive.name === 'dir';
    const problem = apply(directive) ?? (isFolder ? changeFolder(directive.args[0]) : undefined);
    // A relative folder is relative only once.
    draft.directives.push(isFolder ? { ...directive, args: [process.cwd()] } : directive);
    return problem;
  };
}

function changeFolder(path: string): string | undefined {
  try {
    process.chdir(path);
    return undefined;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return REASONS[code] ?? message;
  }
}

/**
 * Starts a server inside this process; resolves when it serves commands. It logs nothing unless `loglevel` is set.
 * @throws Error for a setting that is wrong, or an address that cannot be listened on
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { port = 6379, host = '127.0.0.1', settings = {} } = options;
  const draft = newDraft();
  const apply = applier(draft);
  const all = { loglevel: 'nothing', save: '', bind: host, port: String(port), ...settings };
  for (const [name, text] of Object.entries(all)) {
    const problem = apply({ name, args: [text], line: 0, text });
    if (problem !== undefined) throw new Error(`${name}: ${problem}`);
  }
  followLogSettings(draft);
  let exited: () => void = () => {};
  const exit = new Promise<void>((resolve) => {
    exited = resolve;
  });
  const server = await RunningServer.launch({
    ...draft,
    configFile: '',
    takesAnyPort: true,
    onExit: () => exited(),
  });
  if (server === undefined) throw new Error(`cannot listen on ${host}:${port}`);
  const close = async () => {
    server.signal('SIGTERM');
    const timer = setTimeout(() => server.end(0), CLOSE_PATIENCE);
    await exit;
    clearTimeout(timer);
  };
  return { port: server.port, close };
}

/** Runs `tidelock server` with its arguments. Answers the exit code, or undefined while the server runs. */
export async function runServer(argv: string[]): Promise<number | undefined> {
  if (argv[0] === '-v' || argv[0] === '--version') {
    process.stdout.write(VERSION_LINE);
    return 0;
  }
  if (argv[0] === '-h' || argv[0] === '--help') {
    process.stderr.write(USAGE);
    return 1;
  }
  const draft = newDraft();
  const { log, configuration } = draft;
  const commandLine = parseCommandLine(argv);
  try {
    const text = configText(commandLine, () => {
      log.write('notice', 'Reading config from stdin');
      return readFileSync(0, 'latin1');
    });
    applyConfigText(text, applier(draft));
  } catch (error) {
    if (error instanceof ConfigFileError) process.stderr.write(error.report(REDIS_VERSION), 'latin1');
    else if (error instanceof ConfigOpenError) log.write('warning', error.message);
    else throw error;
    return 1;
  }
  followLogSettings(draft);
  if (configuration.settings.values.daemonize && process.env[DAEMON_MARK] === undefined)
    return daemonize(argv);

  log.write('notice', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  const version = `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}`;
  log.write('notice', `${version}, just started`);
  if (argv.length > 0) log.write('notice', 'Configuration loaded');
  else {
    const how = 'In order to specify a config file use tidelock server /path/to/redis.conf';
    log.write('warning', `Warning: no config file specified, using the default config. ${how}`);
  }
  const launching = RunningServer.launch({
    ...draft,
    configFile: commandLine.configFile ?? '',
    takesAnyPort: false,
    onExit: (code) => process.exit(code),
  });
  process.on('SIGHUP', () => {});
  const server = await launching;
  if (server === undefined) return 1;
  process.on('SIGTERM', () => server.signal('SIGTERM'));
  process.on('SIGINT', () => server.signal('SIGINT'));
  return undefined;
}

function followLogSettings({ log, configuration }: Draft): void {
  log.level = configuration.settings.values.loglevel;
  log.file = configuration.settings.values.logfile;
}

/** Starts the same command once more, detached from the terminal. */
function daemonize(argv: string[]): number {
  const words = [...process.execArgv, process.argv[1], 'server', ...argv];
  const env = { ...process.env, [DAEMON_MARK]: '1' };
  spawn(process.execPath, words, { detached: true, stdio: 'ignore', env }).unref();
  return 0;
}
