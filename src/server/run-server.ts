/** The program `tidelock server`: what it does with its process, around the server of `running-server.ts`. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { REDIS_VERSION } from '../engine/redis-version.ts';
import {
  applyConfigText,
  ConfigFileError,
  ConfigOpenError,
  configText,
  parseCommandLine,
} from './config-file.ts';
import { tuneGarbageCollection } from './garbage-collection.ts';
import { RunningServer } from './running-server.ts';
import { applyLogSettings, newSetup, setupApplier, warnOfSettingsWithoutEffect } from './server-setup.ts';
import { RefusedDirective, systemReason } from './start-error.ts';
import { USAGE, VERSION_LINE } from './texts.ts';

/** Set for the process that `daemonize` starts. */
const DAEMON_MARK = 'TIDELOCK_DAEMON';
/** How often the parent is looked at, milliseconds. */
const PARENT_INTERVAL = 100;

/** Runs `tidelock server` with its arguments. Answers the exit code, or undefined while the server runs. */
export async function runServer(argv: string[]): Promise<number | undefined> {
  if (argv[0] === '-v' || argv[0] === '--version') {
    process.stdout.write(VERSION_LINE);
    return 0;
  }
  if (argv[0] === '-h' || argv[0] === '--help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const setup = newSetup();
  const { log, configuration } = setup;
  const commandLine = parseCommandLine(argv.map(encodeUtf8));
  try {
    const text = configText(commandLine, () => {
      log.write('notice', 'Reading config from stdin');
      return readFileSync(0, 'latin1');
    });
    applyConfigText(text, setupApplier(setup, enterFolder));
  } catch (error) {
    if (error instanceof ConfigFileError) process.stderr.write(error.report(REDIS_VERSION), 'latin1');
    else if (error instanceof ConfigOpenError) log.write('warning', error.message);
    else throw error;
    return 1;
  }
  applyLogSettings(setup);
  const isDaemon = process.env[DAEMON_MARK] !== undefined;
  if (configuration.settings.values.daemonize && !isDaemon) return daemonize(argv);
  const configFile = commandLine.configFile ?? '';
  const options = { ...setup, configFile, takesAnyPort: false, engineThread: undefined };
  const server = new RunningServer({ ...options, onExit });
  // From the first line of the log on a signal ends the server in good order, also while it starts.
  process.on('SIGTERM', () => server.signal('SIGTERM'));
  process.on('SIGINT', () => server.signal('SIGINT'));
  process.on('SIGHUP', () => {});
  process.on('exit', () => server.finishLog());
  if (process.env.npm_command !== undefined && !isDaemon) endWithParent(() => server.signal('SIGTERM'));

  log.write('notice', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  const version = `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}`;
  log.write('notice', `${version}, just started`);
  if (argv.length > 0) log.write('notice', 'Configuration loaded');
  else {
    const how = 'In order to specify a config file use tidelock server /path/to/redis.conf';
    log.write('warning', `Warning: no config file specified, using the default config. ${how}`);
  }
  warnOfSettingsWithoutEffect(setup);
  tuneGarbageCollection();
  try {
    await server.start();
  } catch (error) {
    // The log has told of everything else.
    if (error instanceof RefusedDirective) process.stderr.write(error.message, 'latin1');
    return 1;
  }
  return undefined;
}

/** Node waits for its threads before it exits. For one that cannot be stopped it would wait for long. */
function onExit(code: number, isReleased: boolean): void {
  if (isReleased) process.exit(code);
  process.kill(process.pid, 'SIGKILL');
}

/** Makes a folder the working directory. Answers why that is not possible, if so. */
function enterFolder(path: string): string | undefined {
  try {
    process.chdir(path);
    return undefined;
  } catch (error) {
    return systemReason(error);
  }
}

/**
 * Under `npm start` and `npx` the parent is a shell. npm passes SIGTERM to the shell, which ends without passing it on, so
 * that the signal would never come here; what can be seen is that the parent is gone.
 */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, PARENT_INTERVAL);
  timer.unref();
}

/** Starts the same command once more, detached from the terminal. */
function daemonize(argv: string[]): number {
  const words = [...process.execArgv, process.argv[1], 'server', ...argv];
  const env = { ...process.env, [DAEMON_MARK]: '1' };
  spawn(process.execPath, words, { detached: true, stdio: 'ignore', env }).unref();
  return 0;
}
