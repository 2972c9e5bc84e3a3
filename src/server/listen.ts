/** Where the server listens: the addresses of `bind`, the unix socket, and Redis's words for what goes wrong. */
import { chmodSync, rmSync } from 'node:fs';
import type { Settings } from '../engine/settings.ts';
import type { Front } from './front.ts';
import type { Log } from './log.ts';
import type { ListenRequest } from './messages.ts';

const REASONS: Record<string, string> = {
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EACCES: 'Permission denied',
  ENOENT: 'No such file or directory',
  EAFNOSUPPORT: 'Address family not supported by protocol',
};

/** What an address that `bind` marks as optional may fail with. */
const UNAVAILABLE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT', 'EINVAL']);

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';
const reasonOf = (error: unknown) => REASONS[codeOf(error)] ?? (error as Error).message;

export interface Listening {
  /** 0: no TCP. */
  port: number;
  hasUnixSocket: boolean;
}

/**
 * Opens all that the settings ask for. Undefined, after saying why in the log: something cannot be opened.
 * @param takesAnyPort port 0 means any free port instead of none
 */
export async function listen(
  front: Front,
  values: Settings,
  log: Log,
  takesAnyPort: boolean,
): Promise<Listening | undefined> {
  const port = values.port > 0 || takesAnyPort ? await listenTcp(front, values, log) : 0;
  if (port === undefined) {
    log.write('warning', `Failed listening on port ${values.port} (tcp), aborting.`);
    return undefined;
  }
  const hasUnixSocket = values.unixsocket !== '';
  if (hasUnixSocket && !(await listenUnix(front, values, log))) return undefined;
  if (port > 0 || hasUnixSocket) return { port, hasUnixSocket };
  log.write('warning', 'Configured to not listen anywhere, exiting.');
  return undefined;
}

/** Listens for TCP elsewhere, or, when that is not possible, where it listened before. */
export async function listenElsewhere(
  front: Front,
  before: ListenRequest,
  after: ListenRequest,
  log: Log,
): Promise<boolean> {
  front.closeTcp();
  if (after.port === 0 || (await listenTcp(front, after, log)) !== undefined) return true;
  front.closeTcp();
  await listenTcp(front, before, log);
  return false;
}

async function listenTcp(front: Front, values: ListenRequest, log: Log): Promise<number | undefined> {
  let { port } = values;
  let count = 0;
  for (const word of values.bind.split(' ').filter((address) => address !== '')) {
    const isOptional = word.startsWith('-');
    const address = isOptional ? word.slice(1) : word;
    const host = address === '*' ? '0.0.0.0' : address === '::*' ? '::' : address;
    try {
      port = await front.listen({ host, port, backlog: values.tcpBacklog, ipv6Only: host.includes(':') });
      count++;
    } catch (error) {
      if (isOptional && UNAVAILABLE.has(codeOf(error))) continue;
      const where = `${address}:${port}`;
      log.write(
        'warning',
        `Warning: Could not create server TCP listening socket ${where}: bind: ${reasonOf(error)}`,
      );
      return undefined;
    }
  }
  return count > 0 ? port : 0;
}

async function listenUnix(front: Front, values: Settings, log: Log): Promise<boolean> {
  try {
    rmSync(values.unixsocket, { force: true });
    await front.listen({ path: values.unixsocket, backlog: values.tcpBacklog });
    if (values.unixsocketperm > 0) chmodSync(values.unixsocket, values.unixsocketperm);
    return true;
  } catch (error) {
    log.write('warning', `Failed opening Unix socket: bind: ${reasonOf(error)}`);
    return false;
  }
}
