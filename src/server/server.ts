/**
 * A server inside a program (`tidelock/server` among the package's exports).
 *
 * It leaves the process that it runs in as it is: no signal handlers, no flags of V8, no other working directory, no
 * output unless `loglevel` is set, and it never ends the process.
 */
import { statSync } from 'node:fs';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { asyncDispose } from '../embedded/disposable.ts';
import { PATIENCE, RunningServer } from './running-server.ts';
import { checkOptions, type ServerOptions } from './server-options.ts';
import { applyLogSettings, newSetup, setupApplier, warnOfSettingsWithoutEffect } from './server-setup.ts';
import { systemReason } from './start-error.ts';

export type { ServerOptions } from './server-options.ts';
export type { StartError } from './start-error.ts';

/**
 * A running server.
 *
 * @example
 * ```ts
 * await using server = await startServer({ port: 0 });
 * const client = new Redis(server.url); // ioredis
 * ```
 */
export interface Server {
  /** The address that is listened on, as the option `host` said it. */
  readonly host: string;
  /** The TCP port that is listened on. */
  readonly port: number;
  /** Where clients connect: `redis://127.0.0.1:6379`. Of a server that listens on every address, the loopback address. */
  readonly url: string;
  /**
   * Ends the server in good order and disconnects its clients; resolves once everything is given back. A script that
   * still runs is waited for, for 5 seconds at most. Further calls answer the same promise.
   */
  close(): Promise<void>;
  /** Closes the server at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a client on the same machine connects to where every address is listened on. */
const LOOPBACK = new Map(
  Object.entries<string>({
    '*': '127.0.0.1',
    '0.0.0.0': '127.0.0.1',
    '::*': '::1',
    '::': '::1',
  }),
);

/**
 * Starts a server inside this process; resolves when it serves commands. The engine runs in a thread of its own.
 *
 * @throws TypeError or RangeError for an option or setting that is wrong
 * @throws StartError when the server cannot start: an address or a unix socket that cannot be had (`code` is the
 * system's, such as `EADDRINUSE`), or a thread that cannot be started
 *
 * @example
 * ```ts
 * import { startServer } from 'tidelock/server';
 *
 * const server = await startServer({ port: 0, settings: { maxmemory: '100mb' } });
 * console.log(server.url);
 * await server.close();
 * ```
 */
export async function startServer(options?: ServerOptions): Promise<Server> {
  const { host, port, settings, engineThread } = checkOptions(options);
  const setup = newSetup();
  const apply = setupApplier(setup, folderProblem);
  const defaults: [string, string][] = [
    ['loglevel', 'nothing'],
    ['save', ''],
    ['bind', host],
    ['port', String(port)],
  ];
  for (const [name, text] of [...defaults, ...settings]) {
    const problem = apply({ name, args: [text], line: 0, text });
    if (problem !== undefined) throw new TypeError(`startServer: setting '${name}': ${problem}`);
  }
  applyLogSettings(setup);
  warnOfSettingsWithoutEffect(setup);
  let onExit: () => void = () => {};
  const exit = new Promise<void>((resolve) => {
    onExit = resolve;
  });
  const server = new RunningServer({ ...setup, configFile: '', takesAnyPort: true, engineThread, onExit });
  await server.start();

  const end = async () => {
    if (!server.hasEnded) {
      server.shutdown('SIGTERM');
      server.endAfter(PATIENCE, 0, 'A script was stopped in the middle, because the server is closed.');
    }
    await exit;
    await server.release();
  };
  let ending: Promise<void> | undefined;
  const close = () => {
    ending ??= end();
    return ending;
  };
  const shownHost = decodeUtf8(host);
  const reachable = LOOPBACK.get(shownHost) ?? shownHost;
  const url = `redis://${reachable.includes(':') ? `[${reachable}]` : reachable}:${server.port}`;
  return { host: shownHost, port: server.port, url, close, [asyncDispose]: close };
}

/** Why a folder cannot be the one that relative paths lie in; the process itself stays where it is. */
function folderProblem(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? undefined : 'Not a directory';
  } catch (error) {
    return systemReason(error);
  }
}
